"""One step of a network, compiled once."""

import keras
import numpy as np

from keras_seqzoo.generation.states import zero_state
from keras_seqzoo.number_checks import check_integer


class Session:
    """Steps of a network from `[tokens, *states]` to `[logits, *states]`.

    The state is a list of arrays [B, n] and is never changed in place, so it can be
    kept, copied and continued in several ways. The step follows the weights of the
    network when they change. It is compiled once on TensorFlow, once for each power of
    two that a batch fits into on JAX, and runs eagerly on PyTorch.

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
        check_integer("batch", batch, low=1)
        return zero_state(self.network, batch)

    def step(self, tokens, states):
        """Returns `(logits [B, V], new states)` after one token [B] of each row.

        Raises:
            ValueError: If the tokens are no ids, or not one for each row of the states.
        """
        tokens = np.asarray(tokens)
        self.check_states(states)
        self.check_tokens(tokens, len(states[0]))
        tokens = tokens.astype(np.int32)
        logits, *states = self.compiled(tokens[:, None], list(states))
        return to_numpy(logits)[:, -1], [to_numpy(state) for state in states]

    def check_states(self, states):
        listed = states if isinstance(states, (list, tuple)) else []
        shapes = [np.shape(state) for state in listed]
        rows = {shape[:1] for shape in shapes}
        wanted = [("B", *x.shape[1:]) for x in self.network.inputs[1:]]
        if [("B", *shape[1:]) for shape in shapes] != wanted or len(rows) != 1:
            raise ValueError(
                f"`states` must be a list of arrays {wanted}, as `start` gives them. "
                f"Received shapes: {shapes}"
            )

    def check_tokens(self, tokens, rows):
        size = self.network.outputs[0].shape[-1]
        if tokens.shape != (rows,) or not np.issubdtype(tokens.dtype, np.integer):
            raise ValueError(
                f"`tokens` must be integers of the shape ({rows},), one for each row "
                f"of the state. Received: {tokens.dtype} {tokens.shape}"
            )
        if np.any((tokens < 0) | (tokens >= size)):
            raise ValueError(f"`tokens` must be in [0, {size}). Received: {tokens}")


def to_numpy(tensor):
    return np.asarray(keras.ops.convert_to_numpy(tensor), np.float32)


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
        rows = len(tokens)
        fill = (1 << (rows - 1).bit_length()) - rows
        tokens, *states = [np.pad(x, [(0, fill), (0, 0)]) for x in (tokens, *states)]
        return [x[:rows] for x in stateless(trained, other, tokens, states)]

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
