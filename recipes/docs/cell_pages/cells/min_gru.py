"""The page of the minimal GRU."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import entering, input_gate
from cell_pages.rail import STATES, mixture

NODES = {
    "c": entering((0.2, 1.8), "c^⟨t−1⟩"),
    "x": entering((3.9, 7.6), "x^⟨t⟩"),
    "u": input_gate((2.8, 4.8), "x:v6.2 h v", "σ", 0, 2, "Γ_u"),
    "candidate": input_gate((5.0, 4.8), "x:v6.2 h v", "W", 1, 2, "c̃^⟨t⟩"),
} | mixture(2.8, 5.0, 3.5, 2.75)

PAGE = Page(
    cell="MinGRUCell",
    title="minGRU",
    figures={"min_gru": Figure("minGRU cell", (8.4, 7.8), NODES, **STATES)},
    textbook=r"""
$$\Gamma_u = \sigma(W_u x<t> + b_u) \qquad \tilde c<t> = W_c x<t> + b_c$$

$$c<t> = \Gamma_u \odot \tilde c<t> + (1 - \Gamma_u) \odot c<t-1> \qquad
  a<t> = c<t>$$
""",
    columns=((r"\Gamma_u", "z_t"), (r"\tilde c<t>", r"\tilde h_t")),
    states=("h",),
    step="""
z, candidate = np.split(x @ kernel + bias, 2, axis=-1)
h = (1 - sigmoid(z)) * h + sigmoid(z) * candidate
""",
    parameters="2 U (D + 1)",
    use="""
Speed: nothing inside the loop but a multiply-add, so that all matrix products are one.
The gate does not see the state; stack two or three layers to let it.
""",
)
