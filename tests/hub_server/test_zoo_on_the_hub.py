"""The zoo, published by the maintainer's one command and loaded back by name.

A copy of the checkout with the smallest preset of each architecture publishes and,
without its zoo, loads what it published. recipes/checks/wheel.py does the same with the
whole zoo and a wheel in an environment of its own.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from loopback_hub import WRITER, loopback_hub

import keras_seqzoo
from keras_seqzoo.hub import read_manifest

ROOT = Path(keras_seqzoo.__file__).parent.parent
ZOO = ROOT / "zoo"


def size(name):
    return sum(path.stat().st_size for path in (ZOO / name).rglob("*"))


ALL = sorted(
    (path.parent.name for path in ZOO.glob("*/preset.json")), key=size, reverse=True
)
NAMES = sorted({name.partition(".")[0]: name for name in ALL}.values())
SESSION = """
import contextlib, io, json, sys, warnings
from pathlib import Path
import keras
import numpy as np
import keras_seqzoo
from keras_seqzoo import hub
from keras_seqzoo.cli import main

def publish_all():
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["publish", "--all", "--to", "zoo", "--json"]) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]

zoo, checkout = map(Path, sys.argv[1:])
told = {"published": publish_all(), "again": publish_all(), "loaded": {}}
(checkout / "zoo").rename(checkout / "away")
warnings.simplefilter("ignore")
for name, commit in [(p["preset"], p["commit"]) for p in told["published"]]:
    mine = keras_seqzoo.Task.from_preset(zoo / name)
    inputs = json.loads((zoo / name / "golden.json").read_text())["inputs"]
    expected = mine.answer(inputs)
    network = keras.saving.load_model(f"hf://zoo/{name}")
    handles = [name, *(f"hf://zoo/{name}@{r}" for r in ("main", "v1", commit))]
    task, weights = keras_seqzoo.Task.from_preset(name), mine.network.get_weights()
    told["loaded"][name] = {
        "answers": task.answer(inputs) == expected,
        "weights": all(
            np.array_equal(*pair)
            for other in (task.network, network)
            for pair in zip(weights, other.get_weights(), strict=True)
        ),
        "folders": sorted({hub.resolve(handle).name for handle in handles}),
    }
print(json.dumps(told))
"""
WITHOUT = """
import sys
sys.argv[0] = "keras-seqzoo"
from keras_seqzoo.hub import resolve
try:
    resolve("{name}")
except ValueError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("zoo")


@pytest.fixture(scope="module")
def checkout(folder):
    ignored = shutil.ignore_patterns("__pycache__", "zoo")
    shutil.copytree(ROOT / "keras_seqzoo", folder / "keras_seqzoo", ignore=ignored)
    for name in NAMES:
        shutil.copytree(ZOO / name, folder / "zoo" / name)
    register = folder / "keras_seqzoo" / "hub" / "published.json"
    register.write_text(json.dumps(dict.fromkeys(NAMES)))
    return folder


