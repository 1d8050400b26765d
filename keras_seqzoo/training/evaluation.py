"""How well a language model predicts a text, in nats a character."""

from typing import NamedTuple

import numpy as np

from keras_seqzoo.generation.states import zero_state
from keras_seqzoo.number_checks import check_integer
from keras_seqzoo.progress import shown

MOST_LOGITS = 1 << 24


class Losses(NamedTuple):
    """Nats a token by both protocols: from random windows, and the state carried."""

    windows: float
    carried: float


def perplexity(nats):
    """The exponential of a mean loss; infinity where no float holds it."""
    with np.errstate(over="ignore"):
        return float(np.exp(np.float64(nats)))


def log_softmax(logits):
    """Logarithm of the softmax over the last axis."""
    logits = logits - logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def token_log_probabilities(network, inputs, targets, states):
    """Returns `(log p(targets) [B, T], new states)` of a language model network.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        inputs: Integer array [B, T].
        targets: Integer array [B, T], the tokens that follow the inputs.
        states: List of arrays [B, U].
    """
    logits, *states = network.predict_on_batch([inputs, *states])
    picked = np.take_along_axis(log_softmax(logits), targets[..., None], axis=-1)
    return picked[..., 0], states


def random_windows(ids, num_windows, length, seed=0):
    """Returns `num_windows` random stretches of the text, int32 [n, length + 1].

    Raises:
        ValueError: If the text is shorter than `length + 1`, or an argument is out of
            its range.
    """
    check_integer("num_windows", num_windows, low=1)
    check_integer("length", length, low=1)
    check_integer("seed", seed, low=0)
    ids = np.asarray(ids, np.int32)
    if len(ids) <= length:
        raise ValueError(
            f"The text must have more than `length` = {length} tokens. "
            f"Received: {len(ids)}. Give a longer text or a smaller `length`."
        )
    starts = np.random.default_rng(seed).integers(len(ids) - length, size=num_windows)
    return ids[starts[:, None] + np.arange(length + 1)]


def window_loss(
    network,
    ids,
    num_windows=1024,
    length=256,
    seed=0,
    batch_size=None,
    verbose=0,
):
    r"""Mean loss over random windows, each from the zero state.

    $$-\frac{1}{N L} \sum_{n=1}^N \sum_{t=1}^L
      \log p(w_{s_n + t} \mid w_{s_n}, \dots, w_{s_n + t - 1})$$

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        ids: Integer array, the text.
        num_windows: Number of windows N.
        length: Number of predictions a window, L.
        seed: Seed of the starts s_n.
        batch_size: Number of windows at once; by default as many as fit into memory,
            64 at most.
        verbose: 1 for a progress bar.

    Returns:
        Nats a character, a float.
    """
    total = 0.0
    windows = random_windows(ids, num_windows, length, seed)
    batch_size = batch_size or fitting_batch(network, length)
    starts = range(0, num_windows, batch_size)
    for first in shown(starts, verbose, "Windows"):
        batch = windows[first : first + batch_size]
        states = zero_state(network, len(batch))
        scores, _ = token_log_probabilities(
            network, batch[:, :-1], batch[:, 1:], states
        )
        total -= scores.sum(dtype=np.float64)
    return total / (num_windows * length)


def running_log_probabilities(network, ids, chunk=1024, verbose=0):
    """Log-probability of each token of a text after its first, the state carried.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        ids: Integer array [N].
        chunk: Most steps at once; each chunk has this or the next power of two of the
            text's length, so that few lengths have to be compiled.
        verbose: 1 for a progress bar.

    Returns:
        float32 array [N - 1].
    """
    ids = np.asarray(ids, np.int32)
    count = len(ids) - 1
    chunk = min(chunk, 1 << max(count - 1, 0).bit_length())
    padded = np.pad(ids, (0, -count % chunk))
    states, scores = zero_state(network, 1), []
    for start in shown(range(0, count, chunk), verbose, "One pass"):
        window = padded[None, start : start + chunk + 1]
        values, states = token_log_probabilities(
            network, window[:, :-1], window[:, 1:], states
        )
        scores.append(values[0])
    return np.concatenate([np.zeros(0, np.float32), *scores])[:count]


def fitting_batch(network, length):
    """The number of sequences whose logits take little memory, in [1, 64]."""
    size = network.outputs[0].shape[-1]
    return max(1, min(64, MOST_LOGITS // (length * size)))


def evaluate_language_model(
    network, ids, num_windows=1024, length=256, seed=0, verbose=0
):
    """Scores a language model by both protocols.

    Windows: `num_windows` random windows of `length` predictions, each from the zero
    state. Carried: one pass over the text, the state carried from start to end.

    Returns:
        `Losses`.
    """
    windows = window_loss(network, ids, num_windows, length, seed, verbose=verbose)
    carried = running_log_probabilities(network, ids, verbose=verbose)
    return Losses(float(windows), float(-carried.mean(dtype=np.float64)))
