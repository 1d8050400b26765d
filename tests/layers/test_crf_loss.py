"""The CRF loss against all tag paths, and training with it."""

import crf_oracle
import keras
import numpy as np
import pytest
from backends import JIT
from compare import close, number, same
from crf_cases import MASKS, emissions_of, problem, real_rows
from function_gradients import gradients
from keras import ops

from keras_seqzoo.layers.crf import CRF, CRFLoss, sequence_score, viterbi
from keras_seqzoo.layers.crf.potentials import pairwise_potentials

every_mask = pytest.mark.parametrize("mask", MASKS)
GOLD = np.array([[1, 2, 0, 1], [2, 0, 1, 1], [0, 0, 2, 1]])


def gold_paths(mask):
    return [tuple(row[keep]) for row, keep in zip(GOLD, mask, strict=True)]


@every_mask
@pytest.mark.parametrize("padding", [0, -100, 7])
def test_loss_is_the_negative_log_likelihood(mask, padding):
    emissions, weights, potentials, mask = problem(mask)
    rows = real_rows(emissions, mask)
    scores = [
        crf_oracle.path_score(p, r, weights)
        for p, r in zip(gold_paths(mask), rows, strict=True)
    ]
    expected = [
        crf_oracle.log_partition(r, weights) - s
        for r, s in zip(rows, scores, strict=True)
    ]
    gold = np.where(mask, GOLD, padding)
    close(sequence_score(potentials, gold), scores, rtol=1e-5, atol=1e-6)
    close(CRFLoss(reduction=None)(gold, potentials), expected, rtol=1e-4, atol=1e-5)
    close(CRFLoss()(gold, potentials), np.mean(expected), rtol=1e-5)


@every_mask
def test_gradients_are_expected_counts_minus_gold_counts(mask):
    emissions, weights, _, mask = problem(mask)

    def total(emissions, *weights):
        potentials = pairwise_potentials(emissions, mask, *weights)
        return CRFLoss(reduction="sum")(GOLD, potentials)

    found = gradients(total, emissions, *weights)
    expected = [np.zeros_like(g) for g in found]
    for b, (row, path) in enumerate(
        zip(real_rows(emissions, mask), gold_paths(mask), strict=True)
    ):
        mean = crf_oracle.expected_counts(row, weights)
        gold = crf_oracle.counts(path, *row.shape)
        expected[0][b, mask[b]] = mean[0] - gold[0]
        for k in (1, 2, 3):
            expected[k] += mean[k] - gold[k]
    for gradient, right in zip(found, expected, strict=True):
        close(gradient, right, atol=1e-5)


def test_gradient_by_finite_differences():
    emissions, weights, _, mask = problem("holes")
    fixed = [ops.convert_to_tensor(w) for w in weights]

    def total(emissions):
        potentials = pairwise_potentials(emissions, mask, *fixed)
        return CRFLoss(reduction="sum")(GOLD, potentials)

    (found,) = gradients(total, emissions)
    for index in [(0, 1, 2), (1, 0, 0), (1, 3, 1), (2, 1, 0)]:
        step = np.zeros_like(emissions)
        step[index] = 0.05
        higher, lower = (
            number(total(ops.convert_to_tensor(emissions + s))) for s in (step, -step)
        )
        slope = (higher - lower) / 0.1
        assert found[index] == pytest.approx(slope, abs=2e-3)


@pytest.mark.parametrize("tag", [3, -1, 99])
def test_a_gold_tag_out_of_range_gives_nan_and_only_for_its_row(tag):
    _, _, potentials, mask = problem("right")
    gold = GOLD.copy()
    gold[2, 1] = tag
    losses = ops.convert_to_numpy(CRFLoss(reduction=None)(gold, potentials))
    assert np.isnan(losses).tolist() == [False, False, True]


def test_an_empty_row_has_no_loss_and_no_gradient():
    emissions, weights, _, mask = problem("empty")

    def total(emissions, *weights):
        potentials = pairwise_potentials(emissions, mask, *weights)
        return ops.sum(CRFLoss(reduction=None)(GOLD, potentials)[::2])

    tensors = [ops.convert_to_tensor(a) for a in (emissions, *weights)]
    assert number(total(*tensors)) == 0.0
    assert all(not g.any() for g in gradients(total, emissions, *weights))


def test_a_sample_weight_weighs_a_sequence():
    _, _, potentials, _ = problem("right")
    each = ops.convert_to_numpy(CRFLoss(reduction=None)(GOLD, potentials))
    weight = np.array([2.0, 0.0, 0.5], "float32")
    weighted = CRFLoss()(GOLD, potentials, sample_weight=weight)
    close(weighted, (each * weight).sum() / 3, rtol=1e-6)


def tagging_task(length=6, rows=64):
    """Tag 1 follows every symbol 1, the others copy the symbol: needs transitions."""
    rng = np.random.default_rng(0)
    x = rng.integers(1, 4, size=(rows, length))
    y = np.where(np.pad(x, ((0, 0), (1, 0)))[:, :-1] == 1, 1, x)
    keep = np.arange(length) < rng.integers(1, length + 1, size=(rows, 1))
    return np.where(keep, x, 0), np.where(keep, y, -1), keep


def tagger():
    x = keras.Input((None,), dtype="int32")
    vectors = keras.layers.Embedding(4, 8)(x)
    hidden = keras.layers.Conv1D(8, 3, padding="same", activation="tanh")(vectors)
    emissions = keras.layers.Dense(4)(hidden)
    return keras.Model(x, CRF(name="crf")(emissions, mask=ops.not_equal(x, 0)))


@pytest.mark.parametrize(
    ("policy", "jit_compile"),
    [*(("float32", jit) for jit in JIT), ("mixed_bfloat16", False)],
)
def test_fit_learns_a_toy_task(policy, jit_compile):
    keras.config.set_dtype_policy(policy)
    x, y, keep = tagging_task()
    model = tagger()
    model.compile(keras.optimizers.Adam(0.1), loss=CRFLoss(), jit_compile=jit_compile)
    losses = model.fit(x, y, epochs=12, batch_size=32, verbose=0).history["loss"]
    assert losses[-1] < 0.2 * losses[0]
    potentials = model.predict(x, verbose=0)
    assert potentials.dtype == np.float32
    tags = ops.convert_to_numpy(viterbi(potentials)[0])
    assert (tags == y)[keep].mean() > 0.95


def test_fit_takes_a_weight_for_each_sequence():
    x, y, _ = tagging_task()
    model = tagger()
    model.compile("sgd", loss=CRFLoss())
    before = model.get_weights()
    model.fit(x, y, sample_weight=np.zeros(len(x)), epochs=1, verbose=0)
    for old, new in zip(before, model.get_weights(), strict=True):
        same(old, new)


@pytest.mark.skipif(
    keras.backend.backend() == "jax", reason="JAX has no float64 unless it is enabled"
)
def test_float64_loss_of_float64_potentials():
    crf = CRF(dtype="float64")
    potentials = crf(emissions_of().astype("float64"))
    loss = CRFLoss(dtype="float64", reduction=None)(GOLD, potentials)
    assert keras.backend.standardize_dtype(loss.dtype) == "float64"
