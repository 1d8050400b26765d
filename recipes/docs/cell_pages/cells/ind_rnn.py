"""The page of the recurrent network whose units do not see each other."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import (
    entering,
    function,
    input_gate,
    layer,
    leaving,
    operation,
)

NODES = {
    "a": entering((0.2, 2.6), "a^⟨t−1⟩"),
    "x": entering((4.2, 6.8), "x^⟨t⟩"),
    "ua": layer(
        (2.3, 2.6),
        ("a",),
        "u ⊙ a",
        lambda w, a: w["recurrent_kernel"] * a,
        "u ⊙ {0}",
    ),
    "wx": input_gate((4.2, 4.6), "x", "W", 0, 1, ""),
    "sum": operation((4.2, 2.6), "+", "wx", "ua"),
    "a'": function((6.0, 2.6), "sum", "relu", name="a^⟨t⟩", name_at="nowhere"),
    "a_out": leaving((9.4, 2.6), "a'", "a^⟨t⟩"),
    "y": leaving((7.4, 0.3), "a':h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="IndRNNCell",
    title="IndRNN",
    figures={
        "ind_rnn": Figure(
            "Independently recurrent cell", (9.6, 7.0), NODES, ("a",), ("a_out",)
        )
    },
    textbook=r"""
$$a<t> = \mathrm{relu}(W_{ax} x<t> + u \odot a<t-1> + b_a)$$
""",
    columns=((r"a<t>", r"h_t"),),
    states=("h",),
    step="""
h = np.maximum(x @ kernel + recurrent_kernel * h + bias, 0)
""",
    parameters="U (D + 2)",
    use="""
Long sequences and deep stacks: how fast each unit forgets can be read from its weight,
and bounded with `recurrent_constraint`. One layer mixes no units; stack two or more.
""",
)
