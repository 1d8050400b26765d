"""A step that is traced once trains as Keras's own does."""

import keras
import numpy as np
import pytest

from keras_seqzoo import layers
from keras_seqzoo.training.one_trace import trace_once

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="TensorFlow alone traces for sizes"
)
SIZES = [(4, 5), (4, 7), (2, 3), (1, 1)]


class Counting(keras.Model):
    """Counts how often its step is traced."""

    steps = 0

    def train_step(self, *arguments):
        self.steps += 1
        return super().train_step(*arguments)


def network(jit_compile=False):
    keras.utils.set_random_seed(3)
    inputs = {"a": keras.Input((None, 3), name="a"), "b": keras.Input((2,), name="b")}
    hidden = keras.layers.Dropout(0.3)(layers.LSTM(4)(inputs["a"]))
    joined = keras.layers.Concatenate()([hidden, inputs["b"]])
    made = Counting(inputs, keras.layers.Dense(2)(joined))
    made.compile("adam", "mean_squared_error", jit_compile=jit_compile)
    made.optimizer.build(made.trainable_variables)
    return made


def batch(size, length):
    draw = np.random.default_rng(length).normal
    inputs = {"b": draw(size=(size, 2)), "a": draw(size=(size, length, 3))}
    floats = {name: value.astype("float32") for name, value in inputs.items()}
    return floats, draw(size=(size, 2)).astype("float32")


@pytest.mark.parametrize(("jit_compile", "sizes"), [(False, SIZES), (True, SIZES[2:3])])
def test_batches_of_other_sizes_are_trained_on_as_by_keras(jit_compile, sizes):
    own, plain = network(jit_compile), network(jit_compile)
    trace_once(own)
    for size in sizes:
        losses = [model.train_on_batch(*batch(*size)) for model in (own, plain)]
        assert losses[0] == pytest.approx(losses[1], rel=1e-5)
    for a, b in zip(own.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def test_they_share_a_trace():
    own = network()
    trace_once(own)
    for size in SIZES:
        own.train_on_batch(*batch(*size))
    assert own.steps == 1
