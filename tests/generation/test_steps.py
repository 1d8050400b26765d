"""One step at a time against the whole sequence, compiled and in NumPy."""

import keras
import numpy as np
import pytest

from keras_seqzoo.generation import (
    NumpyLSTM,
    Session,
    join,
    read_contexts,
    select,
)
from keras_seqzoo.generation.numpy_steps import FEW_ROWS, product
from keras_seqzoo.models import get_architecture
from keras_seqzoo.models.char_lm_lstm import (
    CharLMLSTMConfig,
    build_char_lm_lstm,
    numpy_steps,
)
from keras_seqzoo.models.fast_steps import fast_steps

CONFIGS = [
    CharLMLSTMConfig(vocabulary_size=11, embedding_dim=3, units=6, **others)
    for others in (
        {"num_layers": 1},
        {"num_layers": 2},
        {"num_layers": 2, "hidden_zoneout": 0.1, "cell_zoneout": 0.4},
    )
]
ARCHITECTURES = {
    "lstm": ("char_lm_lstm", {"embedding_dim": 3}),
    "zoneout lstm": ("char_lm_lstm", {"embedding_dim": 3, "cell_zoneout": 0.3}),
    "gru": ("char_lm_gru", {"embedding_dim": 3}),
    "min gru": ("char_lm_min", {"cell": "min_gru"}),
    "min lstm": ("char_lm_min", {"cell": "min_lstm", "window": 2}),
}
TOKENS = np.array([[2, 5, 1, 10, 0, 7], [3, 3, 4, 9, 8, 6]], np.int32)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("rows", [0, 1, 2, FEW_ROWS, FEW_ROWS + 1])
def test_a_product_is_that_of_its_rows_and_columns(rows, order):
    draw = np.random.default_rng(1).normal
    x, matrix = draw(size=(rows, 5)), np.array(draw(size=(5, 3)), order=order)
    expected = np.einsum("ij,jk->ik", x, matrix)
    np.testing.assert_allclose(product(x, matrix), expected, rtol=1e-12)


def network_of(config):
    return randomized(build_char_lm_lstm(config))


def randomized(network):
    rng = np.random.default_rng(5)
    network.set_weights([rng.normal(size=w.shape) for w in network.get_weights()])
    return network


def zeros(config, batch=2):
    return [np.zeros((batch, config.units), np.float32)] * (2 * config.num_layers)


def run(steps, tokens):
    state, logits = steps.start(len(tokens)), []
    for column in tokens.T:
        values, state = steps.step(column, state)
        logits.append(values)
    return np.stack(logits, axis=1), state


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def zoned(share, old, new):
    return share * old + (1 - share) * new


def transcribed(network, config, row):
    """The equations of the network in float64, loop by loop, for one row of tokens."""
    weights = {
        layer.name: [np.float64(w) for w in layer.get_weights()]
        for layer in network.layers
    }
    states = [(np.zeros(config.units), np.zeros(config.units))] * config.num_layers
    logits = []
    for token in row:
        x = weights["embedding"][0][token]
        for n in range(config.num_layers):
            kernel, recurrent, bias = weights[f"lstm_{n}"]
            h, c = states[n]
            i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
            new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            new_h = sigmoid(o) * np.tanh(new_c)
            x = zoned(config.hidden_zoneout, h, new_h)
            states[n] = (x, zoned(config.cell_zoneout, c, new_c))
        kernel, bias = weights["logits"]
        logits.append(x @ kernel + bias)
    return np.array(logits)


@pytest.mark.parametrize("config", CONFIGS, ids=["1 layer", "2 layers", "zoneout"])
def test_numpy_steps_follow_the_equations(config):
    network = network_of(config)
    logits, _ = run(numpy_steps(network, config), TOKENS)
    for row, values in zip(TOKENS, logits, strict=True):
        np.testing.assert_allclose(
            values, transcribed(network, config, row), rtol=1e-4, atol=1e-4
        )


@pytest.mark.parametrize("kind", ARCHITECTURES)
def test_numpy_steps_are_the_network(kind):
    name, settings = ARCHITECTURES[kind]
    architecture = get_architecture(name)
    config = architecture.config_class(
        vocabulary_size=11, units=6, num_layers=2, **settings
    )
    network = randomized(architecture.build(config))
    steps = fast_steps(name, network, config)
    logits, state = run(steps, TOKENS)
    whole, *last = network.predict_on_batch([TOKENS, *steps.start(2)])
    np.testing.assert_allclose(logits, whole, atol=1e-5)
    for stepped, expected in zip(state, last, strict=True):
        assert stepped.dtype == "float32"
        np.testing.assert_allclose(stepped, expected, atol=1e-5)


