"""The nodes of cells that mix their old state and a candidate, as the GRU does."""

from cell_pages.parts import columns, layer, leaving, operation, sigmoid

STATES = {"states": ("c",), "new_states": ("c_out",)}


def opposite_gate(at, source, k, of, name, **look):
    r"""The textbook's gate $\Gamma_u = 1 - z$ of a cell whose $z$ keeps."""

    def value(w, joined):
        x, h = joined
        z = x @ columns(w["kernel"], k, of) + h @ columns(w["recurrent_kernel"], k, of)
        return sigmoid(-z - columns(both(w["bias"]), k, of))

    words = "σ(W {0} + b)"
    return layer(at, (source,), "σ", value, words, name, **look)


def both(bias):
    """The sum of the biases of inputs and state, where there are two."""
    return bias.sum(axis=0) if bias.ndim > 1 else bias


def mixture(update, candidate, y, height, right=None, rail=1.8):
    """The rail of the state: `(1 − update) ⊙ old + update ⊙ candidate`.

    Args:
        update, candidate: x of both.
        y: Height at which the update meets the candidate.
        height: Height at which `1 −` stands.
        right: x at which the state leaves.
    """
    return {
        "keep": operation((update, height), "1−", "u"),
        "kept": operation((update, rail), "⊙", "keep", "c"),
        "new": operation((candidate, y), "⊙", "u:v h", "candidate"),
        "c'": operation(
            (candidate, rail), "+", "new", "kept", name="c^⟨t⟩", name_at="nowhere"
        ),
        "c_out": leaving((right or candidate + 3.2, rail), "c'", "c^⟨t⟩"),
        "y": leaving((candidate + 1.2, 0.3), "c':h v", "a^⟨t⟩"),
    }
