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
        total = total + ops.sum(ops.cast(y, "float32") * weights)
    return total


def value_and_gradients(layer, x, mask):
    """Outputs, then the gradients by the input and by every trainable weight."""
    return RUNNERS[BACKEND](layer, x, mask)


def in_tensorflow(layer, x, mask):
    import tensorflow as tf

    x = tf.constant(x)
    weights = [w.value for w in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(x)
        outputs = layer(x, mask=mask)
        loss = weighted_sum(outputs)
    gradients = tape.gradient(loss, [x, *weights], unconnected_gradients="zero")
    return [np.asarray(v) for v in (*outputs, *gradients)]


def in_jax(layer, x, mask):
    import jax

    def run(x, weights):
        fixed = [v.value for v in layer.non_trainable_variables]
        outputs, _ = layer.stateless_call(weights, fixed, x, mask=mask)
        return weighted_sum(outputs), outputs

    weights = [w.value for w in layer.trainable_weights]
    gradients, outputs = jax.grad(run, argnums=(0, 1), has_aux=True)(
        ops.convert_to_tensor(x), weights
    )
    return [np.asarray(v) for v in (*outputs, gradients[0], *gradients[1])]


def in_torch(layer, x, mask):
    x = ops.convert_to_tensor(x).detach().requires_grad_(True)
    mask = None if mask is None else ops.convert_to_tensor(mask)
    outputs = layer(x, mask=mask)
    weights = [w.value for w in layer.trainable_weights]
    for w in weights:
        w.grad = None
    weighted_sum(outputs).backward()
    gradients = [np.zeros(v.shape) if v.grad is None else v.grad for v in (x, *weights)]
    return [ops.convert_to_numpy(v) for v in (*outputs, *gradients)]


RUNNERS = {"tensorflow": in_tensorflow, "jax": in_jax, "torch": in_torch}
