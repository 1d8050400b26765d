"""The documented equations of TensorFlow Addons in NumPy, float64.

Each cell takes its weights by name, the inputs [B, T, D], and gives outputs [B, T, O].
Nothing here is taken from the package.
"""

import itertools

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def norm(x, gamma, beta, epsilon=1e-3):
    centred = x - x.mean(-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + epsilon)
    return gamma * centred / deviation + beta


def unroll(step, x, units):
    h = c = np.zeros((len(x), units))
    outputs = []
    for t in range(x.shape[1]):
        h, c = step(x[:, t], h, c)
        outputs.append(h)
    return np.stack(outputs, axis=1)


def peephole_lstm(w, x):
    def step(x, h, c):
        z = x @ w["kernel"] + h @ w["recurrent_kernel"] + w.get("bias", 0)
        i, f, g, o = np.split(z, 4, axis=-1)
        new = sigmoid(f + w["forget_gate_peephole_weights"] * c) * c
        new += sigmoid(i + w["input_gate_peephole_weights"] * c) * np.tanh(g)
        o = sigmoid(o + w["output_gate_peephole_weights"] * new)
        return o * np.tanh(new), new

    return unroll(step, x, len(w["recurrent_kernel"]))


def layer_norm_lstm(w, x):
    def step(x, h, c):
        of_x = norm(x @ w["kernel"], w["kernel_norm/gamma"], w["kernel_norm/beta"])
        of_h = norm(
            h @ w["recurrent_kernel"],
            w["recurrent_norm/gamma"],
            w["recurrent_norm/beta"],
        )
        i, f, g, o = np.split(of_x + of_h + w.get("bias", 0), 4, axis=-1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        c = norm(c, w["state_norm/gamma"], w["state_norm/beta"])
        return sigmoid(o) * np.tanh(c), c

    return unroll(step, x, len(w["recurrent_kernel"]))


def nas(w, x):
    def step(x, m, c):
        a = np.split(m @ w["recurrent_kernel"] + w.get("bias", 0), 8, axis=-1)
        b = np.split(x @ w["kernel"], 8, axis=-1)
        left = np.tanh(sigmoid(a[0] + b[0]) * np.maximum(a[1] + b[1], 0))
        gate = np.tanh(sigmoid(a[2] + b[2]) + np.maximum(a[3] * b[3], 0))
        right = np.tanh(np.tanh(a[4] + b[4]) * sigmoid(a[5] + b[5]))
        last = sigmoid(np.tanh(a[6] + b[6]) + sigmoid(a[7] + b[7]))
        c = np.tanh(left + c) * gate
        m = np.tanh(c * np.tanh(right + last))
        return m @ w.get("projection_weights", np.eye(m.shape[-1])), c

    units = w["kernel"].shape[1] // 8
    start = np.zeros((len(x), len(w["recurrent_kernel"])))
    memory = np.zeros((len(x), units))
    outputs = []
    for t in range(x.shape[1]):
        start, memory = step(x[:, t], start, memory)
        outputs.append(start)
    return np.stack(outputs, axis=1)


def crf_scores(w, x, length):
    """Scores of all tag paths of one sequence [T, D], `{path: score}`."""
    unary = x[:length] @ w["kernel"] + w["bias"] if "kernel" in w else x[:length]
    unary = np.array(unary)
    unary[0] += w.get("left_boundary", 0)
    unary[-1] += w.get("right_boundary", 0)
    tags = range(unary.shape[1])
    return {
        path: sum(unary[t, tag] for t, tag in enumerate(path))
        + sum(w["chain_kernel"][pair] for pair in itertools.pairwise(path))
        for path in itertools.product(tags, repeat=length)
    }


def crf_log_likelihood(w, x, path):
    scores = crf_scores(w, x, len(path))
    return scores[tuple(path)] - np.log(np.sum(np.exp(list(scores.values()))))
