import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keras_seqzoo.models.word_vocabulary import character_vocabulary, word_table
from keras_seqzoo.text import Vocabulary, WordVectors, word_shape
from keras_seqzoo.text.word_features import (
    WordFeatures,
    clip_word,
    known_form,
    padded_length,
    place,
    real_positions,
)

WORDS = Vocabulary(["paris", "Paris", "in", "00", "a"])
FEATURES = WordFeatures(WORDS, Vocabulary("aPris0"), max_word_length=6)


@pytest.mark.parametrize(
    ("word", "item"),
    [("Paris", "Paris"), ("PARIS", "paris"), ("paris", "paris"), ("37", "00")],
)
def test_a_word_gets_its_closest_known_form(word, item):
    assert known_form(word, WORDS) == item


def test_an_unknown_word_has_id_one():
    assert FEATURES.encode([["zebra", "In"]])["words"][0, :3].tolist() == [1, 4, 0]


@given(st.lists(st.lists(st.text(max_size=12), max_size=11), max_size=5))
@settings(max_examples=60, deadline=None)
def test_arrays_hold_word_by_word_what_a_plain_loop_finds(sentences):
    arrays = FEATURES.encode(sentences)
    assert arrays["words"].shape == arrays["shapes"].shape
    assert arrays["words"].shape == arrays["characters"].shape[:2]
    for b, t in np.ndindex(arrays["words"].shape):
        word = sentences[b][t] if t < len(sentences[b]) else None
        found = [arrays[name][b, t].tolist() for name in ("words", "shapes")]
        if word is None:
            assert found == [0, 0] and not arrays["characters"][b, t].any()
            continue
        assert found[0] == WORDS.encode([known_form(word, WORDS)])[0]
        assert found[1] == word_shape(word)
        clipped = clip_word(word, 6)
        ids = FEATURES.characters.encode(clipped).tolist()
        assert arrays["characters"][b, t].tolist() == ids + [0] * (6 - len(clipped))


@given(st.integers(0, 5000))
def test_padded_lengths_are_few_and_long_enough(length):
    padded = padded_length(length)
    assert padded >= max(length, 8) and padded - length < 32
    assert padded % (8 if padded <= 64 else 32) == 0


@given(st.text(max_size=40), st.integers(1, 9))
def test_a_clipped_word_keeps_its_ends(word, length):
    clipped = clip_word(word, length)
    assert len(clipped) == min(len(word), length)
    assert word.startswith(clipped[: (len(clipped) + 1) // 2])
    assert word.endswith(clipped[(len(clipped) + 1) // 2 :])


def test_place_is_the_inverse_of_masking():
    real = real_positions([3, 0, 1])
    values = np.arange(4, dtype=np.int32) + 1
    assert real.shape == (3, 8)
    assert place(values, real)[real].tolist() == [1, 2, 3, 4]
    assert place(values, real).sum() == 10


def test_features_survive_saving_with_any_characters(tmp_path):
    odd = Vocabulary(
        ["\n", "\x00", "\ud800", "emoji \U0001f600", "שלום", '"', "\u2028"]
    )
    features = WordFeatures(odd, odd, 9, ("words", "characters"))
    features.save(tmp_path)
    assert WordFeatures.load(tmp_path) == features
    assert not list(tmp_path.rglob("*.partial*"))


@pytest.mark.parametrize(
    "content",
    ["[]", '{"max_word_length": 0, "inputs": []}', '{"inputs": ["words"]}',
     '{"max_word_length": 5, "inputs": ["pickle"]}'],
)  # fmt: skip
def test_a_damaged_preprocessor_is_refused(tmp_path, content):
    FEATURES.save(tmp_path)
    (tmp_path / "preprocessor.json").write_text(content)
    with pytest.raises(ValueError, match="preprocessor.json"):
        WordFeatures.load(tmp_path)


def test_the_word_table_puts_frequent_words_first_and_keeps_every_vector():
    vectors = WordVectors(["the", "cat", "dog"], np.eye(3, dtype="float16"))
    table = word_table(
        [["Cat", "cat", "xyz", "xyz", "xyz", "dog"]], vectors, min_count=2
    )
    assert table.vocabulary.items == ("xyz", "cat", "the", "dog")
    assert table.num_trained == 4
    assert table.vectors[3:].tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 1]]
    assert not table.vectors[:2].any() and table.vectors[2].any()


def test_without_vectors_words_get_random_ones():
    table = word_table([["a", "a", "b"]], min_count=1, dim=7)
    assert table.vocabulary.items == ("a", "b")
    assert table.vectors.shape == (4, 7)
    assert table.vectors[2:].std() > 0


def test_rare_characters_are_left_out():
    assert character_vocabulary([["aab", "abé"]], min_count=2).items == ("a", "b")
