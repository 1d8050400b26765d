"""One step of a decoder that attends: a cell with a memory beside its states."""

import keras
from keras import ops, tree

from keras_seqzoo.cells.initial import widened


class DecoderStep(keras.layers.Layer):
    """A cell and an attention, joined by a subclass.

    A subclass defines `fed_size(memory_size)`, the number of features that the cell
    gets beside the inputs, `query_size`, `output_size`, `state_size` and `call`.

    Args:
        cell: A recurrent cell that draws nothing at random.
        attention: An `Attention`.
        **kwargs: Arguments of `keras.layers.Layer`.
    """

    def __init__(self, cell, attention, **kwargs):
        super().__init__(**kwargs)
        self.cell = cell
        self.attention = attention

    def build(self, inputs_shape, memory_shape):
        features = inputs_shape[-1] + self.fed_size(memory_shape[-1])
        if not self.cell.built:
            self.cell.build((inputs_shape[0], features))
        if not self.attention.built:
            self.attention.build((None, None, self.query_size), memory_shape)

    def look(self, query, memory):
        """Returns the context [B, M] and the alignments [B, S] for a query [B, Q]."""
        contexts, alignments = self.attention.attend(query[:, None], memory)
        return contexts[:, 0], alignments[:, 0]

    def move(self, inputs, fed, states):
        """Runs the cell on the inputs and what is fed: `(output, new states)`."""
        inputs = ops.concatenate([inputs, ops.cast(fed, inputs.dtype)], axis=-1)
        return self.cell(inputs, states, training=False)

    def get_initial_state(self, batch_size):
        """Returns the start states of the cell."""
        return list(self.cell.get_initial_state(batch_size=batch_size))


class InputFeeding(DecoderStep):
    """Attends with the output of the cell; the attentional vector is fed back.

    States: those of the cell, then the attentional vector of the step before.
    """

    def __init__(self, cell, attention, attention_size, activation, **kwargs):
        super().__init__(cell, attention, **kwargs)
        self.query_size = cell_output_size(cell)
        self.output_size = attention_size or self.query_size
        self.state_size = [*state_sizes(cell), self.output_size]
        self.activation = activation

    def fed_size(self, memory_size):
        return self.output_size

    def build(self, inputs_shape, memory_shape):
        super().build(inputs_shape, memory_shape)
        self.attention_kernel = self.add_weight(
            (self.query_size + memory_shape[-1], self.output_size),
            widened(keras.initializers.GlorotUniform()),
            name="attention_kernel",
        )

    def call(self, inputs, states, memory):
        *states, fed = states
        output, states = self.move(inputs, fed, states)
        context, alignments = self.look(output, memory)
        both = ops.concatenate([output, ops.cast(context, output.dtype)], axis=-1)
        vector = self.activation(ops.matmul(both, self.attention_kernel))
        return vector, alignments, [*states, vector]

    def get_initial_state(self, batch_size):
        """Returns the start states of the cell and a zero attentional vector."""
        vector = ops.zeros((batch_size, self.output_size), self.compute_dtype)
        return [*super().get_initial_state(batch_size), vector]


class ContextFeeding(DecoderStep):
    """Attends with the state before the step; the context goes into the cell."""

    def __init__(self, cell, attention, **kwargs):
        super().__init__(cell, attention, **kwargs)
        self.output_size = cell_output_size(cell)
        self.state_size = state_sizes(cell)
        self.query_size = top(self.state_size)

    def fed_size(self, memory_size):
        return memory_size

    def call(self, inputs, states, memory):
        context, alignments = self.look(top(states), memory)
        output, states = self.move(inputs, context, list(states))
        return output, alignments, list(states)


def state_sizes(cell):
    """The sizes of the states of a cell: a list, of lists for cells in a stack."""
    if hasattr(cell, "cells"):
        return [state_sizes(c) for c in cell.cells]
    sizes = cell.state_size
    return list(sizes) if tree.is_nested(sizes) else [sizes]


def cell_output_size(cell):
    size = getattr(cell, "output_size", None)
    return tree.flatten(cell.state_size)[0] if size is None else size


def top(states):
    """The first state of a cell, or of the last of several cells one on another."""
    return top(states[-1]) if tree.is_nested(states[-1]) else states[0]
