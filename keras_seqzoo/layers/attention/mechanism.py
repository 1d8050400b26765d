"""What all ways to attend have in common."""

import keras
from keras import ops

from keras_seqzoo.cells.config import Settings
from keras_seqzoo.cells.initial import widened
from keras_seqzoo.layers.attention.alignment import context, softmax
from keras_seqzoo.layers.attention.memory import Memory, masked_values


class Attention(Settings, keras.layers.Layer):
    r"""Weighs the steps of a memory by how well they answer a query.

    $$\alpha_{ts} = \mathrm{softmax}_s(\mathrm{score}(q_t, k_s)), \qquad
      c_t = \sum_s \alpha_{ts} m_s$$

    A subclass defines `project(memory)`, the keys $k$ [B, S, K] (all that does not look
    at the query), and `scores(queries [B, T, Q], keys) -> [B, T, S]`.

    The softmax runs in float32 at least. Padding may hold anything; a memory of padding
    alone gives zeros for weights and context.
    """

    def build(self, query_shape, memory_shape):
        """Adds the weights for queries [..., Q] and a memory [..., M]."""

    def project(self, memory):
        raise NotImplementedError(f"{type(self).__name__} must define project.")

    def scores(self, queries, keys):
        raise NotImplementedError(f"{type(self).__name__} must define scores.")

    def call(self, query, memory, memory_mask=None):
        return self.attend(query, self.prepare(memory, memory_mask))

    def prepare(self, memory, memory_mask=None):
        """Returns the `Memory` that `attend` looks at, with its keys."""
        memory = ops.cast(memory, self.compute_dtype)
        values, mask = masked_values(memory, memory_mask)
        return Memory(values, self.project(values), mask)

    def attend(self, queries, memory):
        """Returns the contexts [B, T, M] and the alignments [B, T, S]."""
        scores = self.scores(queries, memory.keys)
        alignments = softmax(scores, ops.expand_dims(memory.mask, 1))
        return context(alignments, memory.values), alignments

    def compute_output_shape(self, query_shape, memory_shape):
        lead = tuple(query_shape[:-1])
        return (*lead, memory_shape[-1]), (*lead, memory_shape[1])

    def add_matrix(self, name, *shape):
        return self.add_weight(shape, widened(self.kernel_initializer), name=name)
