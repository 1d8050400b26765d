"""Reading prompts before the first character is written."""

import numpy as np

from keras_seqzoo.generation.states import join, select

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

    Raises:
        ValueError: If there is no token.
    """
    check_contexts([ids])
    rest, state = read_chunks(network, ids, state)
    for token in rest:
        logits, state = steps.step(np.array([token]), state)
    return logits, state


def read_chunks(network, ids, state):
    """Feeds the whole chunks: `(the tokens after them, at least one; state)`."""
    whole = (len(ids) - 1) // CHUNK * CHUNK
    for first in range(0, whole, CHUNK):
        chunk = ids[None, first : first + CHUNK]
        _, *state = network.predict_on_batch([chunk, *state])
    return ids[whole:], state


def read_contexts(network, steps, contexts, state):
    """As `read_context` for several contexts side by side, each up to its own end.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        steps: Object with `step(tokens [B], states) -> (logits [B, V], states)`.
        contexts: List of integer arrays of at least one token.
        state: List of arrays [len(contexts), n].

    Returns:
        `(logits [len(contexts), V] after the last token of each, states)`.

    Raises:
        ValueError: If there is no context, or one without a token.
    """
    check_contexts(contexts)
    rows = [select(state, [row]) for row in range(len(contexts))]
    read = [read_chunks(network, *pair) for pair in zip(contexts, rows, strict=True)]
    contexts, state = [rest for rest, _ in read], join(*(state for _, state in read))
    order = np.argsort([-len(ids) for ids in contexts], kind="stable")
    lengths = np.array([len(contexts[row]) for row in order])
    state, ended = select(state, order), []
    for position in range(lengths[0]):
        tokens = np.array([contexts[row][position] for row in order[: len(state[0])]])
        logits, state = steps.step(tokens, state)
        going = int(np.sum(lengths > position + 1))
        ended.append([part[going:] for part in (logits, *state)])
        state = [part[:going] for part in state]
    logits, *states = join(*reversed(ended))
    back = np.argsort(order)
    return logits[back], select(states, back)


def check_contexts(contexts):
    """Raises a `ValueError` if there is nothing to read."""
    lengths = [len(ids) for ids in contexts]
    if not lengths or not all(lengths):
        raise ValueError(
            "There must be at least one context, each of at least one token, such as "
            f"the start of a text. Received: contexts of {lengths} tokens"
        )
