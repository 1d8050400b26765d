"""The code of the guides runs, and says what it says of TensorFlow Addons."""

import re

import addons_equations as addons
import keras
import numpy as np
import pytest
from doc_pages import ROOT, blocks

import keras_seqzoo as ksz

ADDONS = ROOT / "docs" / "tensorflow_addons.md"
NOTATION = ROOT / "docs" / "notation.md"


def run(page):
    """Runs the code blocks of a page in one namespace, and returns it."""
    names = {"__name__": "__main__"}
    for code in blocks(page, "python"):
        exec(compile(code, page.name, "exec"), names)
    return names


def test_the_notation_holds():
    assert run(NOTATION)["T_x"] == 4


def test_a_cell_of_ones_own_is_a_cell():
    cell = run(ROOT / "docs" / "cells" / "index.md")["LeakyCell"](4)
    layer = ksz.layers.RNN(cell)
    x = np.random.default_rng(0).normal(size=(2, 1, 3)).astype("float32")
    outputs = keras.ops.convert_to_numpy(layer(x))
    kernel = keras.ops.convert_to_numpy(cell.kernel)
    np.testing.assert_allclose(
        outputs, 0.1 * np.tanh(x[:, 0] @ kernel), rtol=1e-4, atol=1e-6
    )


def test_the_notation_would_be_caught():
    first, *_ = blocks(NOTATION, "python")
    wrong = first.replace("np.tanh(W_aa @ a", "np.tanh(W_aa.T @ a")
    assert wrong != first
    with pytest.raises(AssertionError):
        exec(wrong, {})


@pytest.fixture(scope="module")
def names():
    return run(ADDONS)


def test_the_layer_norm_lstm_is_that_of_the_equations(names):
    layer = ksz.layers.LayerNormLSTM(8, carry="normalized", return_sequences=True)
    layer.build((None, None, 3))
    random = np.random.default_rng(3)
    parts = [
        f"{of}_norm/{p}"
        for of in ("kernel", "recurrent", "state")
        for p in ("gamma", "beta")
    ]
    shapes = [(3, 32), (8, 32), (32,), (32,), (32,), (32,), (32,), (8,), (8,)]
    old = [random.normal(size=shape) for shape in shapes]
    ksz.convert.from_tensorflow_addons(layer, old)
    x = random.normal(size=(2, 4, 3))
    by_name = dict(
        zip(["kernel", "recurrent_kernel", "bias", *parts], old, strict=True)
    )
    np.testing.assert_allclose(
        keras.ops.convert_to_numpy(layer(x.astype("float32"))),
        addons.layer_norm_lstm(by_name, x),
        rtol=2e-5,
        atol=2e-6,
    )


def test_the_layer_norm_simple_rnn_is_that_of_its_formula(names):
    layer = ksz.layers.RNN(names["LayerNormSimpleRNNCell"](4), return_sequences=True)
    layer.build((None, None, 3))
    random = np.random.default_rng(4)
    kernel, recurrent, bias, scale = (
        random.normal(size=w.shape) for w in layer.get_weights()
    )
    layer.set_weights([kernel, recurrent, bias, scale])
    x = random.normal(size=(2, 3, 3))
    outputs = keras.ops.convert_to_numpy(layer(x.astype("float32")))
    h = np.zeros((2, 4))
    for t in range(3):
        z = x[:, t] @ kernel + h @ recurrent
        h = np.tanh(addons.norm(z, scale, bias, epsilon=1e-5))
        np.testing.assert_allclose(outputs[:, t], h, rtol=1e-4, atol=1e-5)


def test_the_echo_state_cell_leaks_and_is_not_trained(names):
    layer = names["layer"]
    kernel, recurrent, bias = layer.get_weights()
    assert layer.trainable_weights == []
    assert np.isclose(np.abs(np.linalg.eigvals(recurrent)).max(), 0.9, rtol=1e-3)
    h = np.zeros((2, 50))
    for _ in range(5):
        h = 0.7 * h + 0.3 * np.tanh(np.ones((2, 3)) @ kernel + h @ recurrent + bias)
    outputs = keras.ops.convert_to_numpy(layer(np.ones((2, 5, 3), "float32")))
    np.testing.assert_allclose(outputs, h, rtol=1e-4, atol=1e-5)


def test_all_names_of_the_page_exist():
    text = ADDONS.read_text(encoding="utf-8")
    for path in re.findall(r"`(ksz(?:\.\w+)+)", text):
        found = ksz
        for name in path.split(".")[1:]:
            found = getattr(found, name)
    for name in re.findall(r"`keras\.(metrics|losses|layers)\.(\w+)", text):
        assert hasattr(getattr(keras, name[0]), name[1])


def test_scores_of_paths_of_allowed_tags_are_a_partition():
    random = np.random.default_rng(5)
    crf = ksz.layers.CRF()
    crf.build((None, None, 3))
    crf.set_weights([random.normal(size=w.shape) for w in crf.get_weights()])
    transitions, start, end = crf.get_weights()
    emissions = random.normal(size=(1, 4, 3)).astype("float32")
    allowed = random.random((1, 4, 3)) < 0.6
    allowed[..., 0] = True
    potentials = crf(np.where(allowed, emissions, np.float32(-1e9)))
    weights = {
        "chain_kernel": transitions,
        "left_boundary": start,
        "right_boundary": end,
    }
    scores = [
        score
        for path, score in addons.crf_scores(weights, emissions[0], 4).items()
        if all(allowed[0, t, tag] for t, tag in enumerate(path))
    ]
    np.testing.assert_allclose(
        keras.ops.convert_to_numpy(ksz.layers.log_partition(potentials))[0],
        np.log(np.sum(np.exp(scores))),
        rtol=1e-5,
    )
