"""The page of the LSTM with layer normalisation."""

from cell_pages.cells import lstm
from cell_pages.figure import Figure
from cell_pages.norm import normal, normalised, part
from cell_pages.page import Page
from cell_pages.parts import entering, function, layer, leaving, operation

NODES = {
    "c": entering((0.2, 1.7), "c^⟨t−1⟩"),
    "h": entering((0.2, 6.6), "a^⟨t−1⟩"),
    "x": entering((4.2, 10.0), "x^⟨t⟩"),
    "nh": normalised((2.3, 6.6), "h", "recurrent_kernel", "recurrent_scale"),
    "nx": normalised((4.2, 8.1), "x", "kernel", "kernel_scale"),
    "z": operation((4.2, 6.6), "+", "nx", "nh", name="z^⟨t⟩", name_at="up-right"),
    "f": part((6.0, 5.2), "z:h v", "σ", 1, 4, "Γ_f"),
    "i": part((7.6, 5.2), "z:h v", "σ", 0, 4, "Γ_u"),
    "g": part((9.2, 5.2), "z:h v", "tanh", 2, 4, "c̃^⟨t⟩"),
    "o": part((10.8, 5.2), "z:h v", "σ", 3, 4, "Γ_o"),
    "kept": operation((6.0, 1.7), "⊙", "f", "c"),
    "new": operation((9.2, 3.5), "⊙", "i:v h", "g"),
    "c'": operation((9.2, 1.7), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"),
    "norm": layer(
        (12.4, 2.8),
        ("c':h v",),
        "N(c)",
        lambda w, c: normal(c) * w["state_scale"] + w["state_shift"],
        "N({0})",
    ),
    "seen": function((12.4, 4.0), "norm", "tanh"),
    "h'": operation((12.4, 5.2), "⊙", "o", "seen", name="a^⟨t⟩", name_at="nowhere"),
    "c_out": leaving((15.4, 1.7), "c'", "c^⟨t⟩"),
    "h_out": leaving((15.4, 6.6), "h':v h", "a^⟨t⟩"),
    "y": leaving((13.6, 0.3), "h':v6.6 h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="LayerNormLSTMCell",
    title="LayerNorm LSTM",
    figures={
        "layer_norm_lstm": Figure(
            "LayerNorm LSTM cell", (15.6, 10.2), NODES, **lstm.LEAVING
        )
    },
    textbook=r"""
$$z<t> = \alpha_x \odot \mathrm{N}(W_x x<t>) + \alpha_a \odot \mathrm{N}(W_a a<t-1>)$$

$$\Gamma_u = \sigma(z<t>_u + b_u) \qquad \Gamma_f = \sigma(z<t>_f + b_f) \qquad
  \tilde c<t> = \tanh(z<t>_c + b_c) \qquad \Gamma_o = \sigma(z<t>_o + b_o)$$

$$c<t> = \Gamma_u \odot \tilde c<t> + \Gamma_f \odot c<t-1> \qquad
  a<t> = \Gamma_o \odot \tanh(\alpha_c \odot \mathrm{N}(c<t>) + \beta_c)$$
""",
    columns=lstm.PAGE.columns,
    states=("h", "c"),
    step="""
def norm(z):
    variance = z.var(axis=-1, keepdims=True)
    return (z - z.mean(axis=-1, keepdims=True)) / np.sqrt(variance + 1e-3)

z = kernel_scale * norm(x @ kernel) + recurrent_scale * norm(h @ recurrent_kernel)
i, f, g, o = np.split(z + bias, 4, axis=-1)
c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
h = sigmoid(o) * np.tanh(state_scale * norm(c) + state_shift)
""",
    parameters="4 U (D + U + 1) + 10 U",
    use="""
Deep stacks, long sequences, small batches: training that would diverge holds. The
normalisation sees all units, so a step costs more than that of the plain LSTM.

The weights of `tfa.rnn.LayerNormLSTMCell` carry over with `carry="normalized"`: see
[From TensorFlow Addons](../tensorflow_addons.md).
""",
)
