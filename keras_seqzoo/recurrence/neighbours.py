"""The steps beside each step along time, and the last step of a run (TensorFlow)."""

import tensorflow as tf


def before(sequence, start, reverse):
    """The values before each step of a run, [T, ...], from those after each step."""
    parts = [sequence[1:], start[None]] if reverse else [start[None], sequence[:-1]]
    return tf.concat(parts, 0)


def final(sequence, start, reverse):
    """The value after the last step of a run; `start` if there is no step."""
    parts = [sequence, start[None]] if reverse else [start[None], sequence]
    return tf.concat(parts, 0)[0 if reverse else -1]


def shifted(sequences, starts, reverse):
    """The states before every step, from those after every step."""
    return [before(s, s0, reverse) for s, s0 in zip(sequences, starts, strict=True)]
