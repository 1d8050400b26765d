"""The page of the cell that was found by architecture search."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import (
    FUNCTIONS,
    columns,
    entering,
    function,
    join,
    layer,
    leaving,
    operation,
)

TEXTS = ("σ", "relu", "σ", "⊙ relu", "tanh", "σ", "tanh", "σ")


def products(w, joined, k):
    x, h = joined
    of_h = h @ columns(w["recurrent_kernel"], k, 8)
    bias = w["bias"] if "bias" in w else 0 * w["kernel"][0]
    return x @ columns(w["kernel"], k, 8), of_h + columns(bias, k, 8)


def leaf(k):
    """One of the eight boxes; the fourth multiplies its products."""
    combine, sign = (lambda a, b: a * b, "⊙") if k == 3 else (lambda a, b: a + b, "+")
    text = TEXTS[k]
    name = text.removeprefix("⊙ ")

    def value(w, joined):
        return FUNCTIONS[name](combine(*products(w, joined, k)))

    words = f"{name}(W_{k} x {sign} U_{k} a)"
    return layer((3.5 + 1.7 * k, 6.8), ("xa:h v",), text, value, words)


def branch(k, text, sign):
    """The pair of leaves 2k and 2k + 1 and the function of both."""
    x = 4.35 + 3.4 * k
    pair = operation((x, 5.4), sign, f"g{2 * k}:v h", f"g{2 * k + 1}:v h")
    name = f"l_{k + 1}"
    return {
        f"pair{k}": pair,
        f"l{k}": function((x, 4.2), f"pair{k}", text, name=name, name_at="up-left"),
    }


NODES = (
    {
        "c": entering((0.2, 2.0), "c^⟨t−1⟩"),
        "a": entering((0.2, 8.2), "a^⟨t−1⟩"),
        "x": entering((2.0, 10.0), "x^⟨t⟩"),
        "xa": join((2.0, 8.2), "x", "a", name="[a, x]"),
    }
    | {f"g{k}": leaf(k) for k in range(8)}
    | branch(0, "tanh", "⊙")
    | branch(1, "tanh", "+")
    | branch(2, "tanh", "⊙")
    | branch(3, "σ", "+")
    | {
        "sum": operation((4.35, 2.0), "+", "l0", "c"),
        "first": function((6.05, 2.0), "sum", "tanh"),
        "c'": operation(
            (7.75, 2.0), "⊙", "first", "l1", name="c^⟨t⟩", name_at="nowhere"
        ),
        "late": operation((12.85, 4.2), "+", "l2", "l3"),
        "second": function((12.85, 3.1), "late", "tanh"),
        "last": operation((12.85, 2.0), "⊙", "c'", "second"),
        "a'": function((14.7, 2.0), "last", "tanh", name="a^⟨t⟩", name_at="nowhere"),
        "c_out": leaving((19.2, 1.3), "c':h9.2 v1.3 h", "c^⟨t⟩"),
        "a_out": leaving((19.2, 8.2), "a':h17.2 v8.2 h", "a^⟨t⟩"),
        "y": leaving((17.2, 0.3), "a':h17.2 v", "a^⟨t⟩"),
    }
)

PAGE = Page(
    cell="NASRNNCell",
    title="NASRNN",
    figures={
        "nas_rnn": Figure(
            "Cell found by architecture search",
            (19.4, 10.2),
            NODES,
            ("a", "c"),
            ("a_out", "c_out"),
        )
    },
    textbook=r"""
$$l_1 = \tanh(\sigma(W_0 x<t> + U_0 a<t-1>)
  \odot \mathrm{relu}(W_1 x<t> + U_1 a<t-1>))$$

$$l_2 = \tanh(\sigma(W_2 x<t> + U_2 a<t-1>)
  + \mathrm{relu}(W_3 x<t> \odot U_3 a<t-1>))$$

$$l_3 = \tanh(\tanh(W_4 x<t> + U_4 a<t-1>) \odot \sigma(W_5 x<t> + U_5 a<t-1>))$$

$$l_4 = \sigma(\tanh(W_6 x<t> + U_6 a<t-1>) + \sigma(W_7 x<t> + U_7 a<t-1>))$$

$$c<t> = \tanh(l_1 + c<t-1>) \odot l_2 \qquad
  a<t> = \tanh(c<t> \odot \tanh(l_3 + l_4))$$
""",
    columns=tuple((rf"W_{k}, U_{k}", rf"x^{k}, u^{k}") for k in range(8)),
    states=("h", "c"),
    step="""
of_x = np.split(x @ kernel, 8, axis=-1)
of_h = np.split(h @ recurrent_kernel, 8, axis=-1)
s = [a + b for a, b in zip(of_x, of_h)]
l1 = np.tanh(sigmoid(s[0]) * np.maximum(s[1], 0))
l2 = np.tanh(sigmoid(s[2]) + np.maximum(of_x[3] * of_h[3], 0))
l3 = np.tanh(np.tanh(s[4]) * sigmoid(s[5]))
l4 = sigmoid(np.tanh(s[6]) + sigmoid(s[7]))
c = np.tanh(l1 + c) * l2
h = np.tanh(c * np.tanh(l3 + l4))
""",
    parameters="8 U (D + U)",
    note="With `use_bias=True` the recurrent products have a bias, 8 U more.",
    use="""
To reproduce results that were published with it, and to carry models over from
`tfa.rnn.NASCell`: see [From TensorFlow Addons](../tensorflow_addons.md). It has twice
the weights of an LSTM of equal size.
""",
)
