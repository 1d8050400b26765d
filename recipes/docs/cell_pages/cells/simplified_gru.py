"""The page of the GRU without a relevance gate."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import entering, gate, join
from cell_pages.rail import STATES, mixture

NODES = {
    "c": entering((0.2, 1.8), "c^⟨t−1⟩"),
    "x": entering((2.9, 8.0), "x^⟨t⟩"),
    "xc": join((2.9, 6.2), "x", "c:h1.9 v6.2 h", name="[c, x]"),
    "u": gate((4.5, 4.8), "xc:h v", "σ", 0, 2, "Γ_u"),
    "candidate": gate((6.7, 4.8), "xc:h v", "tanh", 1, 2, "c̃^⟨t⟩"),
} | mixture(4.5, 6.7, 3.5, 2.75)

PAGE = Page(
    cell="SimplifiedGRUCell",
    title="Simplified GRU",
    figures={
        "simplified_gru": Figure("Simplified GRU cell", (10.1, 8.2), NODES, **STATES)
    },
    textbook=r"""
$$\Gamma_u = \sigma(W_u [c<t-1>, x<t>] + b_u) \qquad
  \tilde c<t> = \tanh(W_c [c<t-1>, x<t>] + b_c)$$

$$c<t> = \Gamma_u \odot \tilde c<t> + (1 - \Gamma_u) \odot c<t-1> \qquad
  a<t> = c<t>$$
""",
    columns=((r"\Gamma_u", r"\Gamma_u"), (r"\tilde c<t>", r"\tilde c<t>")),
    states=("c",),
    step="""
update, candidate = np.split(x @ kernel + c @ recurrent_kernel + bias, 2, axis=-1)
c = sigmoid(update) * np.tanh(candidate) + (1 - sigmoid(update)) * c
""",
    parameters="2 U (D + U + 1)",
    use="""
To follow the textbook step by step: it explains the GRU with this cell first, and adds
the relevance gate later. For work take the [GRU](gru.md).
""",
)
