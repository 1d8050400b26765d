"""One training step of truncated backpropagation through time, compiled."""

import keras
from keras import ops

from keras_seqzoo.training.cross_entropy import mean_cross_entropy


def compile_training_step(
    network, optimizer, clip_norm, clip_value=None, training=True
):
    r"""Compiles a step over one window of parallel streams.

    $$\theta \leftarrow \mathrm{optimizer}\Bigl(\theta,\;
      g \min\bigl(1, \tfrac{m}{\lVert g \rVert}\bigr)\Bigr), \qquad
      g = \nabla_\theta \Bigl(R + \frac{1}{BT} \sum_{b,t} -\log p(y_{bt})\Bigr)$$

    R are the losses that layers of the network add, such as those of regularizers; the
    loss that the step returns is without them.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        optimizer: A built `keras.optimizers.Optimizer`.
        clip_norm: Largest global norm m of the gradient.
        clip_value: Bound on the absolute value of each entry of the gradient, applied
            before the norm is taken; `None` for none.
        training: Whether dropout is active.

    Returns:
        Function `(inputs [B, T], targets [B, T], keep [B, 1], states)` ->
        `(loss, norm of the gradient, share of its entries clipped by value, new
        states)`.

    Raises:
        RuntimeError: If Keras does not run on TensorFlow.

    Reference: Williams & Peng (1990); clipping: Pascanu et al. (2013).
    """
    check_backend()
    import tensorflow as tf

    # The slices of an embedding's gradient repeat tokens; their norm is another one.
    dense = tf.convert_to_tensor
    tokens = tf.TensorSpec([None, None], tf.int32)
    signature = [
        tokens,
        tokens,
        tf.TensorSpec([None, 1], tf.float32),
        [tf.TensorSpec([None, *x.shape[1:]], tf.float32) for x in network.inputs[1:]],
    ]

    @tf.function(input_signature=signature, jit_compile=False)
    def step(inputs, targets, keep, states):
        states = [state * keep for state in states]
        with tf.GradientTape() as tape:
            logits, *states = network([inputs, *states], training=training)
            loss = mean_cross_entropy(logits, targets)
            objective = loss + sum(ops.cast(x, loss.dtype) for x in network.losses)
        weights = network.trainable_variables
        gradients = [dense(gradient) for gradient in tape.gradient(objective, weights)]
        gradients, share = clip_entries(gradients, clip_value)
        gradients, norm = tf.clip_by_global_norm(gradients, clip_norm)
        optimizer.apply(gradients, weights)
        return loss, norm, share, [ops.cast(state, "float32") for state in states]

    return step


def clip_entries(gradients, bound):
    """Returns gradients with entries in [-bound, bound], and the share that was not."""
    if bound is None:
        return gradients, ops.zeros(())
    beyond = sum(ops.sum(ops.cast(abs(g) > bound, "float32")) for g in gradients)
    total = sum(ops.size(g) for g in gradients)
    clipped = [ops.clip(g, -bound, bound) for g in gradients]
    return clipped, beyond / ops.cast(total, "float32")


def check_backend():
    if keras.backend.backend() != "tensorflow":
        raise RuntimeError(
            "Training a language model needs Keras on TensorFlow. Running on "
            f"{keras.backend.backend()}: set KERAS_BACKEND=tensorflow."
        )
