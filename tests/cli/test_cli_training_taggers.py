"""Train and score taggers."""

import json

import pytest

import keras_seqzoo


def test_vectors_and_their_table_are_settings_of_a_tagger(run, folder, tmp_path):
    vectors = tmp_path / "vectors"
    vectors.mkdir()
    (vectors / "toy.8d.txt").write_text("ada 1 2 3 4 5 6 7 8\n", encoding="utf-8")
    out = tmp_path / "tagger"
    arguments = ["train", "ner", "--data", str(folder / "train.conll"), "--epochs", "1"]
    given = ["--set", f"vectors={vectors}", "--set", "embedding_dim=8"]
    given += ["--set", "units=8", "--set", "table=tuned", "--out", str(out)]
    code, _, err = run(*arguments, *given)
    assert code == 0, err
    tagger = keras_seqzoo.NERTagger.load(out)
    assert tagger.config.vectors == "tuned" and "ada" in tagger.preprocessor.words
    data = ["--set", "num_characters=4", "--out", str(tmp_path / "new")]
    code, _, err = run(*arguments, *data)
    assert code == 2 and "no setting 'num_characters'" in err


def test_columns_of_a_tagger_are_options(run, run_json, tagger, folder, tmp_path):
    path = tmp_path / "columns.tsv"
    path.write_text("B-PER\tx\ten:Ada\nO\tx\ten:lives\n", encoding="utf-8")
    given = ["--word-column", "2", "--tag-column", "0", "--prefix", "en:"]
    (result,) = run_json("evaluate", tagger, "--data", str(path), *given)
    expected = keras_seqzoo.NERTagger.load(folder / "zoo" / tagger).evaluate(
        [(["Ada", "lives"], ["B-PER", "O"])]
    )
    assert result["metrics"] == expected
    code, _, err = run("evaluate", tagger, "--data", str(path), "--label", "x")
    assert code == 2 and "--label is for sentiment, not for ner" in err


def test_a_preset_is_trained_on_the_same_way_twice(run, folder, tagger, tmp_path):
    data = ["--data", str(folder / "train.conll"), "--preset", tagger, "--epochs", "2"]
    losses = []
    for name in "ab":
        out = tmp_path / name
        assert run("train", "ner", *data, "--out", str(out))[0] == 0
        losses.append(json.loads((out / "results.json").read_text())["history"]["loss"])
    assert losses[0] == pytest.approx(losses[1], abs=1e-6)
