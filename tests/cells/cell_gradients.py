"""Values of a layer, and gradients of a weighted sum of them, in the exact type."""

import keras
import numpy as np
from keras import ops

# On JAX and PyTorch Keras computes products of matrices in float32 at most.
EXACT = "float64" if keras.backend.backend() == "tensorflow" else "float32"


def values(layer, x, states):
    """Outputs and final states as arrays."""
    return [ops.convert_to_numpy(y) for y in layer(x, initial_state=tensors(states))]


def gradients(layer, x, states):
    """Gradients by the inputs, the start states and every trainable weight."""
    return RUNNERS[keras.backend.backend()](layer, x, states)


def tensors(arrays):
    return [ops.convert_to_tensor(a, dtype=EXACT) for a in arrays]


def weighted_sum(outputs):
    """A loss in which every output counts, each with its own weight."""
    total = 0.0
    for y in outputs:
        size = int(np.prod(y.shape))
        weights = np.cos(np.arange(size)).reshape(y.shape).astype(EXACT)
        total = total + ops.sum(ops.multiply(y, weights))
    return total


def in_tensorflow(layer, x, states):
    import tensorflow as tf

    inputs = tensors([x, *states])
    weights = [w.value for w in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        loss = weighted_sum(layer(inputs[0], initial_state=inputs[1:]))
    return [
        np.asarray(g)
        for g in tape.gradient(loss, inputs + weights, unconnected_gradients="zero")
    ]


def in_jax(layer, x, states):
    import jax

    inputs = tensors([x, *states])
    fixed = [v.value for v in layer.non_trainable_variables]

    def run(inputs, weights):
        outputs, _ = layer.stateless_call(
            weights, fixed, inputs[0], initial_state=inputs[1:]
        )
        return weighted_sum(outputs)

    weights = [w.value for w in layer.trainable_weights]
    of_inputs, of_weights = jax.jit(jax.grad(run, argnums=(0, 1)))(inputs, weights)
    return [np.asarray(g) for g in (*of_inputs, *of_weights)]


def in_torch(layer, x, states):
    inputs = [t.detach().requires_grad_(True) for t in tensors([x, *states])]
    weighted_sum(layer(inputs[0], initial_state=inputs[1:])).backward()
    leaves = [*inputs, *(w.value for w in layer.trainable_weights)]
    return [
        np.zeros(t.shape) if t.grad is None else ops.convert_to_numpy(t.grad)
        for t in leaves
    ]


RUNNERS = {"tensorflow": in_tensorflow, "jax": in_jax, "torch": in_torch}
