"""Values of a layer and gradients of a weighted sum of them, on every backend."""

import keras
import numpy as np
from keras import ops

BACKEND = keras.backend.backend()


def weighted_sum(outputs):
    """A loss in which every output counts, each with its own weight."""
    total = 0.0
    for k, y in enumerate(outputs):
        size = int(np.prod(y.shape))
        weights = np.cos(np.arange(size) + k).reshape(y.shape).astype("float32")
        total = total + ops.sum(ops.multiply(ops.cast(y, "float32"), weights))
    return total


def value_and_gradients(layer, x, mask, states=None):
    """Outputs, then the gradients by the input and by every trainable weight.

    Where start states are given, their gradients stand behind that of the input.
    """
    tensors = [ops.convert_to_tensor(v) for v in (x, *(states or []))]
    mask = None if mask is None else ops.convert_to_tensor(mask)
    return RUNNERS[BACKEND](layer, tensors, mask)


def run(layer, tensors, mask):
    x, *states = tensors
    return layer(x, mask=mask, initial_state=states or None)


def in_tensorflow(layer, tensors, mask):
    import tensorflow as tf

    weights = [w.value for w in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        outputs = run(layer, tensors, mask)
        loss = weighted_sum(outputs)
    gradients = tape.gradient(loss, tensors + weights, unconnected_gradients="zero")
    return [ops.convert_to_numpy(v) for v in (*outputs, *gradients)]


def in_jax(layer, tensors, mask):
    import jax

    def loss(tensors, weights):
        fixed = [v.value for v in layer.non_trainable_variables]
        x, *states = tensors
        outputs, _ = layer.stateless_call(
            weights, fixed, x, mask=mask, initial_state=states or None
        )
        return weighted_sum(outputs), outputs

    weights = [w.value for w in layer.trainable_weights]
    differentiated = jax.jit(jax.grad(loss, argnums=(0, 1), has_aux=True))
    gradients, outputs = differentiated(tensors, weights)
    return [np.asarray(v) for v in (*outputs, *gradients[0], *gradients[1])]


def in_torch(layer, tensors, mask):
    tensors = [t.detach().requires_grad_(True) for t in tensors]
    outputs = run(layer, tensors, mask)
    leaves = [*tensors, *(w.value for w in layer.trainable_weights)]
    for leaf in leaves:
        leaf.grad = None
    weighted_sum(outputs).backward()
    gradients = [np.zeros(v.shape) if v.grad is None else v.grad for v in leaves]
    return [ops.convert_to_numpy(v) for v in (*outputs, *gradients)]


RUNNERS = {"tensorflow": in_tensorflow, "jax": in_jax, "torch": in_torch}
