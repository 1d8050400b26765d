"""What a trial leaves behind."""

import keras
import numpy as np
import pytest

from keras_seqzoo import layers
from keras_seqzoo.tuning.memory import forgetting, gradient_table


@pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="its table")
def test_gradients_of_a_trial_are_forgotten():
    before = set(gradient_table())
    with forgetting():
        inputs = keras.Input((3, 2))
        model = keras.Model(inputs, layers.LSTM(2)(inputs))
        model.compile("sgd", "mse", jit_compile=False)
        model.fit(np.zeros((2, 3, 2)), np.zeros((2, 2)), verbose=0)
        assert set(gradient_table()) - before
    assert set(gradient_table()) == before
