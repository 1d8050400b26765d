"""The command line at a Hub: what it says of a preset and of each thing that fails."""

import logging
import re

import pytest
from hub_faults import answer, cut, flipped, status
from loopback_hub import WRITER
from plain_preset import files_of
from toy_task import toy_task

from keras_seqzoo.cli import main

REPOSITORY = "zoo/toy"
WEIGHTS = "GET .*/model.weights.h5"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return files_of(toy_task().save_to_preset(tmp_path_factory.mktemp("toy") / "a.b"))


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.setattr("time.sleep", lambda seconds: None)

    def run(*arguments):
        return main(list(arguments)), *capsys.readouterr()

    return run


@pytest.fixture
def handle(hub, files):
    return f"hf://{REPOSITORY}@{hub.put(REPOSITORY, files)}"


def test_a_preset_of_the_hub_is_verified(handle, run):
    code, out, err = run("verify", handle)
    assert code == 0 and "answers as published" in out
    assert "warning" not in err


def test_a_moving_handle_is_warned_of_in_one_line(handle, run):
    _, _, err = run("info", f"hf://{REPOSITORY}")
    (line,) = [line for line in err.splitlines() if "warning" in line]
    assert line == (
        f"keras-seqzoo: warning: 'hf://{REPOSITORY}' names no commit, so what it gives "
        "can change. Add @ and the 40 digits of a commit to pin it."
    )


def test_a_private_preset_is_read_with_the_stored_token(hub, files, run, monkeypatch):
    handle = f"hf://zoo/private@{hub.put('zoo/private', files, private=True)}"
    monkeypatch.setenv("HF_TOKEN", WRITER)
    code, _, err = run("info", handle)
    assert code == 3 and "`--login`" in err
    assert run("info", handle, "--login")[0] == 0


@pytest.fixture
def log():
    """The logger of the package; what the program does to it is undone."""
    log = logging.getLogger("keras_seqzoo")
    level = log.level
    yield log
    log.setLevel(level)
    log.handlers.clear()


def test_debug_shows_where_a_preset_comes_from(handle, run, log):
    _, _, err = run("--debug", "info", handle)
    (line,) = [line for line in err.splitlines() if line.startswith("Preset")]
    assert line.startswith(f"Preset {handle}: ")
    assert "(downloaded from the Hugging Face Hub), files verified." in line


@pytest.mark.parametrize(
    "pattern, fault, message",
    [
        (WEIGHTS, cut(100), "failed: .*Try again later"),
        (WEIGHTS, flipped(77), "does not have the SHA-256"),
        ("resolve", status(503), "failed: .*503.*Try again later"),
        ("", status(404), "does not answer like a Hub.*HF_ENDPOINT"),
        ("", status(200, b"<html>"), "does not answer like a Hub.*HF_ENDPOINT"),
        ("", answer([]), "does not answer like a Hub.*HF_ENDPOINT"),
    ],
)
def test_what_fails_on_the_way_is_one_line(hub, handle, run, pattern, fault, message):
    with hub.fault(pattern, fault):
        code, out, err = run("info", handle)
    assert (code, out) == (3, "")
    assert_one_error(err, message)
    assert run("info", handle)[0] == 0


@pytest.mark.parametrize(
    "handle, token, message",
    [
        (f"hf://{REPOSITORY}@{'1' * 40}", "", "it has no such revision"),
        (f"hf://zoo/absent@{'1' * 40}", "", "no such repository, or it is private"),
        (f"hf://zoo/absent@{'1' * 40}", "hf_x", "does not know the access token"),
        (f"hf://{REPOSITORY}/x", "", "A handle on the Hub is"),
    ],
)
def test_what_is_not_there_is_one_line(
    files, hub, run, handle, token, message, monkeypatch
):
    hub.put(REPOSITORY, files)
    monkeypatch.setenv("HF_TOKEN", token)
    code, out, err = run("info", handle, *(["--login"] if token else []))
    assert (code, out) == (3, "")
    assert_one_error(err, message)


def assert_one_error(err, message):
    """Bars of the client may stand before the line, nothing may follow it."""
    *_, line = err.splitlines()
    assert re.match(f"keras-seqzoo: error: .*{message}", line)
    assert err.count("keras-seqzoo:") == 1 and "Traceback" not in err
