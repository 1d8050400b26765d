"""One step of a stack of minGRU or minLSTM blocks in NumPy."""

from typing import NamedTuple

import numpy as np

from keras_seqzoo.generation.numpy_steps import NumpySteps, columns, sigmoid, silu

EPSILON = 1e-3


class MinBlock(NamedTuple):
    """Weights of a block; `mix` is those of the recurrence and of its gate together.

    `norm` and `feed_norm` are `(scale, shift)`, the others `(kernel, bias)`;
    `convolution` is `(now [U], past [k - 1, U], bias [U])`.
    """

    norm: tuple
    convolution: tuple
    mix: tuple
    out: tuple
    feed_norm: tuple
    feed_in: tuple
    feed_out: tuple


class NumpyMin(NumpySteps):
    r"""Steps of a language model of gated linear recurrences on NumPy arrays.

    $$h' = a \odot h + b, \qquad (a, b) = \mathrm{coefficients}(W \bar x + b)$$

    Args:
        embeddings: Array [V, U].
        blocks: List of `MinBlock`.
        norm: `(scale [U], shift [U])` before the output.
        output: `(kernel [U, V], bias [V])`.
        coefficients: `min_gru` or `min_lstm` of this module.

    Example:

    >>> state = steps.start(1)
    >>> logits, state = steps.step(np.array([2]), state)
    """

    def __init__(self, embeddings, blocks, norm, output, coefficients):
        self.embeddings = embeddings
        self.blocks = blocks
        self.norm = norm
        self.output = output
        self.coefficients = coefficients
        self.widths = [
            width
            for block in blocks
            for width in (block.convolution[1].size, block.out[0].shape[0])
        ]

    def next(self, tokens, states):
        x, new_states = self.embeddings[tokens], []
        for block, past, h in zip(self.blocks, states[::2], states[1::2], strict=True):
            y, past = convolve(normalize(x, block.norm), past, block.convolution)
            *gates, gate = columns(affine(y, block.mix), h.shape[1])
            a, b = self.coefficients(*gates)
            h = a * h + b
            x = x + affine(h * silu(gate), block.out)
            y = silu(affine(normalize(x, block.feed_norm), block.feed_in))
            x = x + affine(y, block.feed_out)
            new_states += [past, h]
        return affine(normalize(x, self.norm), self.output), new_states


def affine(x, weights):
    kernel, bias = weights
    return x @ kernel + bias


def normalize(x, weights):
    """Layer normalisation over the last axis."""
    scale, shift = weights
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = np.mean(centred * centred, axis=-1, keepdims=True)
    return centred / np.sqrt(variance + EPSILON) * scale + shift


def convolve(x, past, weights):
    """Returns the mixture of this and the last steps, and the new last steps."""
    now, weights_past, bias = weights
    mixed = (past * weights_past.ravel()).reshape(len(x), *weights_past.shape).sum(1)
    past = np.concatenate([past[:, x.shape[1] :], x], axis=1)
    return x * now + mixed + bias, past


def min_gru(z, candidate):
    z = sigmoid(z)
    return 1 - z, z * candidate


def min_lstm(forget, take, candidate):
    keep = sigmoid(np.logaddexp(0, -take) - np.logaddexp(0, -forget))
    return keep, (1 - keep) * candidate
