"""The page of the quasi-recurrent network."""

from cell_pages.figure import Figure
from cell_pages.page import Page
from cell_pages.parts import entering, input_gate, leaving, operation

NODES = {
    "c": entering((0.2, 1.8), "c^⟨t−1⟩"),
    "x": entering((5.8, 8.2), "x^⟨t⟩"),
    "f": input_gate((3.0, 5.2), "x:v6.7 h v", "σ", 1, 3, "Γ_f"),
    "candidate": input_gate((5.8, 5.2), "x", "tanh", 0, 3, "c̃^⟨t⟩"),
    "o": input_gate((7.6, 5.2), "x:v6.7 h v", "σ", 2, 3, "Γ_o"),
    "keep": operation((4.4, 3.6), "1−", "f:v h"),
    "kept": operation((3.0, 1.8), "⊙", "f", "c"),
    "new": operation((5.8, 3.6), "⊙", "keep", "candidate"),
    "c'": operation((5.8, 1.8), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"),
    "a": operation((9.2, 3.6), "⊙", "o:v h", "c':h v", name="a^⟨t⟩", name_at="nowhere"),
    "c_out": leaving((12.4, 1.8), "c'", "c^⟨t⟩"),
    "y": leaving((10.4, 0.3), "a:h v", "a^⟨t⟩"),
}

PAGE = Page(
    cell="QRNNCell",
    title="QRNN",
    figures={
        "qrnn": Figure(
            'Quasi-recurrent cell, pooling="fo"', (12.6, 8.4), NODES, ("c",), ("c_out",)
        )
    },
    textbook=r"""
$$\tilde c<t> = \tanh(W_c x<t> + b_c) \qquad \Gamma_f = \sigma(W_f x<t> + b_f) \qquad
  \Gamma_o = \sigma(W_o x<t> + b_o)$$

$$c<t> = (1 - \Gamma_f) \odot \tilde c<t> + \Gamma_f \odot c<t-1> \qquad
  a<t> = \Gamma_o \odot c<t>$$
""",
    columns=((r"\tilde c<t>", "z_t"), (r"\Gamma_f", "f_t"), (r"\Gamma_o", "o_t")),
    states=("c",),
    step="""
z, f, o = np.split(x @ kernel + bias, 3, axis=-1)
c = sigmoid(f) * c + (1 - sigmoid(f)) * np.tanh(z)
output = sigmoid(o) * c
""",
    parameters="3 U (D + 1)",
    note='`pooling="f"` has one gate less, `"ifo"` one more, each U (D + 1).',
    use="""
Long sequences: the matrix products of all steps are one. The picture, the textbook's
symbols and the step are those of `pooling="fo"`, the default.

The cell sees one step at a time, the paper's window of one. A wider window is a causal
convolution in front:

```python
model = keras.Sequential(
    [
        keras.Input((None, 3)),
        keras.layers.Conv1D(16, 2, padding="causal"),
        ksz.layers.QRNN(8, return_sequences=True),
    ]
)
```
""",
)
