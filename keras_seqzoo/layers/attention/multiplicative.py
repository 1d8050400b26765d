"""Attention by products of query and memory."""

import keras
from keras import ops

from keras_seqzoo.layers.attention.mechanism import Attention


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class DotAttention(Attention):
    r"""Attention by the product of query and memory, which are of one width.

    $$\mathrm{score}(q, m) = q^\top m, \qquad
      g \, q^\top m \text{ with } \mathtt{scale}$$

    Weights: none; with `scale` the number `scale_factor`, which starts at one.

    Args:
        scale: Whether the scores are multiplied by a learned number.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        query: Tensor [B, T, Q].
        memory: Tensor [B, S, Q].
        memory_mask: Boolean tensor [B, S], true at real steps; by default all are.

    Returns:
        `(contexts [B, T, Q], alignments [B, T, S])`.

    Raises:
        ValueError: If query and memory are of different widths.

    Example:

    >>> attention = keras_seqzoo.layers.DotAttention()
    >>> contexts, alignments = attention(np.zeros((2, 3, 4)), np.zeros((2, 5, 4)))
    >>> tuple(contexts.shape), tuple(alignments.shape)
    ((2, 3, 4), (2, 3, 5))

    Reference: Luong, Pham & Manning (2015), section 3.1, "dot".
    """

    def __init__(self, scale=False, **kwargs):
        super().__init__(**kwargs)
        self.store(locals(), DotAttention)

    def build(self, query_shape, memory_shape):
        self.check_widths(query_shape[-1], memory_shape[-1])
        if self.scale:
            self.scale_factor = self.add_weight((), "ones", name="scale_factor")

    def check_widths(self, query, memory):
        if query != memory:
            raise ValueError(
                "DotAttention needs a memory as wide as the query (in a decoder, the "
                f"outputs of its cell), {query}; LuongAttention takes any. "
                f"Received: a memory of {memory} features"
            )

    def project(self, memory):
        return memory

    def scores(self, queries, keys):
        products = ops.matmul(queries, ops.swapaxes(keys, 1, 2))
        return products * self.scale_factor if self.scale else products


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class LuongAttention(DotAttention):
    r"""Multiplicative (general, bilinear) attention.

    $$\mathrm{score}(q, m) = q^\top W m, \qquad
      g \, q^\top W m \text{ with } \mathtt{scale}$$

    Weights: `memory_kernel` [M, Q], which is $W^\top$; with `scale` the number
    `scale_factor`, which starts at one.

    Args:
        scale: Whether the scores are multiplied by a learned number.
        kernel_initializer: Initializer of $W$.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        query: Tensor [B, T, Q].
        memory: Tensor [B, S, M].
        memory_mask: Boolean tensor [B, S], true at real steps; by default all are.

    Returns:
        `(contexts [B, T, M], alignments [B, T, S])`.

    Example:

    >>> attention = keras_seqzoo.layers.LuongAttention()
    >>> contexts, alignments = attention(np.zeros((2, 3, 4)), np.zeros((2, 5, 6)))
    >>> tuple(contexts.shape), tuple(alignments.shape)
    ((2, 3, 6), (2, 3, 5))

    Reference: Luong, Pham & Manning (2015), section 3.1, "general".
    """

    def __init__(self, scale=False, kernel_initializer="glorot_uniform", **kwargs):
        super().__init__(scale, **kwargs)
        self.store(locals(), LuongAttention)

    def build(self, query_shape, memory_shape):
        super().build(query_shape, memory_shape)
        widths = memory_shape[-1], query_shape[-1]
        self.memory_kernel = self.add_matrix("memory_kernel", *widths)

    def check_widths(self, query, memory):
        """Any two widths do."""

    def project(self, memory):
        return ops.matmul(memory, ops.cast(self.memory_kernel, memory.dtype))
