"""A step that is traced once trains as Keras's own does."""

import keras
import numpy as np
import pytest

from keras_seqzoo import layers
from keras_seqzoo.training.one_trace import training_step

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
    step = training_step(own)
    for size in sizes:
        loss, expected = step(*batch(*size)), plain.train_on_batch(*batch(*size))
        assert float(loss) == pytest.approx(expected, rel=1e-5)
    for a, b in zip(own.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def test_they_share_a_trace():
    own = network()
    step = training_step(own)
    for size in SIZES:
        step(*batch(*size))
    assert own.steps == 1


def test_the_network_trains_as_before_behind_it():
    own, plain = network(), network()
    training_step(own)(*batch(4, 5))
    plain.train_on_batch(*batch(4, 5))
    weights = np.float32([0, 1])
    for model in (own, plain):
        model.train_on_batch(*batch(2, 3), sample_weight=weights)
    for a, b in zip(own.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)
