"""Evaluate on data files, and what is wrong with such files."""

import gzip

import pytest

import keras_seqzoo
from keras_seqzoo.cli.output import plain
from keras_seqzoo.cli.readers import read
from keras_seqzoo.cli.scores import headline, score, size


def test_evaluate_counts_items_and_scores(run_json, classifier, folder):
    (result,) = run_json("evaluate", classifier, "--data", str(folder / "train.tsv"))
    model = keras_seqzoo.SentimentClassifier.from_preset(folder / "zoo" / classifier)
    assert result["metrics"] == model.evaluate(folder / "train.tsv")
    assert result["items_per_second"] * result["seconds"] == pytest.approx(20)


def test_evaluate_reads_gzip(run, run_json, tagger, folder, tmp_path):
    packed = tmp_path / "train.conll.gz"
    packed.write_bytes(gzip.compress((folder / "train.conll").read_bytes()))
    (result,) = run_json("evaluate", tagger, "--data", str(packed))
    assert result["metrics"].keys() >= {"f1", "precision", "recall"}
    assert "f1" in run("evaluate", tagger, "--data", str(packed))[1]


def test_evaluate_of_a_language_model(run_json, language_model, folder, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("the lazy dog\n" * 40, encoding="utf-8")
    (result,) = run_json("evaluate", language_model, "--data", str(path))
    assert result["metrics"]["nats_per_char"] > 0
    arguments = ["evaluate", language_model, "--data", str(path), "--dynamic"]
    (result,) = run_json(*arguments)
    model = keras_seqzoo.CharLM.from_preset(folder / "zoo" / language_model)
    expected = model.evaluate_dynamically("the lazy dog\n" * 40)
    assert result["metrics"]["nats_dynamic"] == pytest.approx(expected, abs=1e-5)


def test_a_model_of_another_kind_is_not_scored_while_it_learns(run, classifier, folder):
    data = ["--data", str(folder / "train.tsv"), "--dynamic"]
    code, _, err = run("evaluate", classifier, *data)
    assert code == 2 and "--dynamic is for char-lm and word-lm" in err


def test_scores_that_are_not_finite_are_null():
    assert plain({"a": float("inf"), "b": [float("nan"), 1.5]}) == {
        "a": None,
        "b": [None, 1.5],
    }


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"positive a film\n", "line 1"),
        (b"positive\tgood\nnegative\tcaf\xe9\n", "line 2"),
        (b"", "there is no examples"),
        (b"positive\tgood\nstrange\tbad\n", "'strange'"),
        (b"\x1f\x8b\x08broken", "gzip"),
    ],
)
def test_wrong_data_is_code_4(run, classifier, tmp_path, content, wanted):
    path = tmp_path / "wrong.tsv"
    path.write_bytes(content)
    code, out, err = run("evaluate", classifier, "--data", str(path))
    assert (code, out) == (4, "")
    assert wanted in err and err.count("\n") == 1
    assert str(path) in err or "example 2" in err


@pytest.mark.parametrize("name", ["missing.tsv", "."])
def test_unreadable_data_is_code_4(run, classifier, tmp_path, name):
    code, _, err = run("evaluate", classifier, "--data", str(tmp_path / name))
    assert code == 4 and str(tmp_path) in err


def test_a_csv_file_is_known_by_any_writing_of_its_name(tmp_path):
    path = tmp_path / "REVIEWS.CSV"
    path.write_text("text,stars\nfine,5\n")
    columns = {"label": "stars", "text": "text"}
    assert read("sentiment", str(path), columns) == [("5", "fine")]
    path.write_text("text,label\nfine,5\n")
    assert read("sentiment", str(path)) == [("5", "fine")]


def test_scores_in_words():
    assert headline({"metrics": {"recall": 0.1, "f1": 0.8512}}) == "f1 85.12 %"
    assert headline({}) == ""
    assert score("nats_per_char", 1.23456) == "1.235"
    assert (size(None), size(2_500_000), size(4_321)) == ("", "2.5 MB", "4.3 kB")
