"""All of the CRF in one compiled program against the list of all tag paths."""

import crf_oracle
import numpy as np
import pytest
from compare import close
from compiled import compiled
from crf_cases import MASKS, emissions_of, layer_with, real_rows
from function_gradients import gradients
from keras import ops

from keras_seqzoo.layers import (
    CRFLoss,
    k_best,
    log_partition,
    marginals,
    pairwise_marginals,
    sequence_score,
    viterbi,
)
from keras_seqzoo.layers.crf.potentials import pairwise_potentials

K = 3
EMISSIONS, WEIGHTS = emissions_of(), crf_oracle.random_weights(3)
GOLD = np.array([[0, 2, 1, 1], [2, 0, 0, 1], [1, 1, 0, 2]], "int32")
every_mask = pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)


@pytest.fixture(scope="module")
def program():
    layer = layer_with(WEIGHTS)

    def run(emissions, mask, gold):
        potentials = layer(emissions, mask=mask)
        return {
            "log_partition": log_partition(potentials),
            "marginals": marginals(potentials),
            "pairs": pairwise_marginals(potentials),
            "score": sequence_score(potentials, gold),
            "loss": CRFLoss(reduction=None)(gold, potentials),
            "viterbi": viterbi(potentials),
            "k_best": k_best(potentials, K),
        }

    runner = compiled(run)
    return lambda mask: runner(
        *(ops.convert_to_tensor(x) for x in (EMISSIONS, mask, GOLD))
    )


@every_mask
def test_sums_over_all_paths(program, mask):
    found, rows = program(mask), real_rows(EMISSIONS, mask)
    log_z = [crf_oracle.log_partition(row, WEIGHTS) for row in rows]
    gold = [tuple(tags[keep]) for tags, keep in zip(GOLD, mask, strict=True)]
    score = [
        crf_oracle.path_score(path, row, WEIGHTS)
        for path, row in zip(gold, rows, strict=True)
    ]
    close(found["log_partition"], log_z, rtol=1e-5, atol=1e-6)
    close(found["score"], score, rtol=1e-5, atol=1e-6)
    close(found["loss"], np.subtract(log_z, score), rtol=1e-4, atol=1e-5)


@every_mask
def test_marginals(program, mask):
    found = program(mask)
    expected = np.zeros_like(EMISSIONS)
    for i, row in enumerate(real_rows(EMISSIONS, mask)):
        counts = crf_oracle.expected_counts(row, WEIGHTS)
        expected[i, mask[i]] = counts[0]
        pairs = ops.convert_to_numpy(found["pairs"])[i, mask[i]]
        close(pairs[1:].sum(0), counts[2], atol=1e-5)
    close(found["marginals"], expected, atol=1e-5)


@every_mask
def test_best_paths(program, mask):
    found = program(mask)
    tags, score = (ops.convert_to_numpy(x) for x in found["viterbi"])
    many, scores = (ops.convert_to_numpy(x) for x in found["k_best"])
    for i, row in enumerate(real_rows(EMISSIONS, mask)):
        paths, values = crf_oracle.all_paths(row, WEIGHTS)
        count = min(K, len(paths))
        assert tuple(tags[i, mask[i]]) == paths[0]
        assert [tuple(path) for path in many[i, :count, mask[i]].T] == paths[:count]
        close(score[i], values[0], rtol=1e-5, atol=1e-6)
        close(scores[i, :count], values[:count], rtol=1e-5, atol=1e-6)
        assert (scores[i, count:] == -np.inf).all()
    assert not tags[~mask].any()


def test_gradient_of_the_loss():
    mask = MASKS["holes"]

    def loss(emissions, *weights):
        potentials = pairwise_potentials(emissions, mask, *weights)
        return ops.sum(CRFLoss(reduction=None)(GOLD, potentials))

    found = gradients(loss, EMISSIONS, *WEIGHTS)
    expected = [np.zeros_like(EMISSIONS), *(np.zeros_like(w) for w in WEIGHTS)]
    for i, row in enumerate(real_rows(EMISSIONS, mask)):
        gold = crf_oracle.counts(tuple(GOLD[i, mask[i]]), *row.shape)
        mean = crf_oracle.expected_counts(row, WEIGHTS)
        expected[0][i, mask[i]] = mean[0] - gold[0]
        for total, m, g in zip(expected[1:], mean[1:], gold[1:], strict=True):
            total += m - g
    for gradient, want in zip(found, expected, strict=True):
        close(gradient, want, atol=2e-5)
