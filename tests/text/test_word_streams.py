import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.text import word_streams
from keras_seqzoo.text.word_features import padded_length
from keras_seqzoo.text.word_streams import (
    MAX_BATCH_WORDS,
    WINDOW,
    WINDOW_LENGTH,
    answer_texts,
    check_text,
    length_batches,
    run_batches,
    windows,
)


def lengths_of(texts):
    return [len(text) for text in texts]


def test_each_kind_of_input_has_its_kind_of_answer():
    texts = ["a", "", "ccc"]
    assert answer_texts("abc", lengths_of, check_text) == 3
    assert answer_texts(texts, lengths_of, check_text) == [1, 0, 3]
    assert answer_texts(tuple(texts), lengths_of, check_text) == [1, 0, 3]
    streamed = answer_texts(iter(texts), lengths_of, check_text)
    assert not isinstance(streamed, list)
    assert list(streamed) == [1, 0, 3]
    assert answer_texts([], lengths_of, check_text) == []


def test_an_endless_iterator_is_read_only_as_far_as_asked():
    read = []

    def endless():
        while True:
            read.append(1)
            yield "word"

    answers = answer_texts(endless(), lengths_of, check_text)
    assert [next(answers) for _ in range(WINDOW + 1)] == [4] * (WINDOW + 1)
    assert len(read) == 2 * WINDOW


def test_long_texts_fill_a_window_sooner():
    long = "a" * WINDOW_LENGTH
    assert [len(x) for x in windows([long, "b", long[1:], "c"])] == [1, 2, 1]
    assert [len(x) for x in windows(["a"] * (WINDOW + 1))] == [WINDOW, 1]


@pytest.mark.parametrize("texts", [None, 3, b"bytes", ["fine", None], [b"x"], [["a"]]])
def test_what_is_no_text_is_refused(texts):
    with pytest.raises(TypeError, match="`texts` must"):
        answer_texts(texts, lengths_of, check_text)


@given(st.lists(st.integers(1, 3000), max_size=200))
def test_batches_are_bounded_and_hold_each_row_once(lengths):
    batches = list(length_batches(lengths))
    assert sorted(row for rows in batches for row in rows) == list(range(len(lengths)))
    for rows in batches:
        padded = len(rows) * padded_length(max(lengths[row] for row in rows))
        assert len(rows) == 1 or padded <= MAX_BATCH_WORDS
        assert len(rows) <= word_streams.BATCH_SIZE


@given(st.lists(st.lists(st.integers(), min_size=1, max_size=9), max_size=150))
def test_results_come_back_in_order(sentences):
    def run(batch):
        return [sum(sentence) for sentence in batch]

    assert run_batches(sentences, run) == [sum(s) for s in sentences]
