"""The page of the GRU with layer normalisation."""

from dataclasses import replace

from cell_pages.cells import gru
from cell_pages.figure import Figure
from cell_pages.norm import normalised
from cell_pages.page import Page
from cell_pages.parts import columns, entering, function, join, operation, sigmoid
from cell_pages.rail import STATES, mixture


def total(w, sums, k):
    """What the columns of a gate are, before its function."""
    of_x, of_c = sums
    return columns(of_x + of_c + w["bias"].sum(axis=0), k, 3)


def reset(w, r, of_c):
    return r * columns(of_c + w["bias"][1], 2, 3)


def candidate(w, of_x, of_c):
    return columns(of_x + w["bias"][0], 2, 3) + of_c


NODES = {
    "c": entering((0.2, 1.8), "c^⟨t−1⟩"),
    "x": entering((2.4, 10.6), "x^⟨t⟩"),
    "nc": normalised(
        (2.4, 5.4),
        "c:h v",
        "recurrent_kernel",
        "recurrent_scale",
        "c",
        "z_c",
        name_at="down-left",
    ),
    "nx": normalised((2.4, 8.9), "x", "kernel", "kernel_scale", name="z_x"),
    "sums": join((2.4, 7.4), "nx", "nc", name=""),
    "r": function(
        (4.8, 6.0),
        "sums:h v",
        "σ",
        lambda w, sums: sigmoid(total(w, sums, 1)),
        "σ(z_x + z_c + b)",
        "Γ_r",
    ),
    "u": function(
        (6.4, 6.0),
        "sums:h v",
        "σ",
        lambda w, sums: sigmoid(-total(w, sums, 0)),
        "σ(z_x + z_c + b)",
        "Γ_u",
    ),
    "reset": replace(
        operation((4.8, 4.0), "⊙", "r", "nc:h3.7 v4.0 h"),
        value=reset,
        expression="{0} ⊙ ({1} + b)",
    ),
    "sum": replace(
        operation((8.8, 7.4), "+", "nx:h v", "reset:h7.5 v7.4 h"),
        value=candidate,
        expression="{0} + b + {1}",
    ),
    "candidate": function((8.8, 6.1), "sum", "tanh", name="c̃^⟨t⟩", name_at="up-right"),
} | mixture(6.4, 8.8, 4.9, 2.85)

PAGE = Page(
    cell="LayerNormGRUCell",
    title="LayerNorm GRU",
    figures={
        "layer_norm_gru": Figure("LayerNorm GRU cell", (12.2, 10.8), NODES, **STATES)
    },
    textbook=r"""
$$z_x = \alpha_x \odot \mathrm{N}(W_x x<t>) + b_x \qquad
  z_c = \alpha_c \odot \mathrm{N}(W_c c<t-1>) + b_c$$

$$\Gamma_u = \sigma(z_{xu} + z_{cu}) \qquad \Gamma_r = \sigma(z_{xr} + z_{cr}) \qquad
  \tilde c<t> = \tanh(z_{xc} + \Gamma_r \odot z_{cc})$$

$$c<t> = \Gamma_u \odot \tilde c<t> + (1 - \Gamma_u) \odot c<t-1> \qquad
  a<t> = c<t>$$
""",
    columns=gru.PAGE.columns,
    states=("h",),
    step="""
def norm(z):
    variance = z.var(axis=-1, keepdims=True)
    return (z - z.mean(axis=-1, keepdims=True)) / np.sqrt(variance + 1e-3)

of_x = np.split(kernel_scale * norm(x @ kernel) + bias[0], 3, axis=-1)
of_h = recurrent_scale * norm(h @ recurrent_kernel) + bias[1]
of_h = np.split(of_h, 3, axis=-1)
z, r = sigmoid(of_x[0] + of_h[0]), sigmoid(of_x[1] + of_h[1])
h = z * h + (1 - z) * np.tanh(of_x[2] + r * of_h[2])
""",
    parameters="3 U (D + U + 2) + 6 U",
    use="""
Where a GRU is deep or its sequences long. There are no shifts beside the two biases,
which do their work.
""",
)
