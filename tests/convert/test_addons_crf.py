"""A CRF with the weights of TensorFlow Addons gives its likelihood and its tags."""

import addons_equations as addons
import keras
import numpy as np
import pytest

import keras_seqzoo as ksz
from keras_seqzoo.convert import crf_from_tensorflow_addons
from keras_seqzoo.layers import log_partition, sequence_score, viterbi

TAGS, FEATURES, LENGTHS = 3, 5, (4, 2, 1)
ALL = {
    "chain_kernel": (TAGS, TAGS),
    "left_boundary": (TAGS,),
    "right_boundary": (TAGS,),
    "kernel": (FEATURES, TAGS),
    "bias": (TAGS,),
}
BOUNDARIES = ("left_boundary", "right_boundary")
KERNEL = ("kernel", "bias")
FORMS = {
    "all": (),
    "no boundary": BOUNDARIES,
    "no kernel": KERNEL,
    "chain": BOUNDARIES + KERNEL,
}


def weights_of(form):
    random = np.random.default_rng(0)
    shapes = {k: shape for k, shape in ALL.items() if k not in FORMS[form]}
    return {k: random.normal(size=shape) for k, shape in shapes.items()}


def converted(weights, as_given):
    """Returns the function from inputs to emissions, and the CRF."""
    crf = ksz.layers.CRF()
    crf.build((None, None, TAGS))
    if "kernel" not in weights:
        return lambda x: x, crf_from_tensorflow_addons(crf, as_given)
    dense = keras.layers.Dense(TAGS)
    dense.build((None, None, FEATURES))
    return dense, crf_from_tensorflow_addons(crf, as_given, dense)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("read", [lambda w: list(w.values()), dict], ids=["list", "by"])
def test_likelihood_and_tags_are_the_same(form, read):
    weights = weights_of(form)
    dense, crf = converted(weights, read(weights))
    features = FEATURES if "kernel" in weights else TAGS
    random = np.random.default_rng(1)
    x = random.normal(size=(3, 4, features))
    gold = random.integers(TAGS, size=(3, 4))
    mask = np.arange(4) < np.array(LENGTHS)[:, None]
    potentials = crf(dense(keras.ops.convert_to_tensor(x, "float32")), mask=mask)
    scores = keras.ops.convert_to_numpy(
        sequence_score(potentials, gold) - log_partition(potentials)
    )
    tags = keras.ops.convert_to_numpy(viterbi(potentials)[0])
    for row, length in enumerate(LENGTHS):
        paths = addons.crf_scores(weights, x[row], length)
        assert tuple(tags[row, :length]) == max(paths, key=paths.get)
        expected = addons.crf_log_likelihood(weights, x[row], gold[row, :length])
        np.testing.assert_allclose(scores[row], expected, rtol=1e-5, atol=1e-5)


def test_a_kernel_needs_a_dense_layer():
    crf = ksz.layers.CRF()
    crf.build((None, None, TAGS))
    with pytest.raises(ValueError, match="`dense` must be"):
        crf_from_tensorflow_addons(crf, weights_of("all"))
    with pytest.raises(ValueError, match="`dense` must be"):
        crf_from_tensorflow_addons(
            crf, weights_of("no kernel"), keras.layers.Dense(TAGS)
        )


def test_another_number_of_tags_is_refused():
    crf = ksz.layers.CRF()
    crf.build((None, None, TAGS + 1))
    with pytest.raises(ValueError, match=r"`transitions` of .* shape"):
        crf_from_tensorflow_addons(crf, weights_of("chain"))
