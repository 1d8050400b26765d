"""The page of the simple recurrent network."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import entering, gate, join, leaving

NODES = {
    "a": entering((0.2, 3.4), "a^⟨t−1⟩"),
    "x": entering((2.2, 5.6), "x^⟨t⟩"),
    "xa": join((2.2, 3.4), "x", "a", name="[a, x]"),
    "a'": gate((4.4, 3.4), "xa", "tanh", 0, 1, "a^⟨t⟩", name_at="nowhere"),
    "a_out": leaving((8.0, 3.4), "a'", "a^⟨t⟩"),
    "y": leaving((6.0, 0.3), "a':h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="SimpleRNNCell",
    title="Simple RNN",
    figures={
        "simple_rnn": Figure(
            "Simple recurrent cell", (8.2, 5.8), NODES, ("a",), ("a_out",)
        )
    },
    textbook=r"""
$$a<t> = \tanh(W_{aa} a<t-1> + W_{ax} x<t> + b_a)$$

and with `output_units`

$$y<t> = g(W_{ya} a<t> + b_y)$$
""",
    columns=((r"a<t>", r"h_t"),),
    states=("h",),
    step="""
h = np.tanh(x @ kernel + h @ recurrent_kernel + bias)
""",
    parameters="U (D + U + 1)",
    use="""
To learn how a recurrent network works, and where sequences are short. With
`activation="relu", recurrent_initializer="identity"` it is the IRNN, which remembers
for longer.

`output_units=` and `output_activation=` add the textbook's $y<t>$ in the layer itself,
with U Y + Y parameters more; a `Dense` after the layer is the same.

[The textbook's notation](../notation.md) takes $W_{aa}$ and $W_{ax}$ out of this layer.
""",
)
