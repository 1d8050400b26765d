"""The page of the LSTM with a small output."""

from cell_pages.cells import lstm
from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import layer, leaving, operation

NODES = lstm.NODES | {
    "wide": operation((10.0, 5.2), "⊙", "o", "seen"),
    "h'": layer(
        (10.0, 6.6),
        ("wide",),
        "W_a",
        lambda w, wide: wide @ w["projection_kernel"],
        "W_a {0}",
        "a^⟨t⟩",
        name_at="nowhere",
    ),
    "h_out": leaving((13.2, 6.6), "h'", "a^⟨t⟩"),
    "c_out": leaving((13.2, 2.0), "c'", "c^⟨t⟩"),
    "y": leaving((11.4, 0.3), "h':h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="ProjectedLSTMCell",
    title="Projected LSTM",
    figures={
        "projected_lstm": Figure(
            "Projected LSTM cell", (13.4, 8.6), NODES, **lstm.LEAVING
        )
    },
    textbook=lstm.PAGE.textbook.replace(
        r"a<t> = \Gamma_o \odot \tanh(c<t>)", r"a<t> = W_a (\Gamma_o \odot \tanh(c<t>))"
    ),
    columns=lstm.PAGE.columns,
    states=("h", "c"),
    arguments={"projection_units": 4},
    step="""
i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=-1)
c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
h = (sigmoid(o) * np.tanh(c)) @ projection_kernel
""",
    parameters="4 U (D + P + 1) + U P",
    use="""
Large memories at a small price: the recurrent matrix has P rows instead of U, and so
has what the next layer sees. With P a quarter of U the products with the state cost a
third of those of an LSTM.
""",
)
