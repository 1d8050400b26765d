"""Marks of tests that run on one backend of Keras alone."""

import keras
import pytest

ON_TENSORFLOW = keras.backend.backend() == "tensorflow"
needs_tensorflow = pytest.mark.skipif(
    not ON_TENSORFLOW, reason="training needs TensorFlow"
)
