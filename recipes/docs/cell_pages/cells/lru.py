"""The page of the real-gated linear recurrent unit."""

import numpy as np

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import (
    entering,
    function,
    input_gate,
    layer,
    leaving,
    operation,
    sigmoid,
)
from cell_pages.rail import STATES

NODES = {
    "c": entering((0.2, 1.6), "c^⟨t−1⟩"),
    "x": entering((5.4, 8.4), "x^⟨t⟩"),
    "r": input_gate((3.0, 5.6), "x:v7.0 h v", "σ", 0, 3, "Γ_r"),
    "i": input_gate((5.4, 5.6), "x", "σ", 1, 3, "Γ_u"),
    "value": input_gate((7.4, 5.6), "x:v7.0 h v", "W", 2, 3, "c̃^⟨t⟩"),
    "decay": layer(
        (3.0, 4.0),
        ("r",),
        "σ(Λ)^{8Γ}",
        lambda w, r: sigmoid(w["decay"]) ** (8 * r),
        "power(σ(Λ), 8 {0})",
        "α^⟨t⟩",
    ),
    "room": function(
        (5.2, 2.8),
        "decay:v h",
        "√(1−α²)",
        lambda w, a: np.sqrt(1 - a**2),
        "√(1 − {0}²)",
    ),
    "kept": operation((3.0, 1.6), "⊙", "decay", "c"),
    "taken": operation((7.4, 4.0), "⊙", "i:v h", "value"),
    "new": operation((7.4, 2.8), "⊙", "room", "taken"),
    "c'": operation((7.4, 1.6), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"),
    "c_out": leaving((10.6, 1.6), "c'", "c^⟨t⟩"),
    "y": leaving((8.6, 0.3), "c':h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="LRUCell",
    title="LRU",
    figures={
        "lru": Figure("Real-gated linear recurrent unit", (10.8, 8.6), NODES, **STATES)
    },
    textbook=r"""
$$\Gamma_r = \sigma(W_r x<t> + b_r) \qquad \Gamma_u = \sigma(W_u x<t> + b_u) \qquad
  \tilde c<t> = W_c x<t> + b_c$$

$$\alpha<t> = \sigma(\Lambda)^{8 \Gamma_r} \qquad
  c<t> = \sqrt{1 - (\alpha<t>)^2} \odot \Gamma_u \odot \tilde c<t>
    + \alpha<t> \odot c<t-1> \qquad a<t> = c<t>$$
""",
    columns=(
        (r"\Gamma_r", "r_t"),
        (r"\Gamma_u", "i_t"),
        (r"\tilde c<t>", r"\tilde x_t"),
    ),
    states=("h",),
    step="""
r, i, value = np.split(x @ kernel + bias, 3, axis=-1)
a = sigmoid(decay) ** (8 * sigmoid(r))
h = a * h + np.sqrt(1 - a**2) * (sigmoid(i) * value)
""",
    parameters="3 U (D + 1) + U",
    use="""
Very long memories: each unit starts with a decay between 0.9 and 0.999, and the square
root keeps the size of the state whatever the decay. This is the real-gated unit of
Griffin, not the complex one of Orvieto et al.
""",
)