def test_session_steps_are_the_network():
    network = network_of(CONFIGS[1])
    logits, state = run(Session(network), TOKENS)
    whole, *last = network.predict_on_batch([TOKENS, *zeros(CONFIGS[1])])
    np.testing.assert_allclose(logits, whole, atol=1e-5)
    for stepped, expected in zip(state, last, strict=True):
        np.testing.assert_allclose(stepped, expected, atol=1e-5)


def test_session_is_not_traced_anew_for_other_lengths():
    session = Session(network_of(CONFIGS[1]))
    for batch, length in [(1, 3), (4, 2), (1, 5), (7, 1)]:
        run(session, np.full((batch, length), 3))
    expected = {"tensorflow": 1, "jax": 3, "torch": 0}
    assert session.num_traces == expected[keras.backend.backend()]


def test_session_follows_the_weights():
    network = network_of(CONFIGS[0])
    session = Session(network)
    run(session, TOKENS)
    network.set_weights([weight * 0 for weight in network.get_weights()])
    logits, _ = run(session, TOKENS)
    np.testing.assert_array_equal(logits, 0)


@pytest.mark.parametrize("kind", ["session", "numpy"])
def test_a_state_can_be_continued_in_two_ways(kind):
    network = network_of(CONFIGS[1])
    steps = {
        "session": lambda: Session(network),
        "numpy": lambda: numpy_steps(network, CONFIGS[1]),
    }[kind]()
    _, state = run(steps, TOKENS[:1, :3])
    kept = [np.array(part) for part in state]
    both, _ = steps.step(np.array([4, 9]), select(state, [0, 0]))
    one, _ = steps.step(np.array([4]), state)
    other, _ = steps.step(np.array([9]), state)
    np.testing.assert_allclose(both, np.concatenate([one, other]), atol=1e-6)
    for before, after in zip(kept, state, strict=True):
        np.testing.assert_array_equal(before, after)


def test_join_is_the_opposite_of_select():
    state = [np.arange(6.0).reshape(3, 2), np.arange(3.0).reshape(3, 1)]
    joined = join(select(state, [2]), select(state, [0, 1]))
    for part, original in zip(joined, state, strict=True):
        np.testing.assert_array_equal(part, original[[2, 0, 1]])


@pytest.mark.parametrize("batch", [0, -1, 1.5])
def test_start_needs_a_batch(batch):
    with pytest.raises(ValueError, match="batch"):
        Session(network_of(CONFIGS[0])).start(batch)


@pytest.mark.parametrize("tokens", [[[1]], [1, 2], 3])
def test_step_needs_one_token_a_row(tokens):
    session = Session(network_of(CONFIGS[0]))
    with pytest.raises(ValueError, match="tokens"):
        session.step(tokens, session.start(1))


def test_numpy_steps_take_plain_arrays():
    units, rng = 2, np.random.default_rng(0)
    cell = [rng.normal(size=shape) for shape in ((3, 8), (2, 8), (8,))]
    output = (rng.normal(size=(units, 4)), np.zeros(4))
    steps = NumpyLSTM(rng.normal(size=(4, 3)), [cell], output)
    logits, state = steps.step(np.array([0, 1, 3]), steps.start(3))
    assert logits.shape == (3, 4)
    assert [part.shape for part in state] == [(3, 2), (3, 2)]


def test_contexts_of_other_lengths_are_read_side_by_side():
    network = network_of(CONFIGS[1])
    steps = numpy_steps(network, CONFIGS[1])
    contexts = [np.array(ids) for ids in ([2], [3, 4, 5], [6, 7], [8, 9, 1])]
    logits, states = read_contexts(network, steps, contexts, steps.start(4))
    for row, ids in enumerate(contexts):
        alone, state = run(steps, ids[None])
        np.testing.assert_allclose(logits[row], alone[0, -1], atol=1e-6)
        for both, own in zip(states, state, strict=True):
            np.testing.assert_allclose(both[row], own[0], atol=1e-6)
