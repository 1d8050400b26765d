"""Tag schemes against seqeval and against brute force over all short paths."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from keras_seqzoo.text.tag_schemes import (
    allowed_transitions,
    detect_scheme,
    iob2_to_iobes,
    iobes_to_iob2,
    spans,
    tags_from_spans,
    to_iob2,
)

LABELS = ["PER", "LOC", "A-B", "É"]
any_tag = st.one_of(
    st.just("O"),
    st.builds("{}-{}".format, st.sampled_from("BIES"), st.sampled_from([*LABELS, ""])),
    st.sampled_from("BIES"),
)
any_tags = st.lists(any_tag, max_size=12)


@st.composite
def spans_and_length(draw):
    """Spans without overlaps, with gaps of any length, also none."""
    found, position = [], 0
    for _ in range(draw(st.integers(0, 4))):
        start = position + draw(st.integers(0, 2))
        position = start + draw(st.integers(1, 3))
        found.append((draw(st.sampled_from(LABELS)), start, position))
    return found, position + draw(st.integers(0, 2))


@given(any_tags)
def test_spans_are_those_of_seqeval(tags):
    expected = [(label, start, end + 1) for label, start, end in get_entities(tags)]
    assert spans(tags) == expected


@pytest.mark.parametrize("scheme", ["iob1", "iob2", "iobes", "bilou"])
@given(case=spans_and_length())
def test_tags_give_back_their_spans(scheme, case):
    assert spans(tags_from_spans(*case, scheme)) == case[0]


@given(case=spans_and_length())
def test_schemes_convert_into_each_other(case):
    written = {s: tags_from_spans(*case, s) for s in ("iob1", "iob2", "iobes", "bilou")}
    for scheme, tags in written.items():
        assert to_iob2(tags, scheme) == written["iob2"]
    assert iob2_to_iobes(written["iob2"]) == written["iobes"]
    assert iobes_to_iob2(written["iobes"]) == written["iob2"]


def test_io_joins_neighbours_of_one_label():
    assert to_iob2(["I-A", "I-A", "I-B", "O"], "io") == ["B-A", "I-A", "B-B", "O"]


def test_iob2_tags_that_break_the_scheme_are_repaired():
    assert to_iob2(["I-A", "I-B", "O", "I-B"], "iob2") == ["B-A", "B-B", "O", "B-B"]


TAG_SETS = {
    "iob2": ["O", "B-X", "I-X", "B-Y", "I-Y"],
    "iobes": ["S-X", "B-X", "I-X", "E-X", "O", "B-Y", "E-Y"],
    "bilou": ["O", "U-X", "B-X", "I-X", "L-X", "U-Y"],
}


@pytest.mark.parametrize("scheme", TAG_SETS)
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_a_path_is_allowed_iff_its_spans_are_written_so(scheme, length):
    tags = TAG_SETS[scheme]
    start, transition, end = allowed_transitions(tags, scheme)
    for path in product(range(len(tags)), repeat=length):
        steps = [
            start[path[0]],
            end[path[-1]],
            *(transition[a, b] for a, b in pairwise(path)),
        ]
        words = [tags[k] for k in path]
        assert all(steps) == (tags_from_spans(spans(words), length, scheme) == words)


def test_allowed_transitions_are_boolean_arrays():
    start, transition, end = allowed_transitions(["O", "B-X", "I-X"], "iob2")
    assert {a.dtype for a in (start, transition, end)} == {np.dtype(bool)}
    assert (start.shape, transition.shape, end.shape) == ((3,), (3, 3), (3,))


@pytest.mark.parametrize(
    ("tags", "scheme"),
    [
        ([["B-X", "I-X"], ["O"]], "iob2"),
        ([["I-X", "B-X"], ["I-X"]], "iob1"),
        ([["I-X", "B-X"], ["B-X"]], "iob2"),
        ([["I-X", "I-X", "O"]], "io"),
        ([["O", "S-X"]], "iobes"),
        ([["U-X"], ["B-X", "L-X"]], "bilou"),
        ([["O"]], "iob2"),
        ([], "iob2"),
        (["I-X", "B-X"], "iob1"),
    ],
)
def test_the_scheme_is_detected(tags, scheme):
    assert detect_scheme(tags) == scheme


@given(case=spans_and_length())
def test_a_detected_scheme_keeps_the_spans(case):
    for scheme in ("iob1", "iob2", "iobes", "bilou"):
        tags = tags_from_spans(*case, scheme)
        assert spans(to_iob2(tags, detect_scheme(tags))) == case[0]


@pytest.mark.parametrize("tag", ["X-PER", "", "PER", "o", "BPER", "O-PER", "-PER"])
def test_an_unknown_tag_is_named(tag):
    with pytest.raises(ValueError, match=f"Received: '{tag}'"):
        spans(["O", tag])


@pytest.mark.parametrize("span", [("X", 1, 1), ("X", 2, 4), ("X", -1, 1), ("X", 0, 2)])
def test_impossible_spans_are_refused(span):
    with pytest.raises(ValueError, match="not overlap"):
        tags_from_spans([("Y", 0, 1), span], 3)


def test_errors_name_the_remedy():
    with pytest.raises(ValueError, match="detect_scheme"):
        to_iob2(["S-X"], "iob2")
    with pytest.raises(ValueError, match="Received: scheme='bio'"):
        tags_from_spans([], 2, "bio")
    with pytest.raises(ValueError, match="to_iob2"):
        allowed_transitions(["O"], "iob1")
    with pytest.raises(ValueError, match="distinct"):
        allowed_transitions(["O", "O"], "iob2")
    with pytest.raises(ValueError, match="'S-X'"):
        allowed_transitions(["O", "S-X"], "iob2")
