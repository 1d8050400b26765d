"""How well a language model predicts documents, each of them from its begin."""

import numpy as np

from keras_seqzoo.generation.states import zero_state
from keras_seqzoo.progress import shown
from keras_seqzoo.training.evaluation import MOST_LOGITS, token_log_probabilities


def document_loss(network, documents, start, verbose=0):
    """Mean loss over documents, each from the zero state and the token `start`.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        documents: List of integer arrays of at least one token.
        start: The token before the first one of a document.
        verbose: 1 for a progress bar.

    Returns:
        Nats a token, a float.

    Raises:
        ValueError: If there are no documents.
    """
    if not documents:
        raise ValueError("`documents` must hold at least one. Received: none")
    documents = sorted(documents, key=len)
    total = sum(
        batch_loss(network, documents[first : first + 64], start)
        for first in shown(range(0, len(documents), 64), verbose, "Documents")
    )
    return float(total / sum(map(len, documents)))


def batch_loss(network, documents, start):
    """The sum of the losses of some documents, padded on the right."""
    steps = block_steps(network, len(documents[-1]))
    longest = -(-len(documents[-1]) // steps) * steps
    targets = np.zeros((len(documents), longest), np.int32)
    for row, ids in zip(targets, documents, strict=True):
        row[: len(ids)] = ids
    inputs = np.insert(targets[:, :-1], 0, start, axis=1)
    real = np.arange(longest) < np.array([[len(ids)] for ids in documents])
    states, total = zero_state(network, len(documents)), 0.0
    for first in range(0, longest, steps):
        block = slice(first, first + steps)
        scores, states = token_log_probabilities(
            network, inputs[:, block], targets[:, block], states
        )
        total -= scores[real[:, block]].sum(dtype=np.float64)
    return total


def block_steps(network, longest):
    """Steps of 64 sequences whose logits take little memory, a multiple of 16."""
    fitting = MOST_LOGITS // (64 * network.outputs[0].shape[-1]) // 16 * 16
    return max(16, min(fitting, -(-longest // 16) * 16))
