"""What all decoders over a memory have in common."""

import keras
from keras import ops, tree

from keras_seqzoo.cells.config import Settings, read_cell
from keras_seqzoo.layers.attention.checks import check_attention, check_cell
from keras_seqzoo.layers.attention.decode import decode
from keras_seqzoo.layers.attention.steps import state_sizes


class Decoder(Settings, keras.layers.Layer):
    """A recurrent layer over inputs that looks at a memory at every step.

    A subclass defines `make_step()`, which returns its `DecoderStep`.
    """

    def __init__(
        self, cell, attention, return_alignments=False, return_state=False, **kwargs
    ):
        super().__init__(**kwargs)
        attention = read_cell(attention)
        self.store(locals(), Decoder)
        check_cell(self.cell)
        check_attention(attention)
        self.supports_masking = True

    def written(self, name):
        if name == "attention":
            return keras.saving.serialize_keras_object(self.attention)
        return super().written(name)

    def build(self, inputs_shape, memory_shape):
        self.decoder_step.build((inputs_shape[0], inputs_shape[-1]), memory_shape)

    def call(
        self,
        inputs,
        memory,
        memory_mask=None,
        initial_state=None,
        mask=None,
        training=False,
    ):
        outputs, alignments, states = decode(
            self.decoder_step,
            inputs,
            self.start(initial_state, ops.shape(inputs)[0]),
            self.prepare(memory, memory_mask),
            mask if mask is None else ops.cast(mask, "bool"),
        )
        return self.chosen(*self.cast((outputs, alignments, states)))

    def chosen(self, outputs, alignments, states):
        """Those of the results that were asked for."""
        results = [outputs]
        if self.return_alignments:
            results.append(alignments)
        if self.return_state:
            results.extend(states)
        return tuple(results) if len(results) > 1 else outputs

    def prepare(self, memory, memory_mask=None):
        """Returns the memory made ready for `step`: its values, keys and mask.

        Each part has the batch as its first axis.
        """
        return self.attention.prepare(memory, memory_mask)

    def step(self, inputs, states, memory):
        """Runs one step.

        Args:
            inputs: Tensor [B, D].
            states: List of states, from `start` or from the step before.
            memory: What `prepare` returned.

        Returns:
            `(output [B, O], alignments [B, S], new states)`.
        """
        return self.cast(self.decoder_step(inputs, states, memory))

    def start(self, initial_state=None, batch_size=None):
        """Returns the states before the first step.

        Args:
            initial_state: All states, those of the cell alone, or `None` for the start
                states of the cell.
            batch_size: Number of rows, needed without `initial_state`.
        """
        if initial_state is None:
            return self.cast(self.decoder_step.get_initial_state(batch_size))
        return self.cast(self.completed(list(initial_state)))

    def completed(self, states):
        """States as given, or with the start value of what is no state of the cell."""
        first = ops.shape(tree.flatten(states)[0])[0]
        defaults = self.decoder_step.get_initial_state(first)
        own = len(state_sizes(self.cell))
        if len(states) not in (own, len(defaults)):
            raise ValueError(
                f"`initial_state` must be a list of the {own} states of the cell, or "
                f"of all {len(defaults)} that the decoder returns. "
                f"Received: a list of {len(states)}"
            )
        return [*states, *defaults[len(states) :]]

    def cast(self, nested):
        return tree.map_structure(lambda x: ops.cast(x, self.compute_dtype), nested)

    def compute_output_shape(self, inputs_shape, memory_shape):
        batch, length = inputs_shape[:2]
        sizes = self.decoder_step.state_size
        return self.chosen(
            (batch, length, self.decoder_step.output_size),
            (batch, length, memory_shape[1]),
            tree.map_structure(lambda size: (batch, size), sizes),
        )

    def compute_mask(self, inputs, mask=None):
        """The mask of the inputs is that of the outputs."""
        return mask
