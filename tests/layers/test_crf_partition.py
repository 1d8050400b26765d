"""Log-partition, marginals and their gradients against all tag paths."""

import crf_oracle
import numpy as np
import pytest
from compare import close, number, same
from crf_cases import MASKS, emissions_of, layer_with, problem, real_rows
from crf_oracle import random_weights
from function_gradients import gradients
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import ops

from keras_seqzoo.layers.crf import (
    CRF,
    log_partition,
    marginals,
    pairwise_marginals,
)
from keras_seqzoo.layers.crf.potentials import pairwise_potentials

every_mask = pytest.mark.parametrize("mask", MASKS)


def plain_log_partition(potentials):
    """Twin without a hand-written gradient or a scan; for short sequences."""
    size = potentials.shape[-1]
    scores = ops.convert_to_tensor(np.eye(size)[:1] * 1e9 - 1e9, potentials.dtype)
    for t in range(potentials.shape[1]):
        scores = ops.logsumexp(scores[:, :, None] + potentials[:, t], axis=1)
    return ops.logsumexp(scores, axis=1)


@every_mask
def test_log_partition_sums_over_all_paths(mask):
    emissions, weights, potentials, mask = problem(mask)
    expected = [
        crf_oracle.log_partition(row, weights) for row in real_rows(emissions, mask)
    ]
    close(log_partition(potentials), expected, rtol=1e-5)


@settings(deadline=None, max_examples=25)
@given(
    mask=st.lists(st.booleans(), max_size=5),
    size=st.integers(2, 3),
    scale=st.sampled_from([0.0, 1.0, 30.0]),
    seed=st.integers(0, 99),
)
def test_log_partition_of_any_shape(mask, size, scale, seed):
    emissions = emissions_of((1, len(mask), size), seed, scale)
    mask = np.array([mask], bool).reshape(1, -1)
    weights = random_weights(size, seed, scale)
    potentials = layer_with(weights)(emissions, mask=mask)
    expected = crf_oracle.log_partition(emissions[mask], weights)
    assert number(log_partition(potentials)[0]) == pytest.approx(
        expected, rel=1e-5, abs=1e-5
    )


@every_mask
def test_gradients_are_expected_counts(mask):
    emissions, weights, _, mask = problem(mask)

    def total(emissions, *weights):
        return ops.sum(log_partition(pairwise_potentials(emissions, mask, *weights)))

    found = gradients(total, emissions, *weights)
    by_row = [
        crf_oracle.expected_counts(r, weights) for r in real_rows(emissions, mask)
    ]
    expected = np.zeros_like(emissions)
    expected[mask] = np.concatenate([counts[0] for counts in by_row])
    close(found[0], expected, atol=1e-5)
    for gradient, *rows in zip(found[1:], *(c[1:] for c in by_row), strict=True):
        close(gradient, sum(rows), atol=1e-5)


@every_mask
@pytest.mark.parametrize("scale", [1.0, 100.0])
def test_gradient_equals_that_of_the_plain_twin(mask, scale):
    potentials = ops.convert_to_numpy(problem(mask, scale)[2])
    upstream = np.array([1.0, -2.0, 0.5], "float32")
    fast = gradients(
        lambda p: ops.sum(ops.multiply(log_partition(p), upstream)), potentials
    )
    plain = gradients(
        lambda p: ops.sum(ops.multiply(plain_log_partition(p), upstream)), potentials
    )
    close(fast[0], plain[0], atol=2e-5 * scale)


@every_mask
def test_marginals_are_expected_counts(mask):
    emissions, weights, potentials, mask = problem(mask)
    found = ops.convert_to_numpy(marginals(potentials))
    for row, keep, values in zip(emissions, mask, found, strict=True):
        expected = crf_oracle.expected_counts(row[keep], weights)[0]
        close(values[keep], expected, atol=1e-5)
        assert not values[~keep].any()


@every_mask
def test_pairwise_marginals_are_expected_counts(mask):
    emissions, weights, potentials, mask = problem(mask)
    found = ops.convert_to_numpy(pairwise_marginals(potentials))
    assert not found[~mask].any()
    for row, keep, values in zip(emissions, mask, found, strict=True):
        expected = crf_oracle.expected_counts(row[keep], weights)
        real = values[keep]
        close(real[1:].sum(0), expected[2], atol=1e-5)
        if len(real):
            close(real[0, 0], expected[1], atol=1e-5)
            assert not real[0, 1:].any()


def test_a_long_sequence_keeps_its_precision():
    emissions, weights = emissions_of((1, 400, 5), scale=3.0), random_weights(5)
    scores = weights.start.astype("float64") + emissions[0, 0]
    for row in emissions[0, 1:]:
        table = scores[:, None] + weights.transitions + row
        scores = np.logaddexp.reduce(table, axis=0)
    expected = np.logaddexp.reduce(scores + weights.end)
    potentials = layer_with(weights)(emissions)
    close(log_partition(potentials), [expected], rtol=1e-6)
    total = ops.convert_to_numpy(marginals(potentials)).sum(-1)
    close(total, np.ones((1, 400)), atol=2e-3)


def test_extreme_emissions_give_finite_gradients():
    emissions = emissions_of(scale=1e4)
    mask = MASKS["holes"]
    weights = random_weights(3, scale=1e3)

    def total(emissions, *weights):
        return ops.sum(log_partition(pairwise_potentials(emissions, mask, *weights)))

    found = gradients(total, emissions, *weights)
    assert all(np.isfinite(g).all() for g in found)
    close(found[0].sum(-1), mask, atol=1e-2)


def test_whatever_stands_in_padding_does_not_matter():
    emissions, weights, potentials, mask = problem("holes")
    wild = np.where(mask[:, :, None], emissions, np.nan)

    def total(emissions, *weights):
        return ops.sum(log_partition(pairwise_potentials(emissions, mask, *weights)))

    for clean, dirty in zip(
        gradients(total, emissions, *weights),
        gradients(total, wild, *weights),
        strict=True,
    ):
        same(clean, dirty)
    same(layer_with(weights)(wild, mask=mask), potentials)


def test_more_padding_changes_nothing():
    emissions, weights, potentials, mask = problem("right")
    wide = np.pad(emissions, ((0, 0), (0, 3), (0, 0)), constant_values=7.0)
    wider = layer_with(weights)(wide, mask=np.pad(mask, ((0, 0), (0, 3))))
    same(log_partition(wider), log_partition(potentials))
    same(ops.convert_to_numpy(marginals(wider))[:, :4], marginals(potentials))


@pytest.mark.parametrize("shape", [(0, 4, 3), (2, 0, 3), (2, 1, 3)])
def test_batches_and_sequences_of_no_or_one_step(shape):
    potentials = CRF()(np.zeros(shape, "float32"))
    expected = np.full(shape[0], shape[1] * np.log(3.0))
    close(log_partition(potentials), expected, rtol=1e-6)
    assert tuple(marginals(potentials).shape) == shape
