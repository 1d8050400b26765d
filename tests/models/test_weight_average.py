"""Two models of the Treebank are averaged as their development text prefers."""

import re
import sys

import numpy as np
import pytest

import keras_seqzoo
from keras_seqzoo.files import read_json

LINE = "the cat sat on the mat\nthe dog ran to the cat\n"
TEXTS = {"ptb.train": 10 * LINE, "ptb.valid": 20 * LINE, "ptb.test": 9 * LINE}
SMALL = {"units": 6, "embedding_dim": 3, "num_layers": 1}
RESULTS = {
    "protocol": "The protocol.",
    "metrics": {"nats_per_char": 9.0},
    "training": {"epochs": 3, "seconds": 1.0, "hardware": "a machine"},
    "command": "python train.py; then python train.py --start before",
}


@pytest.fixture
def ends(tmp_path, monkeypatch):
    """Two presets of the same text in the working folder, their weights opposite."""
    monkeypatch.chdir(tmp_path)
    lm = keras_seqzoo.CharLM.from_text(LINE, **SMALL)
    rng = np.random.default_rng(1)
    weights = [rng.normal(size=w.shape) for w in lm.network.get_weights()]
    for sign, name in ((3, "before"), (-1, "after")):
        lm.network.set_weights([sign * w for w in weights])
        lm.save_to_preset(name, results=RESULTS)


def test_the_best_share_on_development_text_is_kept(ends, recipe, monkeypatch):
    average, train = recipe("average_ptb"), recipe("train_ptb")
    monkeypatch.setattr(train, "fetch", lambda file: file.split("/")[-1][:-4])
    monkeypatch.setattr(train, "read_plain", TEXTS.get)
    monkeypatch.setattr(sys, "argv", "average_ptb.py char before after --out x".split())
    average.main()
    results = read_json("x/results.json")
    found = keras_seqzoo.CharLM.from_preset("x")
    (share,) = re.findall(r"weights are (\S+) of those after", results["protocol"])
    tried = re.findall(r"([\d.]+) (\d\.\d{4})", results["protocol"])
    losses = {float(s): float(loss) for s, loss in tried}
    assert tuple(losses) == average.SHARES
    assert losses[float(share)] == min(losses.values()) < losses[1.0] < losses[0.0]
    ends = (keras_seqzoo.CharLM.from_preset(name) for name in ("before", "after"))
    weights = (lm.network.get_weights() for lm in (*ends, found))
    for before, after, mixed in zip(*weights, strict=True):
        expected = before + float(share) * (after - before)
        np.testing.assert_allclose(mixed, expected, atol=1e-2)
    scores = found.evaluate(TEXTS["ptb.test"])
    assert results["metrics"] == pytest.approx(scores, rel=1e-3)
    assert results["training"] == RESULTS["training"]
    assert results["command"].endswith("averaged by python average_ptb.py char before "
                                       "after --out x")  # fmt: skip
    assert recipe("warm_restart").restarts_of("x") == 1


def test_weights_between_two(recipe):
    ends = [np.zeros(2)], [np.ones(2)]
    (weights,) = recipe("average_ptb").averaged(*ends, 0.25)
    np.testing.assert_array_equal(weights, [0.25, 0.25])
