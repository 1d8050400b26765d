"""The page of the gated recurrent unit, in both its forms."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import (
    columns,
    entering,
    function,
    gate,
    join,
    layer,
    operation,
    sigmoid,
)
from cell_pages.rail import STATES, both, mixture, opposite_gate

WORDS = "σ(W {0} + b)"


def reset(w, joined):
    x, h = joined
    z = x @ columns(w["kernel"], 1, 3) + h @ columns(w["recurrent_kernel"], 1, 3)
    return sigmoid(z + columns(both(w["bias"]), 1, 3))


GATES = {
    "c": entering((0.2, 1.8), "c^⟨t−1⟩"),
    "xc": join((2.9, 7.4), "x", "c:h1.9 v7.4 h", name="[c, x]"),
    "r": layer((4.4, 6.0), ("xc:h v",), "σ", reset, WORDS, "Γ_r"),
    "u": opposite_gate((6.0, 6.0), "xc:h v", 0, 3, "Γ_u"),
}

BEFORE = (
    GATES
    | {
        "x": entering((2.9, 9.2), "x^⟨t⟩"),
        "reset": operation((4.4, 3.8), "⊙", "r", "c:h v"),
        "xrc": join(
            (8.4, 7.4),
            "x:v8.1 h v",
            "reset:h7.1 v7.4 h",
            name="[Γ_r ⊙ c, x]",
            name_at="right",
        ),
        "candidate": gate((8.4, 6.0), "xrc", "tanh", 2, 3, "c̃^⟨t⟩", name_at="up-right"),
    }
    | mixture(6.0, 8.4, 4.6, 2.8, right=12.4)
)


AFTER = (
    GATES
    | {
        "x": entering((2.9, 10.2), "x^⟨t⟩"),
        "wc": layer(
            (4.4, 2.9),
            ("c:h v",),
            "W c + b",
            lambda w, c: (
                c @ columns(w["recurrent_kernel"], 2, 3) + columns(w["bias"][1], 2, 3)
            ),
            "(W {0} + b)",
        ),
        "reset": operation((4.4, 4.2), "⊙", "r", "wc"),
        "wx": layer(
            (8.4, 8.5),
            ("x:v8.5 h",),
            "W x + b",
            lambda w, x: x @ columns(w["kernel"], 2, 3) + columns(w["bias"][0], 2, 3),
            "W {0} + b",
        ),
        "sum": operation((8.4, 7.2), "+", "wx", "reset:h7.1 v7.2 h"),
        "candidate": function(
            (8.4, 6.1), "sum", "tanh", name="c̃^⟨t⟩", name_at="up-right"
        ),
    }
    | mixture(6.0, 8.4, 4.8, 2.9)
)

PAGE = Page(
    cell="GRUCell",
    title="GRU",
    figures={
        "gru": Figure("GRU cell, reset_after=False", (12.6, 9.4), BEFORE, **STATES),
        "gru_reset_after": Figure(
            "GRU cell, reset_after=True", (11.8, 10.4), AFTER, **STATES
        ),
    },
    textbook=r"""
$$\Gamma_u = \sigma(W_u [c<t-1>, x<t>] + b_u) \qquad
  \Gamma_r = \sigma(W_r [c<t-1>, x<t>] + b_r)$$

$$\tilde c<t> = \tanh(W_c [\Gamma_r \odot c<t-1>, x<t>] + b_c)$$

$$c<t> = \Gamma_u \odot \tilde c<t> + (1 - \Gamma_u) \odot c<t-1> \qquad
  a<t> = c<t>$$
""",
    columns=(
        (r"1 - \Gamma_u", "z_t"),
        (r"\Gamma_r", "r_t"),
        (r"\tilde c<t>", r"\tilde h_t"),
    ),
    states=("h",),
    step="""
of_x = np.split(x @ kernel + bias[0], 3, axis=-1)
of_h = np.split(h @ recurrent_kernel + bias[1], 3, axis=-1)
z, r = sigmoid(of_x[0] + of_h[0]), sigmoid(of_x[1] + of_h[1])
candidate = np.tanh(of_x[2] + r * of_h[2])
h = z * h + (1 - z) * candidate
""",
    parameters="3 U (D + U + 2)",
    note="With `reset_after=False` there is one bias and 3 U less.",
    use="""
The first choice where an LSTM is too large: three quarters of its weights.

`reset_after=False` is the form of the paper and of the textbook, the first picture.
`reset_after=True`, the default and the second picture, is the form of cuDNN: the gate
acts on the product, so that a step is one matrix product.
""",
)
