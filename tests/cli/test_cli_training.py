"""Train on data files, and go on from a preset."""

import json

import pytest
from cli_arguments import train


def test_train_refuses_before_it_starts(run, folder, classifier, tmp_path):
    assert run(*train(folder, folder / "zoo" / classifier))[0] == 2
    (tmp_path / "notes").write_text("mine")
    assert run(*train(folder, tmp_path))[0] == 2
    code, _, err = run(*train(folder, tmp_path / "new", "--set", "unit=3"))
    assert code == 2 and "'unit'" in err and "units" in err
    assert run(*train(folder, tmp_path / "new", "--set", "units=0"))[0] == 2
    assert run(*train(folder, tmp_path / "new", "--set", "batch_size=no"))[0] == 2
    continued = ["--ratings", "--preset", classifier]
    with pytest.raises(SystemExit, match="2"):
        run(*train(folder, tmp_path / "new", *continued))
    assert (tmp_path / "notes").read_text() == "mine"
    assert not (tmp_path / "new").exists()


def test_train_names_data_without_two_labels(run, tmp_path):
    path = tmp_path / "one.tsv"
    path.write_text("positive\ta film\n" * 4)
    arguments = ["train", "sentiment", "--data", str(path)]
    code, _, err = run(*arguments, "--out", str(tmp_path / "new"))
    assert code == 4 and "two labels" in err


def test_train_goes_on_from_a_preset(run, run_json, folder, classifier, tmp_path):
    out = tmp_path / "tuned"
    start = ["--preset", classifier, "--epochs", "2"]
    dev = ["--dev", str(folder / "train.tsv")]
    (result,) = run_json(*train(folder, out, *start, *dev))
    assert (result["epochs"], result["preset"]) == (2, str(out))
    results = json.loads((out / "results.json").read_text())
    assert results["dev"] == result["dev"]
    assert run("classify", "--preset", str(out), "x")[0] == 0
    assert run(*train(folder, tmp_path / "b", *start, "--set", "units=4"))[0] == 2


@pytest.mark.parametrize(
    "task, kind, lines",
    [
        ("ner", "tagger", "Ada B-SHIP\n\n"),
        ("sentiment", "classifier", "odd\ta film\npositive\ta film\n"),
    ],
)
def test_a_label_that_the_preset_lacks(request, run, tmp_path, task, kind, lines):
    preset = request.getfixturevalue(kind)
    (tmp_path / "data").write_text(lines * 9)
    given = ["--data", str(tmp_path / "data"), "--dev", str(tmp_path / "data")]
    given += ["--out", str(tmp_path / "new"), "--preset", preset]
    code, _, err = run("train", task, *given)
    assert code == 4 and "which the model does not know" in err
