"""Answers of a tagger: entities of any text, with exact offsets."""

import itertools
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keras_seqzoo.runtime import Span


def test_every_kind_of_input_gets_the_same_answers(tagger):
    texts = ["Ada met Oslo.", "", "Alan saw Lima . Grace left Cairo ."]
    answers = tagger.tag(texts)
    streamed = tagger.tag(iter(texts))
    assert not isinstance(streamed, list)
    assert list(streamed) == answers
    for answer, text in zip(answers, texts, strict=True):
        assert [span[:4] for span in answer] == [s[:4] for s in tagger.tag(text)]


def test_answers_are_json(tagger):
    assert tagger.answer(["Ada met"])[0][0].keys() == set(Span._fields)


def test_tagged_words_are_counted_in_words(tagger):
    (spans, nothing) = tagger.tag_words([["Ada", "Alan", "met", "Oslo", "."], []])
    assert nothing == []
    assert [(s.text, s.label, s.start, s.end) for s in spans] == [
        ("Ada Alan", "PER", 0, 2),
        ("Oslo", "LOC", 3, 4),
    ]


def test_sentences_may_be_iterators(tagger):
    words = ["Ada", "met", "Oslo"]
    assert tagger.tag_words([iter(words)]) == tagger.tag_words([words])
    assert tagger.predict(iter([iter(words)])) == tagger.predict([words])


@pytest.mark.parametrize("sentences", [None, 5, "Ada", [None], ["Ada"], [[1]]])
def test_what_is_no_sentences_is_refused(tagger, sentences):
    with pytest.raises(TypeError, match="`sentences` must"):
        tagger.tag_words(sentences)


@given(st.lists(st.text(max_size=60), max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_unicode_gets_an_answer_with_exact_offsets(tagger, texts):
    for text, spans in zip(texts, tagger.tag(texts), strict=True):
        check_offsets(text, spans)


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "\x00Ada\x00 met\x00Oslo", "\ud800 Ada", "🌧️🏳️‍🌈 Ada", "שלום Ada مرحبا",
     "a" * 100_000, "Ada met Oslo. " * 7_000, " " * 1000, "Ada\n\nAlan\r\nOslo"],
    ids=lambda text: f"{text[:8]!r}-{len(text)}",
)  # fmt: skip
def test_odd_texts_get_an_answer_with_exact_offsets(tagger, text):
    check_offsets(text, tagger.tag(text))


def check_offsets(text, spans):
    ends = [0, *(span.end for span in spans)]
    for span, end in zip(spans, ends, strict=False):
        assert text[span.start : span.end] == span.text != ""
        assert end <= span.start
        assert 0 <= span.confidence <= 1


def test_a_name_is_whole_where_a_long_sentence_is_cut(tagger):
    words = [*["painted"] * 240, ",", *["painted"] * 14, "Grace", "Ada", "painted"]
    assert [span.text for span in tagger.tag_words([words])[0]] == ["Grace Ada"]
    text = " ".join(words)
    assert [span.text for span in tagger.tag(text)] == ["Grace Ada"]


def test_a_stream_needs_no_more_memory_when_it_is_longer(tagger):
    def peak(count):
        tracemalloc.start()
        for _ in tagger.tag(itertools.repeat("Ada met Oslo.", count)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak(256)
    assert peak(2048) < 2 * peak(512)
