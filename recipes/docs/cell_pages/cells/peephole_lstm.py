"""The page of the peephole LSTM."""

from cell_pages.cells import lstm
from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import columns, layer, sigmoid


def peephole(at, sources, k, weight, symbol, **look):
    """A gate that sees the cell state too, each unit its own."""

    def value(w, joined, c):
        x, h = joined
        z = x @ columns(w["kernel"], k, 4) + h @ columns(w["recurrent_kernel"], k, 4)
        return sigmoid(z + w[weight] * c + columns(w["bias"], k, 4))

    words = "σ(W {0} + p ⊙ {1} + b)"
    return layer(at, sources, "σ", value, words, symbol, **look)


NODES = lstm.NODES | {
    "f": peephole((3.6, 5.2), ("xh:h v", "c:h2.5 v5.2 h"), 1, "forget_peephole", "Γ_f"),
    "i": peephole(
        (5.6, 5.2),
        ("xh:h v", "c:h2.5 v4.0 h4.6 v5.2 h"),
        0,
        "input_peephole",
        "Γ_u",
    ),
    "o": peephole(
        (8.6, 5.2),
        ("xh:h v", "c':h v"),
        3,
        "output_peephole",
        "Γ_o",
        name_at="right-up",
    ),
    "new": lstm.operation((7.1, 3.6), "⊙", "i:v h", "g"),
    "g": lstm.gate((7.1, 5.2), "xh:h v", "tanh", 2, 4, "c̃^⟨t⟩"),
    "c'": lstm.operation(
        (7.1, 2.0), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"
    ),
    "seen": lstm.function((10.4, 3.4), "c':h v", "tanh"),
    "h'": lstm.operation(
        (10.4, 5.2), "⊙", "o", "seen", name="a^⟨t⟩", name_at="nowhere"
    ),
}

PAGE = Page(
    cell="PeepholeLSTMCell",
    title="Peephole LSTM",
    figures={
        "peephole_lstm": Figure(
            "Peephole LSTM cell", (13.2, 8.6), NODES, **lstm.LEAVING
        )
    },
    textbook=r"""
$$\Gamma_u = \sigma(W_u [a<t-1>, x<t>] + p_u \odot c<t-1> + b_u) \qquad
  \Gamma_f = \sigma(W_f [a<t-1>, x<t>] + p_f \odot c<t-1> + b_f)$$

$$\tilde c<t> = \tanh(W_c [a<t-1>, x<t>] + b_c) \qquad
  \Gamma_o = \sigma(W_o [a<t-1>, x<t>] + p_o \odot c<t> + b_o)$$

$$c<t> = \Gamma_u \odot \tilde c<t> + \Gamma_f \odot c<t-1> \qquad
  a<t> = \Gamma_o \odot \tanh(c<t>)$$
""",
    columns=lstm.PAGE.columns,
    states=("h", "c"),
    step="""
i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=-1)
i, f = sigmoid(i + input_peephole * c), sigmoid(f + forget_peephole * c)
c = f * c + i * np.tanh(g)
h = sigmoid(o + output_peephole * c) * np.tanh(c)
""",
    parameters="4 U (D + U + 1) + 3 U",
    use="""
Where exact timing counts: the gates can look at the memory even while the output gate
is closed. It costs three weights a unit.

The weights of `tfa.rnn.PeepholeLSTMCell` carry over: see
[From TensorFlow Addons](../tensorflow_addons.md).
""",
)
