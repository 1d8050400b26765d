"""The page of the minimal LSTM."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import entering, function, input_gate, leaving, operation
from cell_pages.rail import STATES

NODES = {
    "c": entering((0.2, 1.6), "c^⟨t−1⟩"),
    "x": entering((4.2, 8.2), "x^⟨t⟩"),
    "f": input_gate((2.6, 5.4), "x:v6.8 h v", "σ", 0, 3, "Γ_f"),
    "i": input_gate((5.8, 5.4), "x:v6.8 h v", "σ", 1, 3, "Γ_u", name_at="up-right"),
    "candidate": input_gate((8.0, 5.4), "x:v6.8 h v", "W", 2, 3, "c̃^⟨t⟩"),
    "share": function(
        (4.2, 3.9),
        ("f:v h", "i:v h"),
        "÷",
        lambda w, f, i: f / (f + i),
        "{0} / ({0} + {1})",
        "Γ'_f",
    ),
    "rest": operation((5.8, 2.75), "1−", "share:v2.75 h"),
    "kept": operation((4.2, 1.6), "⊙", "share", "c"),
    "new": operation((8.0, 2.75), "⊙", "rest", "candidate"),
    "c'": operation((8.0, 1.6), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"),
    "c_out": leaving((11.2, 1.6), "c'", "c^⟨t⟩"),
    "y": leaving((9.2, 0.3), "c':h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="MinLSTMCell",
    title="minLSTM",
    figures={"min_lstm": Figure("minLSTM cell", (11.4, 8.4), NODES, **STATES)},
    textbook=r"""
$$\Gamma_f = \sigma(W_f x<t> + b_f) \qquad \Gamma_u = \sigma(W_u x<t> + b_u) \qquad
  \tilde c<t> = W_c x<t> + b_c$$

$$\Gamma'_f = \frac{\Gamma_f}{\Gamma_f + \Gamma_u} \qquad
  c<t> = (1 - \Gamma'_f) \odot \tilde c<t> + \Gamma'_f \odot c<t-1> \qquad
  a<t> = c<t>$$
""",
    columns=(
        (r"\Gamma_f", "f_t"),
        (r"\Gamma_u", "i_t"),
        (r"\tilde c<t>", r"\tilde h_t"),
    ),
    states=("h",),
    step="""
f, i, candidate = np.split(x @ kernel + bias, 3, axis=-1)
keep = sigmoid(f) / (sigmoid(f) + sigmoid(i))
h = keep * h + (1 - keep) * candidate
""",
    parameters="3 U (D + 1)",
    use="""
As the [minGRU](min_gru.md), with a forget gate of its own whose bias starts at one. The
state is a mean of candidates and keeps their size however long the sequence.
""",
)
