"""The page of the simple recurrent unit."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import (
    columns,
    entering,
    function,
    layer,
    leaving,
    operation,
    sigmoid,
)


def gate(at, k, name, **look):
    """A gate; the candidate, whose columns come first, has no bias."""

    def value(w, x):
        return sigmoid(x @ columns(w["kernel"], k, 3) + columns(w["bias"], k - 1, 2))

    words = "σ(W {0} + b)"
    return layer(at, ("x:v7.4 h v",), "σ", value, words, name, **look)


NODES = {
    "c": entering((0.2, 1.8), "c^⟨t−1⟩"),
    "x": entering((5.8, 8.9), "x^⟨t⟩"),
    "f": gate((3.0, 5.2), 1, "Γ_f"),
    "candidate": layer(
        (5.8, 5.2),
        ("x",),
        "W",
        lambda w, x: x @ columns(w["kernel"], 0, 3),
        "W {0}",
        "c̃^⟨t⟩",
    ),
    "r": gate((7.6, 5.2), 2, "Γ_r"),
    "highway": layer(
        (10.6, 6.4),
        ("x:v7.4 h v",),
        "W_s",
        lambda w, x: x @ w["highway_kernel"],
        "(W_s {0})",
    ),
    "keep": operation((4.4, 3.7), "1−", "f:v h"),
    "kept": operation((3.0, 1.8), "⊙", "f", "c"),
    "new": operation((5.8, 3.7), "⊙", "keep", "candidate"),
    "c'": operation((5.8, 1.8), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"),
    "seen": function((9.0, 2.9), "c':h v", "tanh"),
    "read": operation((9.0, 4.1), "⊙", "r:v h", "seen"),
    "rest": operation((9.0, 5.2), "1−", "r"),
    "past": operation((10.6, 5.2), "⊙", "rest", "highway"),
    "a": operation((10.6, 4.1), "+", "read", "past", name="a^⟨t⟩", name_at="nowhere"),
    "c_out": leaving((13.6, 1.8), "c'", "c^⟨t⟩"),
    "y": leaving((11.8, 0.3), "a:h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="SRUCell",
    title="SRU",
    figures={
        "sru": Figure("Simple recurrent unit", (13.8, 9.1), NODES, ("c",), ("c_out",))
    },
    textbook=r"""
$$\tilde c<t> = W_c x<t> \qquad \Gamma_f = \sigma(W_f x<t> + b_f) \qquad
  \Gamma_r = \sigma(W_r x<t> + b_r)$$

$$c<t> = (1 - \Gamma_f) \odot \tilde c<t> + \Gamma_f \odot c<t-1> \qquad
  a<t> = \Gamma_r \odot \tanh(c<t>) + (1 - \Gamma_r) \odot W_s x<t>$$
""",
    columns=(
        (r"\tilde c<t>", r"\tilde x_t"),
        (r"\Gamma_f", "f_t"),
        (r"\Gamma_r", "r_t"),
    ),
    states=("c",),
    step="""
candidate, f, r = np.split(x @ kernel, 3, axis=-1)
b_f, b_r = np.split(bias, 2)
f, r = sigmoid(f + b_f), sigmoid(r + b_r)
c = f * c + (1 - f) * candidate
output = r * np.tanh(c) + (1 - r) * (x @ highway_kernel)
""",
    parameters="U (3 D + 2) + U D",
    note="Where D is U the highway carries $x_t$ itself and has no weights: U D less.",
    use="""
Deep stacks: the matrix products of all steps are one, and the highway around the
recurrence lets gradients pass many layers. This is the first version of the paper,
whose gates do not see the state and whose sequence is therefore one linear recurrence.
""",
)
