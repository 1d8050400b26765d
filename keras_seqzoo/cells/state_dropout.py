"""Dropout of the state where it enters the recurrent product."""

from keras_seqzoo.cells.masks import sequence_mask


def state_masks(cell, inputs, rate, training):
    """A list of the mask [B, ..., n] of the first state; empty at inference."""
    if not training or not rate:
        return []
    width, dtype = cell.state_size[0], cell.compute_dtype
    return [sequence_mask(inputs, width, rate, dtype, cell.seed_generator)]


def dropped_step(cell, gates_x, masks, states, products):
    """One step of a cell whose recurrent product sees the first state through masks."""
    seen = states[0]
    for mask in masks:
        seen = seen * mask
    gates_h = cell.recur([seen, *states[1:]], products)
    return cell.combine(gates_x, gates_h, states, products)
