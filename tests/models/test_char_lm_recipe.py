"""The recipe: its floor is a distribution, its run ends in a preset that loads."""

import json
import math
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from backend_marks import needs_tensorflow

import keras_seqzoo
from keras_seqzoo.models import verify

ROOT = Path(keras_seqzoo.__file__).parent.parent
RECIPE = ROOT / "recipes" / "char_lm"
TEXT = "abracadabra, abracadabra!"


def witten_bell(text, character, context, size):
    """The recursion as it is written, counting anew each time."""
    lower = witten_bell(text, character, context[1:], size) if context else 1 / size
    n = len(context)
    followers = Counter(
        text[i + n] for i in range(len(text) - n) if text[i : i + n] == context
    )
    if not followers:
        return lower
    kinds, total = len(followers), sum(followers.values())
    return (followers[character] + kinds * lower) / (total + kinds)


@pytest.mark.parametrize("order", [1, 2, 3, 5])
@pytest.mark.parametrize("context", ["", "a", "abr", "zz", "ab", "d, ab"])
def test_the_floor_is_witten_bell(recipe, order, context):
    model = recipe("floor").WittenBell(TEXT, order, vocabulary_size=30)
    used = context[max(0, len(context) - order + 1) :]
    for character in "abr,!z":
        expected = witten_bell(TEXT, character, used, 30)
        assert model.probability(character, context) == pytest.approx(expected)


def test_the_probabilities_of_the_floor_sum_to_one(recipe):
    alphabet = sorted(set(TEXT))
    model = recipe("floor").WittenBell(TEXT, 4, len(alphabet))
    for context in ("", "abr", "ra,", "bbb"):
        total = sum(model.probability(c, context) for c in alphabet)
        assert total == pytest.approx(1)


def test_the_loss_of_the_floor_is_the_mean_of_its_surprise(recipe):
    model = recipe("floor").WittenBell(TEXT, 3, 30)
    surprises = [
        -math.log(model.probability(c, "radar"[:i])) for i, c in enumerate("radar")
    ]
    assert model.mean_loss("radar") == pytest.approx(sum(surprises) / 5)


def test_the_floor_of_words_counts_the_ends_of_sentences(recipe):
    parts = {"train": "a b\na c\n", "test": "a c\n"}
    words = ("a", "b", "<eos>", "a", "c", "<eos>")
    expected = 1.0
    for place, word in enumerate(("a", "c", "<eos>")):
        before = ("a", "c")[max(0, place - 1) : place]
        expected *= witten_bell(words, word, before, 4)
    found = recipe("floor").word_entry(parts, 2)["metrics"]["perplexity"]
    assert found == pytest.approx(expected ** (-1 / 3))


def test_the_split_leaves_nothing_out(recipe):
    text = "".join(chr(97 + i % 26) for i in range(1003))
    parts = recipe("split").split(text)
    assert parts["train"] + parts["dev"] + parts["test"] == text
    assert parts["dev"] + parts["test"] == parts["last tenth"]
    assert len(parts["train"]) == 902 and len(parts["dev"]) == 50


def test_the_floor_of_names_starts_and_ends_each(recipe):
    parts = {"train": ["anna", "bob", "ann"], "test": ["ab", "n"]}
    model = recipe("floor").WittenBell("\x02anna\n\x02bob\n\x02ann\n", 2, 5)
    pairs = [("a", "\x02"), ("b", "a"), ("\n", "b"), ("n", "\x02"), ("\n", "n")]
    expected = -sum(math.log(model.probability(*pair)) for pair in pairs) / 5
    assert recipe("train_names").floor(parts, 2) == pytest.approx(expected)


def test_no_name_is_in_two_parts(recipe):
    names = [f"n{i}" for i in range(200)] * 2
    parts = recipe("lists").split(names)
    together = [name for part in parts.values() for name in part]
    assert sorted(together) == sorted(set(names))
    assert len(parts["train"]) == 180 and parts == recipe("lists").split(names)


@needs_tensorflow
def test_the_recipe_writes_a_preset(tmp_path):
    words = random.Random(0).choices(["to", "be", "or", "not", "that"], k=2500)
    (tmp_path / "text.txt").write_text(" ".join(words), encoding="utf-8")
    settings = (
        "char_lm_lstm --text text.txt --out zoo/char_lm_lstm.small --units 8 --epochs 1"
    )
    subprocess.run(
        [sys.executable, str(RECIPE / "train.py"), *settings.split(), "--verbose", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    folder = tmp_path / "zoo" / "char_lm_lstm.small"
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert verify(str(folder)).ok
    assert 0 < results["metrics"]["nats_per_char"] < math.log(20)
    assert set(results["floor"]["metrics"]) <= set(results["metrics"])
    assert (tmp_path / "runs" / "char_lm_lstm.small.1" / "checkpoint").is_dir()
