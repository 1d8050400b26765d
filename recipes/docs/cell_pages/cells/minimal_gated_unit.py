"""The page of the gated unit with one gate."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import entering, gate, join, operation
from cell_pages.rail import STATES, mixture

NODES = {
    "c": entering((0.2, 1.8), "c^⟨t−1⟩"),
    "x": entering((2.9, 9.2), "x^⟨t⟩"),
    "xc": join((2.9, 7.4), "x", "c:h1.9 v7.4 h", name="[c, x]"),
    "u": gate((4.5, 6.0), "xc:h v", "σ", 0, 2, "Γ_u"),
    "reset": operation((6.0, 4.9), "⊙", "u:v h", "c:h3.3 v4.1 h6 v"),
    "xuc": join(
        (8.2, 7.4),
        "x:v8.1 h v",
        "reset:h7.0 v7.4 h",
        name="[Γ_u ⊙ c, x]",
        name_at="right",
    ),
    "candidate": gate((8.2, 6.0), "xuc", "tanh", 1, 2, "c̃^⟨t⟩", name_at="up-right"),
} | mixture(4.5, 8.2, 3.45, 2.75, right=12.2)

PAGE = Page(
    cell="MinimalGatedUnitCell",
    title="Minimal gated unit",
    figures={
        "minimal_gated_unit": Figure("Minimal gated unit", (12.4, 9.4), NODES, **STATES)
    },
    textbook=r"""
$$\Gamma_u = \sigma(W_u [c<t-1>, x<t>] + b_u) \qquad
  \tilde c<t> = \tanh(W_c [\Gamma_u \odot c<t-1>, x<t>] + b_c)$$

$$c<t> = \Gamma_u \odot \tilde c<t> + (1 - \Gamma_u) \odot c<t-1> \qquad
  a<t> = c<t>$$
""",
    columns=((r"\Gamma_u", "f_t"), (r"\tilde c<t>", r"\tilde h_t")),
    states=("h",),
    step="""
W_f, W_h = np.split(kernel, 2, axis=-1)
U_f, U_h = np.split(recurrent_kernel, 2, axis=-1)
b_f, b_h = np.split(bias, 2)
f = sigmoid(x @ W_f + h @ U_f + b_f)
h = (1 - f) * h + f * np.tanh(x @ W_h + (f * h) @ U_h + b_h)
""",
    parameters="2 U (D + U + 1)",
    use="""
A GRU with two thirds of the weights, for small models. The paper calls the gate forget
gate; it writes, as the textbook's update gate does.
""",
)
