"""The page of the LSTM."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import entering, function, gate, join, leaving, operation

NODES = {
    "c": entering((0.2, 2.0), "c^⟨t−1⟩"),
    "h": entering((0.2, 6.6), "a^⟨t−1⟩"),
    "x": entering((2.0, 8.4), "x^⟨t⟩"),
    "xh": join((2.0, 6.6), "x", "h", name="[a, x]"),
    "f": gate((3.6, 5.2), "xh:h v", "σ", 1, 4, "Γ_f"),
    "i": gate((5.2, 5.2), "xh:h v", "σ", 0, 4, "Γ_u"),
    "g": gate((6.8, 5.2), "xh:h v", "tanh", 2, 4, "c̃^⟨t⟩"),
    "o": gate((8.4, 5.2), "xh:h v", "σ", 3, 4, "Γ_o"),
    "kept": operation((3.6, 2.0), "⊙", "f", "c"),
    "new": operation((6.8, 3.6), "⊙", "i:v h", "g"),
    "c'": operation((6.8, 2.0), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"),
    "seen": function((10.0, 3.4), "c':h v", "tanh"),
    "h'": operation((10.0, 5.2), "⊙", "o", "seen", name="a^⟨t⟩", name_at="nowhere"),
    "c_out": leaving((13.0, 2.0), "c'", "c^⟨t⟩"),
    "h_out": leaving((13.0, 6.6), "h':v h", "a^⟨t⟩"),
    "y": leaving((11.2, 0.3), "h':v6.6 h v", "a^⟨t⟩"),
}
LEAVING = {"states": ("h", "c"), "new_states": ("h_out", "c_out")}

PAGE = Page(
    cell="LSTMCell",
    title="LSTM",
    figures={"lstm": Figure("LSTM cell", (13.2, 8.6), NODES, **LEAVING)},
    textbook=r"""
$$\Gamma_u = \sigma(W_u [a<t-1>, x<t>] + b_u) \qquad
  \Gamma_f = \sigma(W_f [a<t-1>, x<t>] + b_f)$$

$$\tilde c<t> = \tanh(W_c [a<t-1>, x<t>] + b_c) \qquad
  \Gamma_o = \sigma(W_o [a<t-1>, x<t>] + b_o)$$

$$c<t> = \Gamma_u \odot \tilde c<t> + \Gamma_f \odot c<t-1> \qquad
  a<t> = \Gamma_o \odot \tanh(c<t>)$$
""",
    columns=(
        (r"\Gamma_u", "i_t"),
        (r"\Gamma_f", "f_t"),
        (r"\tilde c<t>", r"\tilde c_t"),
        (r"\Gamma_o", "o_t"),
    ),
    states=("h", "c"),
    step="""
i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=-1)
c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
h = sigmoid(o) * np.tanh(c)
""",
    parameters="4 U (D + U + 1)",
    use="""
The standard choice for tagging and language models. The bias of the forget gate starts
at one, so that the memory is kept at first. `cell_clip` bounds the cell state, which
keeps long sequences finite in float16.
""",
)
