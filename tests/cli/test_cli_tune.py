"""The command line of a search, from a space to a preset."""

import json
import os

import pytest

QUICK = ["--trials", "1", "--epochs", "1", "--top", "0", "--set", "units=4"]
QUICK += ["--set", "embedding_dim=4", "--set", "min_count=1"]


def tune(folder, out, *arguments, data="train.tsv"):
    data = str(folder / data)
    return ["tune", "sentiment", "--data", data, "--out", str(out), *arguments]


def test_search_writes_what_train_takes(run, run_json, folder, tmp_path):
    out = tmp_path / "search"
    *trials, result = run_json(*tune(folder, out, *QUICK))
    assert [line["trial"]["status"] for line in trials] == ["completed"]
    assert result["score"] == trials[0]["trial"]["accuracy"]
    best = json.loads((out / "best.json").read_text())
    assert best == result["best"] and best["units"] == 4 and best["min_count"] == 1
    pictures = {path.name for path in (out / "plots").iterdir()}
    assert {"parallel.svg", "over_time.svg", "size.svg", "speed.svg"} <= pictures
    assert run_json(*tune(folder, out, *QUICK))[-1]["score"] == result["score"]
    data = ["--data", str(folder / "train.tsv"), "--config", str(out / "best.json")]
    trained = ["train", "sentiment", *data, "--out", str(tmp_path / "preset")]
    assert run_json(*trained)[-1]["dev"]["accuracy"] == result["score"]


def test_space_is_shown_narrowed(run, run_json, tmp_path):
    path = tmp_path / "space.toml"
    path.write_text("units = {low = 8, high = 16}\n")
    given = ["tune", "ner", "--show-space", "--space", str(path)]
    rows = {row["setting"]: row for row in run_json(*given)}
    assert rows["units"]["range"] == "8 to 16"
    code, out, _ = run(*given, "--set", "dropout=0.5")
    assert code == 0 and "8 to 16" in out and "fixed" in out


@pytest.mark.parametrize(
    "arguments, code, wanted",
    [
        (["--set", "unit=3"], 2, "no hyperparameter 'unit'"),
        (["--set", "units=0"], 2, "`units` must be at least 1"),
        (["--space", "missing.toml"], 2, "missing.toml"),
        (["--objective", "f1"], 2, "`objective` must be one of accuracy"),
        (["--trials", "0"], 2, "an integer of at least 1"),
        (["--chief", "localhost"], 2, "must be HOST:PORT"),
        (["--worker", "a"], 2, "--chief is needed"),
        (["--dev", "missing.tsv"], 4, "missing.tsv"),
    ],
)
def test_wrong_use_is_one_line(run, folder, tmp_path, arguments, code, wanted):
    out = tmp_path / "search"
    try:
        seen = run(*tune(folder, out, *arguments))
    except SystemExit as end:
        seen = (end.code, "", wanted)
    assert seen[0] == code and wanted in seen[2] and seen[2].count("\n") <= 1
    assert not out.exists()


def test_unusable_folders_and_data_are_named(run, folder, tmp_path):
    (tmp_path / "notes").write_text("mine")
    code, _, err = run(*tune(folder, tmp_path))
    assert code == 2 and "is in use" in err
    wrong = tmp_path / "wrong.tsv"
    wrong.write_text("no tab\n")
    code, _, err = run(*tune(tmp_path, tmp_path / "new", data="wrong.tsv"))
    assert code == 4 and "line 1" in err
    code, _, err = run(*tune(folder, "/proc/search", *QUICK))
    assert code == 1 and "/proc" in err and err.count("\n") == 1
    assert sorted(os.listdir(tmp_path)) == ["notes", "wrong.tsv"]
