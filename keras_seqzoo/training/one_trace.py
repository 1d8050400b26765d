"""A compiled step of training that is traced once for batches of all sizes."""

import keras


def trace_once(network):
    """Makes `train_on_batch` trace its step for any size and length of a batch.

    Keras traces it for the sizes of the first batch, and again, up to twice, for those
    of later ones. On other backends than TensorFlow it stays as it is.

    Args:
        network: Compiled functional `keras.Model` with a built optimizer. What its
            inputs leave open, `None` in their shapes, may change from batch to batch,
            as may all sizes of the targets.
    """
    if keras.backend.backend() == "tensorflow":
        network.train_function = TrainFunction(network)


class TrainFunction:
    """What Keras calls with an iterator over `(inputs, targets, ...)` for a step."""

    def __init__(self, network):
        self.network = network
        self.step = None

    def __call__(self, iterator):
        batch = next(iterator)[:2]
        self.step = self.step or compiled(self.network, *batch)
        return self.step(*batch)


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
