"""What needs TensorFlow says so on the other backends."""

import keras
import pytest

from keras_seqzoo.training.truncated_backpropagation import compile_training_step

pytestmark = pytest.mark.skipif(
    keras.backend.backend() == "tensorflow", reason="TensorFlow refuses nothing"
)


def test_training_of_a_language_model():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    with pytest.raises(RuntimeError, match="set KERAS_BACKEND=tensorflow"):
        compile_training_step(model, keras.optimizers.SGD(), 1.0)
