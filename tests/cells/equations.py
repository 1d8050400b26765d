"""The equations of every cell in NumPy, float64: one step from the papers.

Each function takes the weights by name, the inputs [B, D] and the states, and returns
`(output, states)`. Nothing here is taken from the package.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(x, 0)


def columns(matrix, count):
    """The blocks of columns of a matrix, or of a vector, one for each gate."""
    return np.split(matrix, count, axis=-1)


def sums(w, x, h, count):
    """W x + U h + b of every gate, each from its own block of the weights."""
    blocks = zip(
        columns(w["kernel"], count),
        columns(w["recurrent_kernel"], count),
        columns(w["bias"], count),
        strict=True,
    )
    return [x @ kernel + h @ recurrent + bias for kernel, recurrent, bias in blocks]


def simple_rnn(w, x, states, g=np.tanh):
    (z,) = sums(w, x, states[0], 1)
    return g(z), [g(z)]


def simple_rnn_with_output(w, x, states):
    h, states = simple_rnn(w, x, states)
    return sigmoid(h @ w["output_kernel"] + w["output_bias"]), states


def simplified_gru(w, x, states):
    (c,) = states
    update, candidate = sums(w, x, c, 2)
    gamma = sigmoid(update)
    c = gamma * np.tanh(candidate) + (1 - gamma) * c
    return c, [c]


def gru_reset_before(w, x, states):
    (h,) = states
    wz, wr, wh = columns(w["kernel"], 3)
    uz, ur, uh = columns(w["recurrent_kernel"], 3)
    bz, br, bh = columns(w["bias"], 3)
    z = sigmoid(x @ wz + h @ uz + bz)
    r = sigmoid(x @ wr + h @ ur + br)
    candidate = np.tanh(x @ wh + (r * h) @ uh + bh)
    h = z * h + (1 - z) * candidate
    return h, [h]


def gru_from_sums(of_x, of_h, h):
    z = sigmoid(of_x[0] + of_h[0])
    r = sigmoid(of_x[1] + of_h[1])
    candidate = np.tanh(of_x[2] + r * of_h[2])
    h = z * h + (1 - z) * candidate
    return h, [h]


def gru_reset_after(w, x, states):
    (h,) = states
    of_x = columns(x @ w["kernel"] + w["bias"][0], 3)
    of_h = columns(h @ w["recurrent_kernel"] + w["bias"][1], 3)
    return gru_from_sums(of_x, of_h, h)


def minimal_gated_unit(w, x, states):
    (h,) = states
    wf, wh = columns(w["kernel"], 2)
    uf, uh = columns(w["recurrent_kernel"], 2)
    bf, bh = columns(w["bias"], 2)
    f = sigmoid(x @ wf + h @ uf + bf)
    h = (1 - f) * h + f * np.tanh(x @ wh + (f * h) @ uh + bh)
    return h, [h]


def lstm(w, x, states, clip=np.inf):
    h, c = states
    i, f, g, o = sums(w, x, h, 4)
    c = np.clip(sigmoid(f) * c + sigmoid(i) * np.tanh(g), -clip, clip)
    h = sigmoid(o) * np.tanh(c)
    return h, [h, c]


def peephole_lstm(w, x, states):
    h, c = states
    i, f, g, o = sums(w, x, h, 4)
    i = sigmoid(i + w["input_peephole"] * c)
    f = sigmoid(f + w["forget_peephole"] * c)
    c = f * c + i * np.tanh(g)
    h = sigmoid(o + w["output_peephole"] * c) * np.tanh(c)
    return h, [h, c]


def coupled_lstm(w, x, states):
    h, c = states
    f, g, o = sums(w, x, h, 3)
    c = sigmoid(f) * c + (1 - sigmoid(f)) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return h, [h, c]


def projected_lstm(w, x, states):
    h, [_, c] = lstm(w, x, states)
    h = h @ w["projection_kernel"]
    return h, [h, c]


def multiplicative_lstm(w, x, states):
    h, c = states
    of_x = x @ w["multiplicative_kernel"]
    of_h = h @ w["multiplicative_recurrent_kernel"]
    return lstm(w, x, [of_x * of_h, c])


def layer_norm(x, scale=1.0, shift=0.0, epsilon=1e-3):
    mean = x.mean(-1, keepdims=True)
    variance = x.var(-1, keepdims=True)
    return scale * (x - mean) / np.sqrt(variance + epsilon) + shift


def layer_norm_lstm(w, x, states, carry="plain"):
    h, c = states
    of_x = layer_norm(x @ w["kernel"], w["kernel_scale"])
    of_h = layer_norm(h @ w["recurrent_kernel"], w["recurrent_scale"])
    i, f, g, o = columns(of_x + of_h + w["bias"], 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    seen = layer_norm(c, w["state_scale"], w["state_shift"])
    h = sigmoid(o) * np.tanh(seen)
    return h, [h, seen if carry == "normalized" else c]


def layer_norm_gru(w, x, states):
    (h,) = states
    of_x = layer_norm(x @ w["kernel"], w["kernel_scale"], w["bias"][0])
    of_h = layer_norm(h @ w["recurrent_kernel"], w["recurrent_scale"], w["bias"][1])
    return gru_from_sums(columns(of_x, 3), columns(of_h, 3), h)


def ind_rnn(w, x, states):
    h = relu(x @ w["kernel"] + w["recurrent_kernel"] * states[0] + w["bias"])
    return h, [h]


def nas_rnn(w, x, states):
    h, c = states
    a = columns(x @ w["kernel"], 8)
    b = columns(h @ w["recurrent_kernel"] + w["bias"], 8)
    first = sigmoid(a[0] + b[0]) * relu(a[1] + b[1])
    second = sigmoid(a[2] + b[2]) + relu(a[3] * b[3])
    third = np.tanh(a[4] + b[4]) * sigmoid(a[5] + b[5])
    fourth = np.tanh(a[6] + b[6]) + sigmoid(a[7] + b[7])
    c = np.tanh(np.tanh(first) + c) * np.tanh(second)
    h = np.tanh(c * np.tanh(np.tanh(third) + sigmoid(fourth)))
    return h, [h, c]


def products(w, x, count):
    return columns(x @ w["kernel"] + w["bias"], count)


def min_gru(w, x, states, g=lambda v: v):
    z, candidate = products(w, x, 2)
    h = (1 - sigmoid(z)) * states[0] + sigmoid(z) * g(candidate)
    return h, [h]


def min_lstm(w, x, states):
    f, i, candidate = products(w, x, 3)
    f, i = sigmoid(f), sigmoid(i)
    h = f / (f + i) * states[0] + i / (f + i) * candidate
    return h, [h]


def sru(w, x, states):
    w0, wf, wr = columns(w["kernel"], 3)
    bf, br = columns(w["bias"], 2)
    f, r = sigmoid(x @ wf + bf), sigmoid(x @ wr + br)
    c = f * states[0] + (1 - f) * (x @ w0)
    highway = x @ w["highway_kernel"] if "highway_kernel" in w else x
    return r * np.tanh(c) + (1 - r) * highway, [c]


def qrnn_f(w, x, states):
    z, f = products(w, x, 2)
    c = sigmoid(f) * states[0] + (1 - sigmoid(f)) * np.tanh(z)
    return c, [c]


def qrnn_fo(w, x, states):
    z, f, o = products(w, x, 3)
    c = sigmoid(f) * states[0] + (1 - sigmoid(f)) * np.tanh(z)
    return sigmoid(o) * c, [c]


def qrnn_ifo(w, x, states):
    z, f, o, i = products(w, x, 4)
    c = sigmoid(f) * states[0] + sigmoid(i) * np.tanh(z)
    return sigmoid(o) * c, [c]


def lru(w, x, states):
    r, i, value = products(w, x, 3)
    a = sigmoid(w["decay"]) ** (8 * sigmoid(r))
    h = a * states[0] + np.sqrt(1 - a**2) * (sigmoid(i) * value)
    return h, [h]


def zoneout_lstm(w, x, states, rate=0.3):
    _, new = lstm(w, x, states)
    mixed = [rate * s + (1 - rate) * n for s, n in zip(states, new, strict=True)]
    return mixed[0], mixed


def residual_gru(w, x, states):
    h, states = gru_reset_after(w, x, states)
    return h + x, states


def highway_lstm(w, x, states):
    h, states = lstm(w, x, states)
    t = sigmoid(x @ w["transform_kernel"] + w["transform_bias"])
    return t * h + (1 - t) * x, states


def run(equation, weights, x, states):
    """Outputs [B, T, O] and final states of the inputs [B, T, D]."""
    outputs = []
    for t in range(x.shape[1]):
        output, states = equation(weights, x[:, t], states)
        outputs.append(output)
    return np.stack(outputs, axis=1), states
