"""One step of a network, compiled once."""

import keras
import numpy as np


class Session:
    """Steps of a network from `[tokens, *states]` to `[logits, *states]`.

    The state is a list of arrays [B, n] and is never changed in place, so it can be
    kept, copied and continued in several ways. The step follows the weights of the
    network when they change. It is compiled once on TensorFlow, once for each batch
    size on JAX, and runs eagerly on PyTorch.

    Args:
        network: The `keras.Model`.

    Attributes:
        num_traces: How often the step was traced.

    Example:

    >>> state = session.start(1)
    >>> logits, state = session.step(np.array([2]), state)
    """

    def __init__(self, network):
        self.network = network
        self.num_traces = 0
        self.compiled = COMPILERS[keras.backend.backend()](self)

    def start(self, batch=1):
        """Returns the zero state, a list of arrays [batch, n]."""
        if not isinstance(batch, (int, np.integer)) or batch < 1:
            raise ValueError(
                f"`batch` must be a positive integer. Received: batch={batch!r}"
            )
        return [
            np.zeros((batch, *x.shape[1:]), np.float32) for x in self.network.inputs[1:]
        ]

    def step(self, tokens, states):
        """Returns `(logits [B, V], new states)` after one token [B] of each row."""
        tokens = np.asarray(tokens, np.int32)
        if tokens.ndim != 1 or len(tokens) != states[0].shape[0]:
            raise ValueError(
                f"`tokens` must have the shape ({states[0].shape[0]},), one token for "
                f"each row of the state. Received shape: {tokens.shape}"
            )
        self.check_range(tokens)
        logits, *states = self.compiled(tokens[:, None], list(states))
        return to_numpy(logits)[:, -1], [to_numpy(state) for state in states]

    def check_range(self, tokens):
        size = self.network.outputs[0].shape[-1]
        if np.any((tokens < 0) | (tokens >= size)):
            raise ValueError(f"`tokens` must be in [0, {size}). Received: {tokens}")


def to_numpy(tensor):
    return np.asarray(keras.ops.convert_to_numpy(tensor))


def compile_tensorflow(session):
    import tensorflow as tf

    signature = [
        tf.TensorSpec([None, 1], tf.int32),
        [tf.TensorSpec([None, *x.shape[1:]]) for x in session.network.inputs[1:]],
    ]

    @tf.function(input_signature=signature)
    def compiled(tokens, states):
        session.num_traces += 1
        return session.network([tokens, *states], training=False)

    return compiled


def compile_jax(session):
    import jax

    network = session.network

    @jax.jit
    def stateless(trained, other, tokens, states):
        session.num_traces += 1
        outputs, _ = network.stateless_call(trained, other, [tokens, *states])
        return outputs

    def compiled(tokens, states):
        trained = [v.value for v in network.trainable_variables]
        other = [v.value for v in network.non_trainable_variables]
        return stateless(trained, other, tokens, states)

    return compiled


def eager_torch(session):
    import torch

    @torch.no_grad()
    def run(tokens, states):
        return session.network([tokens, *states], training=False)

    return run


COMPILERS = {
    "tensorflow": compile_tensorflow,
    "jax": compile_jax,
    "torch": eager_torch,
}
