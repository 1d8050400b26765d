"""One chief and several workers, as processes on the loopback interface."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

CLUSTER = Path(__file__).with_name("toy_cluster.py")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def seen(folder):
    program = [sys.executable, str(CLUSTER), str(folder)]
    played = subprocess.run(program, capture_output=True, text=True, timeout=240)
    assert played.returncode == 0, played.stderr[-2000:]
    return json.loads(played.stdout)


def test_search_survives_the_death_of_a_worker_and_of_the_chief(folder, seen):
    seen, folder = seen["kills"], folder / "kills"
    assert seen["codes"] == [-9, -9, 0, 0, 0], (folder / "output.txt").read_text()
    with open(folder / "out" / "trials.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["status"] for row in rows} <= {"completed", "pruned"}
    assert len([row for row in rows if not row["repeats"]]) == 10
    times = Counter(seen["log"])
    assert {trial for trial in times if times[trial] > 1} == {seen["lost"]}
    assert times[seen["lost"]] == 2
    assert set(times) == {row["trial"] for row in rows}


def test_chief_ends_when_its_only_worker_is_dead(folder, seen):
    assert seen["alone"]["codes"] == [1, -9]
    assert "no worker is left" in (folder / "alone" / "output.txt").read_text()
