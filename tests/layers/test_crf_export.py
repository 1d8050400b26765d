"""A tagger that ends in tags, exported and served without our code."""

import keras
import numpy as np
import pytest
from crf_cases import emissions_of, layer_with
from crf_oracle import random_weights

from keras_seqzoo.layers.crf import ViterbiDecoder

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="SavedModel is TensorFlow's format"
)


def test_a_saved_model_gives_tags_for_any_shape(tmp_path):
    import tensorflow as tf

    emissions, mask = keras.Input((None, 3)), keras.Input((None,), dtype="bool")
    crf = layer_with(random_weights(3), constraint=None)
    tags, _ = ViterbiDecoder()(crf(emissions, mask=mask))
    model = keras.Model([emissions, mask], tags)
    model.export(tmp_path / "tagger", format="tf_saved_model", verbose=False)
    served = tf.saved_model.load(tmp_path / "tagger")
    for shape in ((1, 1, 3), (2, 7, 3)):
        x = emissions_of(shape)
        real = np.random.default_rng(0).random(shape[:2]) < 0.7
        expected = model.predict([x, real], verbose=0)
        np.testing.assert_array_equal(served.serve([x, real]), expected)
