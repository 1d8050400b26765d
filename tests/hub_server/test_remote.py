"""`hf://` handles with the real client of huggingface_hub against a loopback server.

The client reads its endpoint when it is imported, so it runs in its own process: all
handles are resolved in one, then some in another after the server is gone.
"""

import dataclasses
import json
import os
import subprocess
import sys

import pytest
from loopback_hub import Repository, loopback_hub

from keras_seqzoo.hub import Manifest, list_files, write_manifest

CLIENT = """
import json, sys, warnings
import huggingface_hub.errors
from keras_seqzoo.hub import resolve
answers = {}
for handle in sys.argv[1:]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            answer = {"folder": str(resolve(handle))}
        except (ValueError, OSError) as error:
            answer = {"error": type(error).__name__, "message": str(error)}
    answer["warned"] = any("names no commit" in str(w.message) for w in caught)
    answers[handle] = answer
print(json.dumps(answers))
"""
COMMIT = "1" * 40
GOOD = "hf://zoo/good"
PINNED = f"hf://zoo/good@{COMMIT}"
UNCACHED = f"hf://zoo/other@{COMMIT}"


def preset_files(folder):
    """Files of a small preset, and one that its manifest does not list."""
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "words.json").write_bytes(b'["a"]')
    (folder / "model.weights.h5").write_bytes(bytes(range(256)))
    write_manifest(folder, Manifest("toy", {}, list_files(folder), name="toy.open"))
    (folder / "unlisted.bin").write_bytes(b"x" * 100)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def repositories(folder):
    files = preset_files(folder)
    flipped = {**files, "model.weights.h5": bytes([1, *range(1, 256)])}
    longer = {**files, "model.weights.h5": bytes(300)}
    escaping = json.loads(files["preset.json"])
    escaping["files"]["../../escaped"] = {"sha256": "0" * 64, "size": 1}
    lacking = {name: content for name, content in files.items() if "words" not in name}
    good = Repository(files)
    return {
        "zoo/good": good,
        "zoo/flipped": Repository(flipped),
        "zoo/longer": Repository(longer),
        "zoo/escaping": Repository({"preset.json": json.dumps(escaping).encode()}),
        "zoo/lacking": Repository(lacking),
        "zoo/other": Repository({"config.json": b"{}"}),
        "zoo/huge": dataclasses.replace(good, announced={"preset.json": 1 << 30}),
        "zoo/private": dataclasses.replace(good, private=True),
        "zoo/gated": dataclasses.replace(good, gated=True),
    }


HANDLES = [
    GOOD,
    PINNED,
    "hf://zoo/good@main",
    "hf://zoo/good@v9",
    "hf://zoo/absent",
    *(f"hf://zoo/{name}" for name in ("flipped", "longer", "escaping", "lacking")),
    *(f"hf://zoo/{name}" for name in ("other", "huge", "private", "gated")),
]


def run_client(url, cache, handles, **environment):
    done = subprocess.run(
        [sys.executable, "-c", CLIENT, *handles],
        env={
            **os.environ,
            "HF_ENDPOINT": url,
            "HF_HOME": str(cache),
            "HF_TOKEN": "hf_secret_of_the_user",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Answers while the server runs, its log, and answers when it is gone."""
    folder = tmp_path_factory.mktemp("hub")
    with loopback_hub(repositories(folder / "preset")) as server:
        online = run_client(server.url, folder / "cache", HANDLES)
        requests = list(server.requests)
    handles = [GOOD, PINNED, UNCACHED]
    offline = run_client(server.url, folder / "cache", handles, HF_HUB_OFFLINE="1")
    return online, requests, offline


@pytest.mark.parametrize("handle", [GOOD, PINNED, "hf://zoo/good@main"])
def test_a_preset_is_fetched(session, handle):
    answer = session[0][handle]
    assert answer["folder"].endswith(f"/snapshots/{COMMIT}")
    assert answer["warned"] == (handle != PINNED)


def test_exactly_the_files_of_the_manifest_are_downloaded(session):
    got = [
        path for method, path, _ in session[1] if method == "GET" and "/good/" in path
    ]
    files = [path.split("/resolve/")[1] for path in got]
    assert sorted(files) == [
        f"{COMMIT}/assets/words.json",
        f"{COMMIT}/model.weights.h5",
        "main/preset.json",
    ]


def test_no_token_is_sent_and_the_library_is_named(session):
    downloads = [headers for _, path, headers in session[1] if "/resolve/" in path]
    assert downloads
    for headers in downloads:
        names = {name.lower(): value for name, value in headers.items()}
        assert "authorization" not in names
        assert "keras_seqzoo/" in names["user-agent"]


@pytest.mark.parametrize("handle", [GOOD, PINNED])
def test_a_cached_preset_needs_no_network(session, handle):
    assert session[2][handle]["folder"] == session[0][handle]["folder"]


@pytest.mark.parametrize(
    "handle, error, message",
    [
        ("hf://zoo/good@v9", "HubError", "no such revision"),
        ("hf://zoo/absent", "HubError", "no such repository, or it is private"),
        ("hf://zoo/private", "HubError", "pass `token`"),
        ("hf://zoo/gated", "HubError", "access to it must be granted"),
        ("hf://zoo/other", "HubError", "it has no file preset.json"),
        ("hf://zoo/lacking", "HubError", "it has no file assets/words.json"),
        ("hf://zoo/flipped", "ValueError", "does not have the SHA-256"),
        ("hf://zoo/longer", "ValueError", "has 300 bytes, the manifest says 256"),
        ("hf://zoo/huge", "ValueError", "1073741824 bytes, too many"),
        ("hf://zoo/escaping", "ValueError", "not an allowed path"),
    ],
)
def test_what_cannot_be_fetched_is_explained(session, handle, error, message):
    answer = session[0][handle]
    assert answer["error"] == error
    assert message in answer["message"]


def test_what_is_not_cached_is_explained_without_the_network(session):
    answer = session[2][UNCACHED]
    assert answer["error"] == "HubError"
    assert "preset.json is not in the cache" in answer["message"]
    assert "use a bundled preset (`keras-seqzoo list`)" in answer["message"]


def test_what_is_refused_by_its_size_is_not_downloaded(session):
    got = {path for method, path, _ in session[1] if method == "GET"}
    assert not any(path.startswith("zoo/huge/") for path in got)
    assert f"zoo/longer/resolve/{COMMIT}/model.weights.h5" not in got
