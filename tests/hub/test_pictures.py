"""The pictures of a card are well formed and hold the numbers they are made of."""

from xml.etree import ElementTree

import pytest

from keras_seqzoo.hub import check_results
from keras_seqzoo.hub.pictures import CONFUSION, CURVES, RELIABILITY, pictures

SVG = "{http://www.w3.org/2000/svg}"
CONFUSED = {"labels": ["<bad>", "good"], "counts": [[3, 1], [0, 0]]}


def drawing(results, name):
    return ElementTree.fromstring(pictures(check_results(results))[name])


def texts(drawing):
    return [element.text for element in drawing.iter(f"{SVG}text")]


def test_without_numbers_there_is_no_picture():
    assert pictures({"metrics": {"f1": 0.5}}) == {}


@pytest.mark.parametrize("values", [[2.0, 1.0, 0.5], [1.0, 1.0], [3.0]])
def test_a_curve_has_a_point_for_each_epoch(values):
    curves = drawing({"history": {"loss": values, "dev": values}}, CURVES)
    lines = [line.get("points").split() for line in curves.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [len(values)] * 2
    heights = [float(point.split(",")[1]) for point in lines[0]]
    assert heights == sorted(heights)
    assert {"loss", "dev", f"{max(values):.4g}", "epoch"} <= set(texts(curves))


def test_a_confusion_matrix_shows_every_count():
    shown = texts(drawing({"confusion": CONFUSED}, CONFUSION))
    assert sorted(t for t in shown if t.isdigit()) == ["0", "0", "1", "3"]
    assert "<bad>" in shown


RELIABLE = {
    "confidence": [0.55, 0.95],
    "accuracy": [0.5, 0.9],
    "count": [10, 90],
    "error": 0.05,
}


def test_reliability_has_a_point_for_each_group():
    drawn = drawing({"reliability": RELIABLE}, RELIABILITY)
    points = [
        [float(point.get(key)) for key in ("cx", "cy", "r")]
        for point in drawn.iter(f"{SVG}circle")
    ]
    (x, y, r), (right, upper, larger) = points
    assert x < right and y > upper and r < larger
    assert "accuracy (mean distance 0.050)" in texts(drawn)


@pytest.mark.parametrize(
    "results",
    [
        {"reliability": {"error": 0.1}},
        {"reliability": RELIABLE | {"accuracy": [0.5]}},
        {"reliability": RELIABLE | {"accuracy": [0.5, 1.5]}},
        {"reliability": RELIABLE | {"count": [-1, 2]}},
        {"reliability": RELIABLE | {"error": float("nan")}},
        {"history": {"loss": []}},
        {"history": {"loss": 1.0}},
        {"history": {"loss": [float("nan")]}},
        {"confusion": {"labels": ["a"]}},
        {"confusion": {"labels": ["a", "b"], "counts": [[1, 2]]}},
        {"confusion": {"labels": ["a", "a"], "counts": [[1, 2], [1, 2]]}},
        {"confusion": {"labels": ["a"], "counts": [[-1]]}},
    ],
)
def test_other_numbers_are_refused(results):
    with pytest.raises(ValueError, match=next(iter(results))):
        check_results(results)
