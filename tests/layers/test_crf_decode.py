"""Viterbi and the k best paths against all tag paths, and what constraints forbid."""

import crf_oracle
import keras
import numpy as np
import pytest
from backends import JIT
from compare import close, number, same
from crf_cases import MASKS, emissions_of, layer_with, problem, real_rows
from crf_oracle import random_weights
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import ops

from keras_seqzoo.layers.crf import (
    CRF,
    ViterbiDecoder,
    k_best,
    log_partition,
    marginals,
    viterbi,
)
from keras_seqzoo.text.tag_schemes import spans, tags_from_spans

every_mask = pytest.mark.parametrize("mask", MASKS)
IOBES = ["O", "S-X", "B-X", "I-X", "E-X", "B-Y", "E-Y"]
IOB2 = ["I-X", "B-X", "O"]


@every_mask
def test_viterbi_finds_the_best_of_all_paths(mask):
    emissions, weights, potentials, mask = problem(mask)
    tags, scores = (ops.convert_to_numpy(x) for x in viterbi(potentials))
    assert tags.dtype == np.int32
    assert not tags[~mask].any()
    for b, row in enumerate(real_rows(emissions, mask)):
        paths, path_scores = crf_oracle.all_paths(row, weights)
        assert tuple(tags[b][mask[b]]) == paths[0]
        assert scores[b] == pytest.approx(path_scores[0], rel=1e-5)


@every_mask
@pytest.mark.parametrize("k", [1, 2, 5, 100])
def test_k_best_lists_the_paths_in_order(mask, k):
    emissions, weights, potentials, mask = problem(mask)
    tags, scores = (ops.convert_to_numpy(x) for x in k_best(potentials, k))
    assert (tags.shape, tags.dtype) == ((3, k, 4), np.int32)
    for b, row in enumerate(real_rows(emissions, mask)):
        paths, path_scores = crf_oracle.all_paths(row, weights)
        n = min(k, len(paths))
        found = [tuple(p[mask[b]]) for p in tags[b, :n]]
        own = [crf_oracle.path_score(p, row, weights) for p in found]
        assert len(set(found)) == n
        close(scores[b, :n], own, rtol=1e-4, atol=1e-5)
        close(scores[b, :n], path_scores[:n], rtol=1e-4, atol=1e-5)
        assert (scores[b, n:] == -np.inf).all()
        assert not tags[b, n:].any()
        assert not tags[b][:, ~mask[b]].any()


def test_equal_scores_give_one_consistent_path():
    tags, score = viterbi(CRF()(np.zeros((1, 5, 3), "float32")))
    assert ops.convert_to_numpy(tags).tolist() == [[0] * 5]
    assert number(score[0]) == 0.0


def obeys(path, names, scheme):
    words = [names[k] for k in path]
    return tags_from_spans(spans(words), len(words), scheme) == words


@settings(deadline=None, max_examples=30)
@given(
    case=st.sampled_from([(IOBES, "iobes"), (IOB2, "iob2")]),
    mask=st.lists(st.booleans(), min_size=1, max_size=6),
    seed=st.integers(0, 999),
    scale=st.sampled_from([1.0, 100.0, 1e4]),
)
def test_decoding_never_breaks_the_constraint(case, mask, seed, scale):
    names, scheme = case
    emissions = emissions_of((1, len(mask), len(names)), seed, scale)
    weights = random_weights(len(names), seed, scale)
    layer = layer_with(weights, constraint={"tags": names, "scheme": scheme})
    mask = np.array([mask], bool)
    potentials = layer(emissions, mask=mask)
    best = ops.convert_to_numpy(viterbi(potentials)[0])[mask]
    several, scores = (ops.convert_to_numpy(x) for x in k_best(potentials, 4))
    assert obeys(best, names, scheme)
    same(several[0, 0][mask[0]], best)
    for path, score in zip(several[0], scores[0], strict=True):
        assert score == -np.inf or obeys(path[mask[0]], names, scheme)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_constraint_leaves_the_allowed_paths_and_no_other(length):
    emissions, weights = emissions_of((1, length, 7)), random_weights(7)
    layer = layer_with(weights, constraint={"tags": IOBES, "scheme": "iobes"})
    potentials = layer(emissions)
    listed = zip(*crf_oracle.all_paths(emissions[0], weights), strict=True)
    allowed = [(p, s) for p, s in listed if obeys(p, IOBES, "iobes")]
    expected = np.logaddexp.reduce([s for _, s in allowed])
    close(log_partition(potentials), [expected], rtol=1e-5)
    tags, scores = (ops.convert_to_numpy(x) for x in k_best(potentials, 200))
    found = [tuple(p) for p, s in zip(tags[0], scores[0], strict=True) if s > -np.inf]
    assert set(found) == {p for p, _ in allowed}
    total = ops.convert_to_numpy(marginals(potentials)).sum(-1)
    close(total, np.ones((1, length)), atol=1e-5)


@pytest.mark.parametrize("k", [0, -1, 1.5, True])
def test_k_must_be_a_positive_integer(k):
    with pytest.raises(ValueError, match=f"Received: k={k}"):
        k_best(np.zeros((1, 1, 2, 2), "float32"), k)


@pytest.mark.parametrize("jit_compile", JIT)
def test_a_model_can_end_in_tags(jit_compile):
    emissions = keras.Input((None, 3))
    mask = keras.Input((None,), dtype="bool")
    weights = random_weights(3)
    crf = layer_with(weights)
    model = keras.Model((emissions, mask), ViterbiDecoder()(crf(emissions, mask=mask)))
    model.compile(jit_compile=jit_compile)
    for length in (1, 4, 6):
        x = emissions_of((2, length, 3), seed=length)
        real = np.arange(length) < np.array([[length], [length - 1]])
        tags, scores = model.predict((x, real), verbose=0)
        expected = viterbi(crf(x, mask=real))
        same(tags, expected[0])
        close(scores, expected[1], rtol=1e-6)


@pytest.mark.parametrize("shape", [(0, 4, 3), (2, 0, 3)])
def test_decoding_of_nothing(shape):
    potentials = CRF()(np.zeros(shape, "float32"))
    assert tuple(viterbi(potentials)[0].shape) == shape[:2]
    assert tuple(k_best(potentials, 2)[0].shape) == (shape[0], 2, shape[1])
