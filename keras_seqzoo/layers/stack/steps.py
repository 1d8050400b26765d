"""Which steps of a sequence a layer gives, and what it gives at masked ones."""

from keras import ops

from keras_seqzoo.layers.stack.members import is_backward
from keras_seqzoo.recurrence.masks import masked_outputs


def in_order(outputs, layer):
    """The outputs of a layer in the order of its inputs."""
    backward = is_backward(layer) and layer.return_sequences
    return ops.flip(outputs, axis=1) if backward else outputs


def inputs_beside(outputs, inputs, layer, mask):
    """The inputs [B, T, D] of a layer at the steps of its outputs: [B, T, D] or [B, D].

    At masked steps they are what the outputs are: those of the step before, or zero.
    """
    backward = is_backward(layer)
    zero = getattr(layer, "zero_output_for_mask", True)
    inputs = masked_outputs(inputs, mask, backward, zero)
    if len(outputs.shape) == len(inputs.shape):
        return inputs
    return inputs[:, 0] if backward else inputs[:, -1]
