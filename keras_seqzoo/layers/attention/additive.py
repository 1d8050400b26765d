"""Attention by a small network over query and key."""

import keras
from keras import ops

from keras_seqzoo.layers.attention.mechanism import Attention
from keras_seqzoo.layers.attention.products import product


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class BahdanauAttention(Attention):
    r"""Additive attention.

    $$\mathrm{score}(q, m) = v^\top \tanh(W q + U m)$$

    With `normalize` $v$ is $g \, v / \lVert v \rVert$ (Salimans & Kingma 2016) and a
    bias $b$ is added inside the tanh.

    Weights: `query_kernel` [Q, units], `memory_kernel` [M, units], `energy` [units];
    with `normalize` also `energy_norm` [] and `bias` [units].

    Args:
        units: Number of units of the network.
        normalize: Whether the length of $v$ is a weight of its own.
        kernel_initializer: Initializer of the matrices and of $v$.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        query: Tensor [B, T, Q].
        memory: Tensor [B, S, M].
        memory_mask: Boolean tensor [B, S], true at real steps; by default all are.

    Returns:
        `(contexts [B, T, M], alignments [B, T, S])`.

    Example:

    >>> attention = keras_seqzoo.layers.BahdanauAttention(8)
    >>> contexts, alignments = attention(np.zeros((2, 3, 4)), np.zeros((2, 5, 6)))
    >>> tuple(contexts.shape), tuple(alignments.shape)
    ((2, 3, 6), (2, 3, 5))

    Reference: Bahdanau, Cho & Bengio (2015), appendix A.1.2.
    """

    def __init__(
        self, units, normalize=False, kernel_initializer="glorot_uniform", **kwargs
    ):
        super().__init__(**kwargs)
        self.store(locals(), BahdanauAttention)
        self.check_positive("units")

    def build(self, query_shape, memory_shape):
        units = self.units
        self.query_kernel = self.add_matrix("query_kernel", query_shape[-1], units)
        self.memory_kernel = self.add_matrix("memory_kernel", memory_shape[-1], units)
        self.energy = self.add_matrix("energy", units)
        if self.normalize:
            length = keras.initializers.Constant(units**-0.5)
            self.energy_norm = self.add_weight((), length, name="energy_norm")
            self.bias = self.add_weight((units,), "zeros", name="bias")

    def project(self, memory):
        return ops.matmul(memory, ops.cast(self.memory_kernel, memory.dtype))

    def scores(self, queries, keys):
        queries = ops.expand_dims(self.hidden(queries), 2)
        hidden = ops.tanh(queries + ops.expand_dims(keys, 1))
        return product(hidden, ops.expand_dims(self.direction(), 1))[..., 0]

    def hidden(self, queries):
        """What the query adds inside the tanh."""
        products = product(queries, self.query_kernel)
        return products + self.bias if self.normalize else products

    def direction(self):
        """The vector $v$, [units]."""
        if not self.normalize:
            return ops.convert_to_tensor(self.energy)
        length = ops.sqrt(ops.sum(ops.square(self.energy)))
        return self.energy_norm * self.energy / length
