"""Columns of words and tags in the dialects of public corpora."""

import gzip
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from keras_seqzoo.data import DataError, read_conll


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "corpus.txt"
        path.write_bytes(content.encode())
        return path

    return write


def read(path, **columns):
    return [(list(s.words), list(s.tags)) for s in read_conll(path, **columns)]


def test_conll_2003_in_iob1(write):
    path = write(
        "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\n"
        "Bonn NNP I-NP I-LOC\nParis NNP I-NP B-LOC\nwins VB I-VP O\n"
    )
    assert read(path) == [
        (["EU", "rejects"], ["B-ORG", "O"]),
        (["Bonn", "Paris", "wins"], ["B-LOC", "B-LOC", "O"]),
    ]


def test_iob1_does_not_break_a_span_that_follows_b(write):
    path = write("a I-PER\nb B-PER\nc I-PER\n")
    assert read(path) == [(["a", "b", "c"], ["B-PER", "B-PER", "I-PER"])]


def test_io_as_in_wikigold(write):
    path = write("010 I-MISC\nis O\nPunk I-MISC\nX I-PER\n\n-DOCSTART- O\n\nY I-PER\n")
    assert read(path) == [
        (["010", "is", "Punk", "X"], ["B-MISC", "O", "B-MISC", "B-PER"]),
        (["Y"], ["B-PER"]),
    ]


def test_iob2_stays_as_it_is(write):
    path = write("a\tB-PER\nb\tB-PER\nc\tI-PER\n")
    assert read(path) == [(["a", "b", "c"], ["B-PER", "B-PER", "I-PER"])]


@pytest.mark.parametrize(
    "tags",
    ["B-A E-A S-B O B-A I-A E-A", "B-A L-A U-B O B-A I-A L-A"],
    ids=["iobes", "bilou"],
)
def test_schemes_that_mark_ends(write, tags):
    path = write("".join(f"w {tag}\n" for tag in tags.split()))
    assert read(path)[0][1] == "B-A I-A B-B O B-A I-A I-A".split()


def test_blank_lines_of_tabs_as_in_wnut(write):
    path = write("a\tO\n\t\nb\tB-person\n \t \nc\tO\n\n\n")
    assert read(path) == [(["a"], ["O"]), (["b"], ["B-person"]), (["c"], ["O"])]


def test_uner_has_comments_and_numbers(write):
    path = write(
        "# sent_id = 1\n# text = Hi Ann O\n1\tHi\tO\t-\t-\n2\tAnn\tB-PER\t-\t-\n\n"
    )
    assert read(path, word_column=1, tag_column=2) == [(["Hi", "Ann"], ["O", "B-PER"])]


def test_wikiann_has_a_prefix(write):
    path = write("en:Sioux\tB-ORG\nen:en:\tO\n")
    assert read(path, prefix="en:") == [(["Sioux", "en:"], ["B-ORG", "O"])]


def test_the_word_hash_is_no_comment(write):
    assert read(write("x O\n# O\n# comment\ny O\n")) == [(["x", "#", "y"], ["O"] * 3)]
    assert read(write("x\tO\n#\tO\n# comment O\n")) == [(["x", "#"], ["O"] * 2)]


def test_spaces_within_words_of_files_with_tabs(write):
    path = write("New York\tB-LOC\na\u00a0b\tO\n")
    assert read(path) == [(["New York", "a\u00a0b"], ["B-LOC", "O"])]


def test_runs_of_spaces_part_columns(write):
    assert read(write("a   NN  B-PER \n")) == [(["a"], ["B-PER"])]


def test_an_empty_word_outside_of_spans_is_skipped(write):
    assert read(write("a\tO\n\tO\nb\tO\n\n\tO\n")) == [(["a", "b"], ["O", "O"])]


@pytest.mark.parametrize("content", ["", "\n\n", "# only\n", "-DOCSTART- -X- O O\n\n"])
def test_no_sentences(write, content):
    assert read(write(content)) == []


def test_windows_ends_and_gzip(tmp_path):
    path = tmp_path / "c.gz"
    path.write_bytes(gzip.compress(b"a\tO\r\n\r\nb\tO\r\n"))
    assert read(path) == [(["a"], ["O"]), (["b"], ["O"])]


@pytest.mark.parametrize(
    ("content", "columns", "message"),
    [
        ("a O\n\nb\n", {}, "line 3: 'b' is not a tag"),
        ("a O\nb X\n", {}, "line 2: 'X' is not a tag"),
        ("a O\nb B-\n", {}, "line 2: 'B-' is not a tag"),
        ("a O\n", {"tag_column": 3}, "line 1: 2 columns, so none with index 3"),
        ("a O\n", {"word_column": -3}, "line 1: 2 columns, so none with index -3"),
        ("en:a\tO\nb\tO\n", {"prefix": "en:"}, "line 2: the word 'b' lacks the prefix"),
        ("a\tO\n\tB-PER\n", {}, "line 2: an empty word has the tag"),
        ("a\tO\nb O\n", {}, "line 2: 'b O' is not a tag"),
    ],
)
def test_broken_lines(write, content, columns, message):
    with pytest.raises(DataError, match=message):
        read(write(content), **columns)


def test_a_broken_line_is_found_before_the_first_sentence(write):
    with pytest.raises(DataError, match="line 3"):
        next(read_conll(write("a O\n\nb\n")))


LABELS = st.sampled_from(["PER", "LOC"])
IOB1 = st.one_of(st.just("O"), LABELS.map("I-{}".format))
SENTENCES = st.lists(st.lists(IOB1, min_size=1, max_size=6), min_size=1, max_size=4)


@settings(deadline=None, max_examples=80)
@given(SENTENCES)
def test_spans_of_io_are_kept(tmp_path_factory, sentences):
    """Against seqeval, which reads the tags as they were in the file."""
    path = tmp_path_factory.mktemp("conll") / "c.txt"
    path.write_text("\n".join("".join(f"w {t}\n" for t in s) for s in sentences))
    for (_, tags), before in zip(read(path), sentences, strict=True):
        assert get_entities(tags) == get_entities(before)
        assert all(t[0] != "I" or tags[i - 1][1:] == t[1:] for i, t in enumerate(tags))


def test_sentences_are_streamed(tmp_path):
    path = tmp_path / "c.gz"
    path.write_bytes(gzip.compress(b"word\tB-PER\nword\tO\n\n" * 5_000))
    tracemalloc.start()
    assert sum(1 for _ in read_conll(path)) == 5_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000


def test_white_space_after_a_tag_is_no_part_of_it(write):
    path = write("Ada\tB-PER \nBob\tB-PER\n")
    assert read(path) == [(["Ada", "Bob"], ["B-PER", "B-PER"])]


def test_two_schemes_in_a_file_are_refused_with_the_line(write):
    path = write("Ada B-PER\nL I-PER\nBob S-PER\nx O\nRome U-LOC\n")
    with pytest.raises(DataError, match="line 3: 'S-PER' is no tag of bilou"):
        read(path)


def test_line_ends_of_old_macs_are_refused(write):
    with pytest.raises(DataError, match="line 1: a carriage return"):
        read(write("Ada B-PER\rlives O\r"))
