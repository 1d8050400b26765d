"""Vocabularies: ids, round trips, files."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keras_seqzoo.text import Vocabulary

DISTINCT = st.lists(st.text(max_size=8), unique=True, max_size=20)


def test_ids_start_at_two():
    vocabulary = Vocabulary(["the", "cat"])
    ids = vocabulary.encode(["cat", "dog", "the"])
    assert ids.dtype == np.int32
    assert ids.tolist() == [3, 1, 2]
    assert len(vocabulary) == 4
    assert "cat" in vocabulary and "dog" not in vocabulary


def test_nothing_to_encode():
    ids = Vocabulary([]).encode([])
    assert ids.shape == (0,) and ids.dtype == np.int32


@settings(deadline=None)
@given(DISTINCT)
def test_decode_inverts_encode(items):
    vocabulary = Vocabulary(items)
    assert vocabulary.decode(vocabulary.encode(items)) == items


@settings(deadline=None, max_examples=50)
@given(DISTINCT)
def test_files_keep_any_characters(tmp_path_factory, items):
    path = tmp_path_factory.mktemp("vocabulary") / "words.json"
    Vocabulary(items).save(path)
    assert json.loads(path.read_bytes().decode("utf-8")) == items
    assert Vocabulary.load(path) == Vocabulary(items)
    assert [file.name for file in path.parent.iterdir()] == ["words.json"]


def test_strange_characters_survive(tmp_path):
    items = ["\0", "\n", "\u2028", "\ud800", "é", "e\u0301", "👩\u200d👧", '"\\', " "]
    Vocabulary(items).save(tmp_path / "new" / "words.json")
    assert Vocabulary.load(tmp_path / "new" / "words.json").items == tuple(items)


def test_padding_and_unknown_are_decoded():
    assert Vocabulary(["a"]).decode([0, 1, 2]) == ["", "\ufffd", "a"]


def test_ids_out_of_range():
    with pytest.raises(ValueError, match=r"\[0, 3\).*Received: 3"):
        Vocabulary(["a"]).decode([3])


def test_items_must_be_distinct():
    with pytest.raises(ValueError, match="twice: 'b'"):
        Vocabulary(["a", "b", "b"])


def test_items_must_be_strings():
    with pytest.raises(TypeError, match="Received: 7"):
        Vocabulary(["a", 7])


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"[", b'["\xff"]'])
def test_broken_files(tmp_path, content):
    path = tmp_path / "words.json"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="words.json"):
        Vocabulary.load(path)