@pytest.fixture(scope="module")
def run(folder, checkout):
    """Runs Python in the copy, with a client of its own that talks to the hub."""

    def run(hub, *arguments, cwd=folder, **environment):
        settings = {
            "PYTHONPATH": str(checkout),
            "HF_ENDPOINT": hub.url,
            "HF_HOME": str(folder / "home"),
            "HF_HUB_DISABLE_XET": "1",
            "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        }
        known = {k: v for k, v in os.environ.items() if k != "KERAS_SEQZOO_ZOO"}
        return subprocess.run(
            arguments,
            env={**known, **settings, **environment},
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=200,
        )

    return run


@pytest.fixture(scope="module")
def hub(folder):
    with loopback_hub(folder / "hub") as hub:
        yield hub


@pytest.fixture(scope="module")
def told(hub, run, checkout):
    """What one process told: it published the zoo twice and loaded it without its own.

    Without its folder zoo the copy of the checkout is as a wheel that has none.
    """
    command = (sys.executable, "-c", SESSION, str(ZOO), str(checkout))
    done = run(hub, *command, HF_TOKEN=WRITER)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def published(told):
    return {line["preset"]: line for line in told["published"]}


@pytest.fixture(scope="module")
def register(published, checkout):
    path = checkout / "keras_seqzoo" / "hub" / "published.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_preset_is_published_and_pinned_in_the_register(hub, published, register):
    assert sorted(published) == NAMES == sorted(register)
    for name, line in published.items():
        repository = hub.repository(f"zoo/{name}")
        assert repository.branches["main"] == register[name]["commit"] == line["commit"]
        assert repository.tags == {"v1": line["commit"]}
        assert register[name]["repository"] == f"zoo/{name}"
        files = register[name]["files"]
        assert files.keys() == {*read_manifest(ZOO / name).files, "preset.json"}
        there = repository.at("main").files
        for path, record in files.items():
            assert record == {"sha256": there[path].sha256, "size": there[path].size}


def test_a_second_time_nothing_is_committed(hub, told):
    assert told["again"] == told["published"]
    for name in NAMES:
        titles = [c.title for c in hub.repository(f"zoo/{name}").history("main")]
        assert titles == [f"Publish {name}", "initial commit"]


def test_a_wheel_loads_the_rest_by_name_to_the_last_bit(told, published):
    """Tag, branch and commit give the same; so does `keras.saving.load_model`."""
    assert told["loaded"] == {
        name: {"answers": True, "weights": True, "folders": [line["commit"]]}
        for name, line in published.items()
    }


def test_a_wheel_says_that_a_preset_is_not_on_the_hub_yet(hub, run, checkout, tmp_path):
    ignored = shutil.ignore_patterns("__pycache__", "zoo", "published.json")
    shutil.copytree(ROOT / "keras_seqzoo", tmp_path / "keras_seqzoo", ignore=ignored)
    register = json.dumps({"ner_bilstm_crf.large": None})
    (tmp_path / "keras_seqzoo" / "hub" / "published.json").write_text(register)
    code = WITHOUT.format(name="ner_bilstm_crf.large")
    done = run(hub, sys.executable, "-c", code, cwd=tmp_path, PYTHONPATH=".")
    assert done.stdout == (
        "The preset 'ner_bilstm_crf.large' is not part of this installation and is not "
        "on the Hugging Face Hub yet. It is in the folder zoo of the source "
        "repository: set KERAS_SEQZOO_ZOO to that folder.\n"
    )


def hf(hub, run, *arguments, token=WRITER):
    """Runs the program `hf`."""
    program = (sys.executable, "-m", "huggingface_hub.cli.hf")
    done = run(hub, *program, *arguments, HF_TOKEN=token)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_command_line_of_the_hub_reads_what_was_published(
    hub, run, published, tmp_path
):
    name = NAMES[0]
    listed = hf(hub, run, "models", "ls", "--author", "zoo", "--quiet").split()
    assert listed == [f"zoo/{preset}" for preset in NAMES]
    hf(hub, run, "download", f"zoo/{name}", "--local-dir", str(tmp_path / "here"))
    for path in (*read_manifest(ZOO / name).files, "preset.json", "README.md"):
        content = (tmp_path / "here" / path).read_bytes()
        assert content == (ZOO / name / path).read_bytes()
    hf(hub, run, "download", f"zoo/{name}")
    assert "zoo/" in hf(hub, run, "cache", "verify", f"zoo/{name}")
    hf(hub, run, "upload", "keeper/copy", str(tmp_path / "here"), ".")
    there = hub.repository("keeper/copy").at("main").files
    assert (
        there["model.weights.h5"]
        == hub.repository(f"zoo/{name}").at("main").files["model.weights.h5"]
    )


@pytest.mark.parametrize("name", ALL)
def test_every_preset_is_small_enough_for_the_source_repository(name):
    assert size(name) <= 30_000_000
