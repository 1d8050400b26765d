"""Reading a prompt before the first character is written."""

import numpy as np

CHUNK = 1024


def read_context(network, steps, ids, state):
    """Feeds tokens: whole chunks through the network, the rest step by step.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        steps: Object with `step(tokens [1], states) -> (logits [1, V], states)`.
        ids: Integer array of at least one token.
        state: List of arrays [1, n].

    Returns:
        `(logits [1, V] after the last token, state)`.
    """
    whole = (len(ids) - 1) // CHUNK * CHUNK
    for first in range(0, whole, CHUNK):
        chunk = ids[None, first : first + CHUNK]
        _, *state = network.predict_on_batch([chunk, *state])
    for token in ids[whole:]:
        logits, state = steps.step(np.array([token]), state)
    return logits, state
