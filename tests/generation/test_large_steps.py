"""Steps of many rows on several threads against the same steps on one."""

import numpy as np
import pytest
from test_steps import ARCHITECTURES, randomized, run

from keras_seqzoo import threads
from keras_seqzoo.generation import numpy_stack, numpy_steps
from keras_seqzoo.generation.numpy_layers import shares
from keras_seqzoo.models import get_architecture
from keras_seqzoo.models.fast_steps import fast_steps

TOKENS = np.random.default_rng(0).integers(0, 11, size=(65, 3))


def twin(kind, units):
    name, settings = ARCHITECTURES[kind]
    architecture = get_architecture(name)
    config = architecture.config_class(
        vocabulary_size=11, units=units, num_layers=2, **settings
    )
    return fast_steps(name, randomized(architecture.build(config)), config)


def on_threads(monkeypatch, count):
    """Every step is large, and there are so many threads, really."""
    monkeypatch.setattr(numpy_stack, "LARGE_PRODUCT", 1)
    monkeypatch.setattr(numpy_steps, "LARGE_BATCH", 1)
    for module in (threads, numpy_stack, numpy_steps):
        monkeypatch.setattr(module, "own_threads", lambda: count)


@pytest.mark.parametrize("units", [1, 6, 7])
@pytest.mark.parametrize("kind", ARCHITECTURES)
def test_a_large_step_is_the_step(kind, units, monkeypatch):
    steps = twin(kind, units)
    alone = run(steps, TOKENS)
    for count in (1, 2, 3, 16):
        on_threads(monkeypatch, count)
        assert_same(run(steps, TOKENS), alone)
        assert_same(run(steps, TOKENS[:1]), (alone[0][:1], [s[:1] for s in alone[1]]))


def assert_same(got, expected):
    for one, other in zip([got[0], *got[1]], [expected[0], *expected[1]], strict=True):
        assert one.dtype == other.dtype == "float32"
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_a_large_step_leaves_the_state_that_it_got(monkeypatch):
    on_threads(monkeypatch, 2)
    steps = twin("zoneout lstm", 6)
    _, state = steps.step(TOKENS[:, 0], steps.start(len(TOKENS)))
    before = [part.copy() for part in state]
    steps.step(TOKENS[:, 1], state)
    for part, kept in zip(state, before, strict=True):
        np.testing.assert_array_equal(part, kept)


@pytest.fixture
def shared(monkeypatch):
    """The numbers of parts of what is done side by side, in turn."""
    seen = []

    def noted(function, parts):
        seen.append(len(parts))
        return threads.side_by_side(function, parts)

    for module in (numpy_stack, numpy_steps):
        monkeypatch.setattr(module, "side_by_side", noted)
    return seen


@pytest.mark.parametrize(
    ("kind", "rows", "parts"),
    [
        ("lstm", 1, []),
        ("lstm", 4, []),
        ("lstm", 5, [2]),
        ("lstm", 10, [2, 2]),
        ("lstm", 21, [2, 2]),
        ("lstm", 22, [2, 2, 2]),
        ("gru", 6, []),
        ("gru", 7, [2]),
        ("gru", 14, [2, 2]),
    ],
)
def test_the_large_products_are_shared(kind, rows, parts, monkeypatch, shared):
    on_threads(monkeypatch, 2)
    monkeypatch.setattr(numpy_stack, "LARGE_PRODUCT", 10 * 4 * 6**2)
    steps = twin(kind, 6)
    steps.step(*first_step(steps, rows))
    assert shared == parts


def first_step(steps, rows):
    return TOKENS[:rows, 0], steps.start(rows)


@pytest.mark.parametrize("rows", [31, 32])
def test_other_twins_share_the_rows(rows, monkeypatch, shared):
    monkeypatch.setattr(numpy_steps, "own_threads", lambda: 2)
    steps = twin("min gru", 6)
    steps.step(*first_step(steps, rows))
    assert shared == [2] * (rows == 32)


def test_so_many_threads_share_a_layer_at_most(monkeypatch, shared):
    on_threads(monkeypatch, 64)
    steps = twin("lstm", 32)
    steps.step(*first_step(steps, 2))
    assert shared == [numpy_stack.MOST_THREADS] * 3


def test_parts_are_made_once_for_a_number_of_threads(monkeypatch):
    layer = numpy_stack.SharedLayer(twin("lstm", 6).layers[0])
    on_threads(monkeypatch, 2)
    parts = layer.current_parts()
    assert layer.current_parts() is parts
    on_threads(monkeypatch, 3)
    assert len(layer.current_parts()) == 3


@pytest.mark.parametrize(("units", "count"), [(1, 2), (6, 4), (7, 3), (512, 8)])
def test_shares_are_all_units_once(units, count):
    parts = [np.arange(units)[part] for part in shares(units, count)]
    np.testing.assert_array_equal(np.concatenate(parts), np.arange(units))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
