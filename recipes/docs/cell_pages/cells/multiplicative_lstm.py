"""The page of the multiplicative LSTM."""

from cell_pages.cells import lstm
from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import (
    entering,
    function,
    gate,
    join,
    layer,
    leaving,
    operation,
)


def product(at, source, text, weight):
    """A box that multiplies by a matrix."""
    words = f"({text.replace('{', '{{').replace('}', '}}')} {{0}})"
    return layer(at, (source,), text, lambda w, v: v @ w[weight], words)


NODES = {
    "c": entering((0.2, 2.0), "c^⟨t−1⟩"),
    "h": entering((0.2, 6.6), "a^⟨t−1⟩"),
    "x": entering((5.6, 10.0), "x^⟨t⟩"),
    "uh": product((2.2, 6.6), "h", "W_{ma}", "multiplicative_recurrent_kernel"),
    "wx": product((3.8, 8.2), "x:v h", "W_{mx}", "multiplicative_kernel"),
    "m": operation((3.8, 6.6), "⊙", "wx", "uh", name="m^⟨t⟩", name_at="above"),
    "xm": join((5.6, 6.6), "x", "m", name="[m, x]"),
    "f": gate((7.2, 5.2), "xm:h v", "σ", 1, 4, "Γ_f"),
    "i": gate((8.8, 5.2), "xm:h v", "σ", 0, 4, "Γ_u"),
    "g": gate((10.4, 5.2), "xm:h v", "tanh", 2, 4, "c̃^⟨t⟩"),
    "o": gate((12.0, 5.2), "xm:h v", "σ", 3, 4, "Γ_o"),
    "kept": operation((7.2, 2.0), "⊙", "f", "c"),
    "new": operation((10.4, 3.6), "⊙", "i:v h", "g"),
    "c'": operation((10.4, 2.0), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"),
    "seen": function((13.6, 3.4), "c':h v", "tanh"),
    "h'": operation((13.6, 5.2), "⊙", "o", "seen", name="a^⟨t⟩", name_at="nowhere"),
    "c_out": leaving((16.6, 2.0), "c'", "c^⟨t⟩"),
    "h_out": leaving((16.6, 6.6), "h':v h", "a^⟨t⟩"),
    "y": leaving((14.8, 0.3), "h':v6.6 h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="MultiplicativeLSTMCell",
    title="Multiplicative LSTM",
    figures={
        "multiplicative_lstm": Figure(
            "Multiplicative LSTM cell", (16.8, 10.2), NODES, **lstm.LEAVING
        )
    },
    textbook=r"$$m<t> = (W_{mx} x<t>) \odot (W_{ma} a<t-1>)$$"
    + "\n\n"
    + lstm.PAGE.textbook.strip().replace("[a<t-1>, x<t>]", "[m<t>, x<t>]"),
    columns=lstm.PAGE.columns,
    states=("h", "c"),
    step="""
m = (x @ multiplicative_kernel) * (h @ multiplicative_recurrent_kernel)
i, f, g, o = np.split(x @ kernel + m @ recurrent_kernel + bias, 4, axis=-1)
c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
h = sigmoid(o) * np.tanh(c)
""",
    parameters="4 U (D + U + 1) + U (D + U)",
    use="""
Character language models: a surprising character can turn the whole state, since each
input has a transition of its own. A step is two matrix products, one after the other.
""",
)
