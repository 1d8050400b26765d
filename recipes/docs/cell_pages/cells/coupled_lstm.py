"""The page of the LSTM with coupled gates."""

from cell_pages.cells import lstm
from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import gate, operation

NODES = lstm.NODES | {
    "f": gate((3.6, 5.2), "xh:h v", "σ", 0, 3, "Γ_f"),
    "i": operation((5.2, 3.6), "1−", "f:v h"),
    "g": gate((6.8, 5.2), "xh:h v", "tanh", 1, 3, "c̃^⟨t⟩"),
    "o": gate((8.4, 5.2), "xh:h v", "σ", 2, 3, "Γ_o"),
    "new": operation((6.8, 3.6), "⊙", "i", "g"),
}

PAGE = Page(
    cell="CoupledLSTMCell",
    title="Coupled LSTM",
    figures={
        "coupled_lstm": Figure("Coupled LSTM cell", (13.2, 8.6), NODES, **lstm.LEAVING)
    },
    textbook=r"""
$$\Gamma_f = \sigma(W_f [a<t-1>, x<t>] + b_f) \qquad
  \tilde c<t> = \tanh(W_c [a<t-1>, x<t>] + b_c) \qquad
  \Gamma_o = \sigma(W_o [a<t-1>, x<t>] + b_o)$$

$$c<t> = (1 - \Gamma_f) \odot \tilde c<t> + \Gamma_f \odot c<t-1> \qquad
  a<t> = \Gamma_o \odot \tanh(c<t>)$$
""",
    columns=lstm.PAGE.columns[1:],
    states=("h", "c"),
    step="""
f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 3, axis=-1)
c = sigmoid(f) * c + (1 - sigmoid(f)) * np.tanh(g)
h = sigmoid(o) * np.tanh(c)
""",
    parameters="3 U (D + U + 1)",
    use="""
An LSTM with three quarters of the weights and next to no loss in the comparison of
Greff et al. The cell state is a mean of candidates and cannot grow.
""",
)
