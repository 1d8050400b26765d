import numpy as np
import pytest
from recipe_modules import recipe

run_scores = recipe("run_scores")
VALUES = [0.5, 0.7, 0.9]


def test_runs_are_added_to_those_in_the_file(tmp_path):
    file = tmp_path / "scores.json"
    assert run_scores.runs_in(file) == {}
    for seed, value in enumerate(VALUES, 1):
        run_scores.record(file, f"seed {seed}", {"dev": value, "test": value / 2})
    run_scores.record(file, "seed 1", {"test": 0.1})
    found = run_scores.read_json(file)
    assert found["runs"]["seed 1"] == {"test": 0.1}
    assert list(found) == ["runs", "test"]
    values = [0.1, 0.35, 0.45]
    assert found["test"]["mean"] == pytest.approx(np.mean(values))
    assert found["test"]["sd"] == pytest.approx(np.std(values, ddof=1))


def test_one_run_has_no_spread():
    assert run_scores.spread([0.5]) == {"mean": 0.5, "sd": 0.0}
