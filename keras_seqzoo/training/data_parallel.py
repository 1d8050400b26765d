"""Training on several devices or machines, each with its share of every batch."""

import keras
import numpy as np

from keras_seqzoo.training.one_trace import training_step

NAMES = ("mirrored", "multi_worker")


def make_strategy(name):
    """Returns a `tf.distribute.Strategy`, or `None` for `None`.

    To be called before anything else runs on TensorFlow.

    Args:
        name: `"mirrored"`, all GPUs of this machine; `"multi_worker"`, the machines of
            the environment variable `TF_CONFIG`, which each run the same program; or
            `None`.

    Raises:
        ValueError: If the name is unknown, or the backend is not TensorFlow.
    """
    if name is None:
        return None
    if name not in NAMES or keras.backend.backend() != "tensorflow":
        raise ValueError(
            f"`name` must be one of {', '.join(NAMES)}, with the backend tensorflow. "
            f"Received: name={name!r}, backend {keras.backend.backend()}"
        )
    import tensorflow as tf

    if name == "mirrored":
        return tf.distribute.MirroredStrategy()
    return tf.distribute.MultiWorkerMirroredStrategy()


def replicas(strategy):
    """Returns the number of devices that share a batch.

    Raises:
        TypeError: If `strategy` is neither a `tf.distribute.Strategy` nor `None`.
    """
    if strategy is None:
        return 1
    if not hasattr(strategy, "num_replicas_in_sync"):
        raise TypeError(
            "`strategy` must be a tf.distribute.Strategy, as "
            "`make_strategy` of keras_seqzoo.training.data_parallel returns, or None. "
            f"Received: {strategy!r}"
        )
    return strategy.num_replicas_in_sync


def rank(strategy):
    """Returns the number of this process among the workers, 0 for the first."""
    resolver = getattr(strategy, "cluster_resolver", None)
    return 0 if resolver is None else resolver.task_id or 0


class OneDevice:
    """Trains a network on one device, as Keras does."""

    replicas = 1

    def __init__(self, network, optimizer, loss, jit_compile):
        self.network = network
        network.compile(optimizer, loss, jit_compile=jit_compile)
        network.optimizer.build(network.trainable_variables)
        self.step = training_step(network)

    def train(self, inputs, targets):
        """Trains on a batch and returns its loss."""
        return float(self.step(inputs, targets))

    def share(self):
        """Gives the weights to the network that is scored: it is the same."""


class DataParallel:
    r"""Trains a copy of a network that is mirrored on all replicas of a strategy.

    Each of the n replicas gets every n-th row of a batch, B_r of all B. The gradients
    are averaged before they are clipped, so that n replicas do what one does with the
    whole batch, also if it can not be divided by n:

    $$g = \sum_{r=1}^n \frac{B_r}{B} \nabla L_r$$

    (Within a strategy the losses of Keras are already divided by n.)

    Args:
        network: The network that is scored and kept; it gets the weights by `share`.
        make_optimizer: Function without arguments that returns the optimizer.
        loss: A `keras.losses.Loss`.
        strategy: A `tf.distribute.Strategy`.
    """

    def __init__(self, network, make_optimizer, loss, strategy):
        self.kept, self.strategy, self.loss = network, strategy, loss
        self.replicas = strategy.num_replicas_in_sync
        with strategy.scope():
            self.network = keras.models.clone_model(network)
            self.network.set_weights(network.get_weights())
            self.network.optimizer = reducing(make_optimizer())
            self.network.optimizer.build(self.network.trainable_variables)
        self.step = compiled(self)

    def train(self, inputs, targets):
        """Trains on a batch and returns its loss, the mean over all rows."""
        rows = len(targets)
        weights = self.spread(lambda r: np.float32(weight(rows, r, self.replicas)))
        parts = (self.spread(self.rows_of(batch, rows)) for batch in (inputs, targets))
        return float(self.step(*parts, weights))

    def rows_of(self, batch, rows):
        """Returns a function from a replica to its rows of a batch."""
        count = min(self.replicas, rows)

        def part(replica):
            first = replica % count
            return keras.tree.map_structure(lambda x: np.array(x[first::count]), batch)

        return part

    def spread(self, part):
        """Gives each replica what a function of its number returns."""
        return self.strategy.experimental_distribute_values_from_function(
            lambda context: part(context.replica_id_in_sync_group)
        )

    def share(self):
        """Gives the weights to the network that is scored."""
        self.kept.set_weights(self.network.get_weights())


def weight(rows, replica, replicas):
    """Returns by what the loss of a replica, divided by `replicas`, is multiplied.

    Of fewer rows than replicas some are given to several, which share their weight.

    >>> [weight(5, replica, 2) for replica in range(2)]
    [1.2, 0.8]
    >>> [weight(2, replica, 3) for replica in range(3)]
    [0.75, 1.5, 0.75]
    """
    count = min(replicas, rows)
    first = replica % count
    own, same = len(range(first, rows, count)), len(range(first, replicas, count))
    return replicas * own / (rows * same)


def compiled(parallel):
    """Returns the function of a step: rows and weight of each replica -> the loss."""
    import tensorflow as tf

    strategy, network = parallel.strategy, parallel.network

    def one(inputs, targets, weight):
        with tf.GradientTape() as tape:
            loss = weight * parallel.loss(targets, network(inputs, training=True))
        weights = network.trainable_variables
        network.optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    @tf.function(reduce_retracing=True)
    def step(inputs, targets, weight):
        losses = strategy.run(one, args=(inputs, targets, weight))
        return strategy.reduce("SUM", losses, axis=None)

    return step


def reducing(optimizer):
    """Returns the optimizer, which now adds up gradients before it clips them.

    Keras clips the gradient of each replica and adds up what is left of them.
    """
    import tensorflow as tf

    kind = type(optimizer)

    class Reducing(kind):
        def _clip_gradients(self, grads):
            context = tf.distribute.get_replica_context()
            return super()._clip_gradients(context.all_reduce("SUM", list(grads)))

        def _all_reduce_sum_gradients(self, grads_and_vars):
            return list(grads_and_vars)

    optimizer.__class__ = Reducing
    return optimizer
