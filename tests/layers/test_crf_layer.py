"""The CRF layer: potentials, dtypes, configuration, saving."""

import keras
import numpy as np
import pytest
from compare import close, number, same
from crf_cases import emissions_of, layer_with
from crf_oracle import random_weights
from keras import ops

from keras_seqzoo.layers.crf import CRF, CRFLoss, viterbi

TAGS = ["O", "B-X", "I-X"]


def test_potentials_say_what_they_hold():
    emissions, weights = emissions_of((1, 5, 3)), random_weights(3)
    mask = np.array([[0, 1, 0, 1, 1]], bool)
    found = ops.convert_to_numpy(layer_with(weights)(emissions, mask=mask))[0]
    e = emissions[0]
    close(found[1, 0], weights.start + e[1], rtol=1e-6)
    close(found[3], weights.transitions + e[3], rtol=1e-6)
    last = weights.transitions + e[4] + weights.end
    close(found[4], last, rtol=1e-6, atol=1e-6)
    for padded in found[[0, 2]]:
        assert (np.diag(padded) == 0).all()
        assert (padded[~np.eye(3, dtype=bool)] < -1e8).all()


def test_no_mask_means_all_steps_are_real():
    layer, x = layer_with(random_weights(3)), emissions_of()
    same(layer(x), layer(x, mask=np.ones((3, 4), bool)))


@pytest.mark.parametrize(
    ("policy", "dtype"),
    [
        ("float32", "float32"),
        ("mixed_float16", "float32"),
        ("mixed_bfloat16", "float32"),
        ("bfloat16", "float32"),
        pytest.param(
            "float64",
            "float64",
            marks=pytest.mark.skipif(
                keras.backend.backend() == "jax",
                reason="JAX has no float64 unless it is enabled",
            ),
        ),
    ],
)
def test_potentials_are_never_less_than_float32(policy, dtype):
    layer = CRF(dtype=policy)
    symbolic = layer(keras.Input((None, 3)))
    assert symbolic.dtype == dtype
    assert symbolic.shape == (None, None, 3, 3)
    layer.transitions.assign(np.full((3, 3), 1e-4))
    found = layer(emissions_of())
    assert keras.backend.standardize_dtype(found.dtype) == dtype


def test_mixed_precision_keeps_small_transitions():
    weights = random_weights(3, scale=1e-4)
    emissions = 10 + emissions_of()
    layer = layer_with(weights, dtype="mixed_float16")
    plain = layer_with(weights)(emissions)
    same(layer(emissions), plain)


def test_configuration_round_trip():
    layer = CRF(
        3,
        constraint={"tags": TAGS, "scheme": "iob2"},
        transition_initializer="glorot_uniform",
        transition_regularizer=keras.regularizers.L2(0.1),
        name="tags",
    )
    again = CRF.from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
    assert again.constraint == {"tags": TAGS, "scheme": "iob2"}


def test_a_regularizer_adds_a_loss():
    layer = CRF(transition_regularizer=keras.regularizers.L2(0.5))
    layer.build((None, None, 3))
    layer.transitions.assign(np.full((3, 3), 2.0))
    assert number(layer.losses[0]) == pytest.approx(0.5 * 9 * 4)


def test_a_saved_model_gives_the_same_tags(tmp_path):
    x = keras.Input((None, 4))
    mask = keras.Input((None,), dtype="bool")
    crf = CRF(constraint={"tags": TAGS, "scheme": "iob2"})
    model = keras.Model((x, mask), crf(keras.layers.Dense(3)(x), mask=mask))
    model.compile("adam", loss=CRFLoss())
    crf.set_weights([random_weights(3, 1)[i] for i in (1, 0, 2)])
    inputs = (emissions_of((2, 5, 4)), np.arange(5) < np.array([[5], [2]]))
    model.fit(inputs, np.zeros((2, 5)), verbose=0)
    model.save(tmp_path / "tagger.keras")
    loaded = keras.saving.load_model(tmp_path / "tagger.keras")
    assert isinstance(loaded.loss, CRFLoss)
    before, after = model.predict(inputs, verbose=0), loaded.predict(inputs, verbose=0)
    same(before, after)
    same(viterbi(before)[0], viterbi(after)[0])


def test_the_mask_ends_in_the_potentials():
    layer = CRF()
    assert layer.compute_mask(np.zeros((1, 2, 3)), np.ones((1, 2), bool)) is None


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ({"num_tags": 4}, 3),
        ({}, 1),
        ({}, None),
        ({"constraint": {"tags": TAGS, "scheme": "iob2"}}, 4),
        ({"num_tags": 4, "constraint": {"tags": TAGS, "scheme": "iob2"}}, 3),
    ],
)
def test_numbers_of_tags_must_agree(options, size):
    with pytest.raises(ValueError, match=f"emissions with {size} tags"):
        CRF(**options).build((None, None, size))


@pytest.mark.parametrize(
    "constraint",
    ["iobes", {"tags": TAGS}, {"tags": ["O", "U-X"], "scheme": "iobes"}, {"tags": []}],
)
def test_a_constraint_must_be_tags_of_a_scheme(constraint):
    with pytest.raises(ValueError, match=r"constraint|scheme|tags"):
        CRF(constraint=constraint)
