"""Searches with the real keras-tuner and a task that takes no time."""

import csv
import errno
import json
import os
import shutil

import pytest
import toy_training

from keras_seqzoo.tuning import Choice, Integer, Listener, SearchError
from keras_seqzoo.tuning.keras_tuner_fixes import BayesianOracle

FIXED = {
    "encoder": "lstm",
    "num_layers": 1,
    "input_dropout": 0.1,
    "dropout": 0.1,
    "word_dropout": 0.0,
    "weight_decay": 0.0,
    "batch_size": 32,
}


def read(folder):
    with open(folder / "trials.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def settings(result):
    """The settings of all trials, without what is measured in time."""
    measured = ("started", "ended", "seconds", "latency_ms")
    return [
        {k: v for k, v in trial.items() if k not in measured} for trial in result.trials
    ]


@pytest.mark.parametrize(
    "tuner, trials", [("random", 9), ("hyperband", 9), ("bayesian", 5)]
)
def test_best_beats_the_default_and_equal_seeds_give_equal_trials(
    search, tuner, trials
):
    space = FIXED | {"units": Integer(50, 240), "pooling": "max"}
    plan = {"tuner": tuner, "trials": trials, "space": space, "epochs": 9}
    first, second = search("first", **plan), search("second", **plan)
    assert first.trials[0]["units"] == 100
    assert first.score > first.default
    assert settings(first) == settings(second)
    other = search("third", seed=2, **{**plan, "trials": 2})
    assert settings(other)[1] != settings(first)[1]


def test_bayesian_search_asks_its_model_after_a_few_random_trials(search, monkeypatch):
    ask, asked = BayesianOracle._vectorize_trials, []
    monkeypatch.setattr(
        BayesianOracle, "_vectorize_trials", lambda self: asked.append(1) or ask(self)
    )
    search(tuner="bayesian", trials=5, epochs=1, space=FIXED)
    assert len(asked) == 2


def test_grid_tries_every_combination_once_and_goes_on_after_an_end(search):
    fixed = FIXED | {"learning_rate": 3e-3}
    space = {"units": Choice((50, 100, 200)), "pooling": Choice(("max", "mean"))}
    plan = {"tuner": "grid", "space": space | fixed, "patience": 0}
    search(trials=2, **plan)
    result = search(trials=20, **plan)
    tried = [(trial["units"], trial["pooling"]) for trial in result.trials]
    assert len(tried) == len(set(tried)) == 6
    assert result.best["units"] == 200


def test_search_goes_on_from_where_it_was_interrupted(search, tmp_path):
    class Interrupt(Listener):
        def end_trial(self, row):
            if row["trial"] == "3":
                raise KeyboardInterrupt

    whole = search("whole", tuner="bayesian", space=FIXED)
    with pytest.raises(KeyboardInterrupt):
        search("cut", tuner="bayesian", space=FIXED, listener=Interrupt())
    assert [row["status"] for row in read(tmp_path / "cut")] == ["completed"] * 4
    resumed = search("cut", tuner="bayesian", space=FIXED)
    assert settings(resumed) == settings(whole)


def test_trial_is_kept_that_ended_just_before_the_process_died(search, tmp_path):
    state = tmp_path / "out" / "oracle" / "oracle.json"

    class Copy(Listener):
        def change(self, trial):
            if trial.trial_id == "2" and not trial.metrics.exists("progress"):
                shutil.copy(state, tmp_path)

    whole = search(trials=3, listener=Copy())
    shutil.copy(tmp_path / "oracle.json", state)
    assert settings(search(trials=3)) == settings(whole)


def test_failed_trials_are_recorded_and_skipped(search, tmp_path):
    units = Choice((100, toy_training.FAILS))
    result = search(space={"units": units}, trials=8, seed=3)
    failed = [row for row in read(tmp_path / "out") if row["status"] == "failed"]
    assert failed and all("units=250 do not fit" in row["error"] for row in failed)
    assert len(result.trials) == 8 and result.best["units"] == 100


def test_full_disk_ends_the_search_and_loses_nothing(search, tmp_path, monkeypatch):
    whole = search("whole", trials=3)
    replace = os.replace

    def full(source, target):
        if "trial_2" in str(target):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space left on device"):
            search(trials=3)
    assert [row["status"] for row in read(tmp_path / "out")[:2]] == ["completed"] * 2
    assert settings(search(trials=3)) == settings(whole)


def test_search_ends_when_every_trial_fails(search, tmp_path):
    with pytest.raises(SearchError, match="5 trials in a row failed.*do not fit"):
        search(space={"units": toy_training.FAILS}, trials=20)
    assert len(read(tmp_path / "out")) == 5


def test_hopeless_trials_are_stopped_early(search):
    result = search(trials=16, patience=2, epochs=8)
    pruned = [trial for trial in result.trials if trial["status"] == "pruned"]
    kept = [trial for trial in result.trials if trial["status"] == "completed"]
    assert pruned and all(trial["epochs"] < 8 for trial in pruned)
    best = max(trial["accuracy"] for trial in kept)
    assert best > max(trial["accuracy"] for trial in pruned)


def test_best_trials_are_repeated_with_other_seeds(search, tmp_path):
    result = search(trials=4, top=2, repeats=2, patience=0)
    repeats = [trial for trial in result.trials if trial["repeats"]]
    assert len(repeats) == 4 and {trial["seed"] for trial in repeats} == {2, 3}
    best = [t for t in result.trials if result.best["units"] == t["units"]]
    mean = sum(trial["accuracy"] for trial in best) / len(best)
    assert result.score == pytest.approx(mean, abs=1e-4)
    assert search(trials=4, top=2, repeats=2, patience=0).score == result.score


def test_networks_beyond_a_limit_are_not_trained(search):
    result = search(trials=10, max_parameters=150_000, max_latency_ms=200.0)
    refused = [trial for trial in result.trials if trial["status"] == "infeasible"]
    assert refused and all("more than 150000" in trial["error"] for trial in refused)
    assert result.best["units"] <= 150


def test_budget_holds_and_a_larger_one_goes_on(search, monkeypatch, tmp_path):
    monkeypatch.setenv("TOY_SECONDS", "0.02")
    result = search(trials=500, budget_minutes=0.02)
    assert 0 < len(result.trials) < 100
    last = json.loads((tmp_path / "out/oracle/oracle.json").read_text())
    assert last["spent"] >= 1.2
    more = search(trials=len(result.trials) + 1, budget_minutes=5)
    assert len(more.trials) == len(result.trials) + 1
    assert all(trial["status"] != "unfinished" for trial in more.trials)


@pytest.mark.parametrize(
    "options, message",
    [
        ({"tuner": "annealing"}, "`tuner` must be one of 'random'"),
        ({"objective": "f1"}, "`objective` must be one of accuracy.*'f1'"),
        ({"trials": 0}, "`trials` must be at least 1"),
        ({"space": {"vocabulary_size": 9}}, "'vocabulary_size' can not be set"),
        ({"space": {"unit": 9}}, "no hyperparameter 'unit'"),
    ],
)
def test_arguments_are_checked_before_anything_runs(search, tmp_path, options, message):
    with pytest.raises(ValueError, match=message):
        search(**options)
    assert not (tmp_path / "out").exists()


def test_folder_of_another_search_is_refused(search):
    search(trials=1)
    with pytest.raises(ValueError, match="is of a search with another space"):
        search(trials=1, space={"units": 50})
