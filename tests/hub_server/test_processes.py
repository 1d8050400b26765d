"""Several processes at one repository, and processes that are killed."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hub_faults import afterwards, before, cut, together
from loopback_hub import WRITER
from plain_preset import files_of, plain_preset

from keras_seqzoo.hub import publish

HELPER = Path(__file__).with_name("forked.py")
REQUESTS_OF_A_NEW_VERSION = (
    "POST /api/repos/create",
    "GET /api/models/zoo/toy$",
    "GET /api/models/zoo/toy/refs",
    "GET /api/models/zoo/toy/tree/",
    "POST /api/validate-yaml",
    "POST .*/preupload/",
    "POST .*objects/batch",
    "PUT /lfs/",
    "POST /lfs-verify",
    "POST .*/commit/main",
    "GET /api/models/zoo/toy/tree/",
    "POST .*/tag/",
)
MOMENTS = [
    (n, pattern, when)
    for n, pattern in enumerate(REQUESTS_OF_A_NEW_VERSION)
    for when in ("before", "after")
]


class Children:
    """Talks to `forked.py`."""

    def __init__(self, process):
        self.process = process
        self.pids = []

    def run(self, action, *arguments, count=1):
        self.say({"action": action, "arguments": arguments, "count": count})
        self.pids = self.hear()
        self.say("go")
        return self.hear()

    def say(self, value):
        self.process.stdin.write(json.dumps(value) + "\n")
        self.process.stdin.flush()

    def hear(self):
        return json.loads(self.process.stdout.readline())

    def kill(self):
        """Kills the one child; called by the server in the middle of its request."""
        os.kill(self.pids[0], signal.SIGKILL)


@pytest.fixture
def children(hub, tmp_path):
    client = {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "home")}
    process = subprocess.Popen(
        [sys.executable, str(HELPER)],
        env={**os.environ, **client, "HF_HUB_DISABLE_XET": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        yield Children(process)
        process.stdin.close()


@pytest.fixture
def folders(tmp_path):
    return [
        plain_preset(tmp_path / name, weights=name.encode() * 50_000)
        for name in ("first", "second")
    ]


def head(hub, name="zoo/toy"):
    repository = hub.repository(name)
    entries = repository.at("main").files
    files = {path: hub.store.path(e.sha256).read_bytes() for path, e in entries.items()}
    return {path: c for path, c in files.items() if path != ".gitattributes"}


def test_of_two_publishers_at_once_one_wins_and_the_other_is_told(
    hub, children, folders
):
    publish(folders[0], "zoo/toy", token=WRITER)
    arguments = (str(folders[1]), "zoo/toy", WRITER)
    with hub.fault("/api/models/zoo/toy/commit/", together(2)):
        results = children.run("publish", *arguments, count=2)
    assert {"ok": "v2"} in results
    (loser,) = [result for result in results if "error" in result]
    assert "somebody else published there meanwhile" in loser["error"]
    assert head(hub) == files_of(folders[1])
    assert len(list(hub.repository("zoo/toy").history("main"))) == 3


def test_a_publisher_killed_at_any_request_leaves_the_old_version_or_the_new(
    hub, children, folders
):
    """Twenty-four moments: before and after each request of a new version."""
    arguments = (str(folders[1]), "zoo/toy", WRITER)
    outcomes = []
    for number, pattern, when in MOMENTS:
        hub.clear()
        publish(folders[0], "zoo/toy", token=WRITER)
        fault = {"before": before, "after": afterwards}[when](children.kill)
        with hub.fault(pattern, fault, times=1, after=seen_before(number, pattern)):
            result = children.run("publish", *arguments)
        assert result == [{"killed": 9}], (pattern, when)
        files = head(hub)
        assert files in (files_of(folders[0]), files_of(folders[1])), pattern
        outcomes.append(files == files_of(folders[1]))
        again = publish(folders[1], "zoo/toy", token=WRITER)
        assert head(hub) == files_of(folders[1]) and again.tag == "v2"
        assert hub.repository("zoo/toy").tags["v2"] == again.commit
    assert len(MOMENTS) >= 20 and True in outcomes and False in outcomes


def seen_before(number, pattern):
    """How often an earlier request of the list matches the same pattern."""
    return REQUESTS_OF_A_NEW_VERSION[:number].count(pattern)


@pytest.mark.parametrize("path", ["preset.json", "model.weights.h5", "words.json"])
def test_after_a_killed_download_the_next_one_succeeds(hub, children, folders, path):
    commit = publish(folders[0], "zoo/toy", token=WRITER).commit
    handle = f"hf://zoo/toy@{commit}"

    middle = next(folders[0].rglob(path)).stat().st_size // 2
    with hub.fault(f"GET .*/{path}", cut(middle, children.kill), times=1):
        assert children.run("resolve", handle) == [{"killed": 9}]
    (result,) = children.run("resolve", handle)
    assert list(result) == ["ok"], result
    for name in ("preset.json", "model.weights.h5", "assets/words.json"):
        content = (Path(result["ok"]) / name).read_bytes()
        assert content == (folders[0] / name).read_bytes()


def test_sixteen_processes_load_one_uncached_preset(hub, children, folders, tmp_path):
    commit = publish(folders[0], "zoo/toy", token=WRITER).commit
    results = children.run("resolve", f"hf://zoo/toy@{commit}", count=16)
    (folder,) = {result.get("ok") or result["error"] for result in results}
    for path in Path(folder).rglob("*.*"):
        blob = path.resolve()
        if len(blob.name) == 64:
            assert hashlib.sha256(blob.read_bytes()).hexdigest() == blob.name
    assert not list((tmp_path / "home").rglob("*.incomplete"))
    assert children.run("resolve", f"hf://zoo/toy@{commit}") == [{"ok": folder}]
