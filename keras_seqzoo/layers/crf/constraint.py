"""Tag schemes as additive scores that forbid what the scheme forbids."""

import numpy as np

from keras_seqzoo.layers.crf.potentials import FORBIDDEN


def constraint_scores(constraint):
    """Additive scores of a constraint: 0 where allowed, `FORBIDDEN` elsewhere.

    Args:
        constraint: `{"tags": list of K tags, "scheme": "iobes", "iob2" or "bilou"}`.

    Returns:
        `(start [K], transitions [K, K], end [K])`, NumPy float32.

    Raises:
        ValueError: If there are other keys, or the tags are not of the scheme.
    """
    from keras_seqzoo.text.tag_transitions import allowed_transitions

    if not isinstance(constraint, dict) or set(constraint) != {"tags", "scheme"}:
        raise ValueError(
            '`constraint` must be a dictionary {"tags": [...], "scheme": "iobes"}. '
            f"Received: constraint={constraint!r}"
        )
    allowed = allowed_transitions(list(constraint["tags"]), constraint["scheme"])
    return tuple(np.where(a, 0.0, FORBIDDEN).astype("float32") for a in allowed)
