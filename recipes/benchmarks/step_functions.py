"""A training step and a forward pass of a layer, as functions that block."""

import tensorflow as tf


def step_functions(who, layer, x, jits=(False, True)):
    """`{(who, "train" or "infer", jit): f}` for a batch [B, T, D].

    A training step is the sum of squares of the outputs and all gradients.
    """
    functions = {}
    for jit in jits:
        train, infer = traced(layer, x, jit)
        functions[who, "train", jit] = train
        functions[who, "infer", jit] = infer
    return functions


def traced(layer, x, jit):
    weights = [w.value for w in layer.trainable_weights]

    @tf.function(jit_compile=jit)
    def train():
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_sum(layer(x, training=True) ** 2)
        return tape.gradient(loss, [x, *weights])

    @tf.function(jit_compile=jit)
    def infer():
        return layer(x)

    return lambda: train()[0].numpy(), lambda: infer().numpy()
