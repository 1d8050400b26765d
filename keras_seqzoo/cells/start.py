"""The state in which a sequence starts, for any cell."""

import keras
from keras import ops


def zeros(cell, batch_size):
    return [ops.zeros((batch_size, n), cell.compute_dtype) for n in cell.state_size]


def random(cell, batch_size):
    return [
        keras.random.normal(
            (batch_size, n), dtype=cell.compute_dtype, seed=cell.seed_generator
        )
        for n in cell.state_size
    ]


def learned(cell, batch_size):
    return [
        rows + ops.cast(w, rows.dtype)
        for rows, w in zip(zeros(cell, batch_size), cell.start_weights, strict=True)
    ]


start_states = {"zeros": zeros, "random": random, "learned": learned}
START_STATES = tuple(start_states)
