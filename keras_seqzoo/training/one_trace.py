"""A compiled step of training that is traced once for batches of all sizes."""

import keras


def training_step(network):
    """Returns a function of a batch that trains a network on it and returns the loss.

    It is `network.train_on_batch`; but that traces its step for the sizes of the first
    batch and again, up to twice, for those of later ones. This one, on TensorFlow,
    traces it once. The network stays as it is compiled.

    Args:
        network: Compiled functional `keras.Model` with a built optimizer. What its
            inputs leave open, `None` in their shapes, may change from batch to batch,
            as may all sizes of the targets.
    """
    if keras.backend.backend() == "tensorflow":
        return OneTrace(network)
    return network.train_on_batch


class OneTrace:
    """A step of training, compiled at the first batch for the sizes of all."""

    def __init__(self, network):
        self.network, self.step = network, None

    def __call__(self, inputs, targets):
        self.step = self.step or compiled(self.network, inputs, targets)
        self.network.reset_metrics()
        return self.step(inputs, targets)["loss"]


def compiled(network, inputs, targets):
    """Returns the function of a step for batches with the types of this one."""
    import tensorflow as tf

    given = keras.tree.flatten(inputs)
    specs = [
        tf.TensorSpec(x.shape, value.dtype)
        for x, value in zip(network.inputs, given, strict=True)
    ]
    signature = [
        keras.tree.pack_sequence_as(inputs, specs),
        keras.tree.map_structure(
            lambda value: tf.TensorSpec([None] * value.ndim, value.dtype), targets
        ),
    ]

    @tf.function(
        input_signature=signature, autograph=False, jit_compile=network.jit_compile
    )
    def step(inputs, targets):
        return network.train_step((inputs, targets))

    return step
