"""`hf://` handles, resolved by the real client of huggingface_hub."""

import hashlib
import importlib
import json
import logging
import re
import shutil
import time
import warnings

import pytest
from hub_faults import answer, cut, flipped, slow, status
from huggingface_hub import constants
from loopback_hub import WRITER
from plain_preset import files_of, plain_preset

from keras_seqzoo.hub import HubError, Publication, UnpinnedWarning, resolve
from keras_seqzoo.hub.inventory import record_of

RESOLVE = importlib.import_module("keras_seqzoo.hub.resolve")
GOOD = "hf://zoo/good"
WEIGHTS = "resolve/.*/model.weights.h5"


@pytest.fixture
def files(tmp_path):
    return {**files_of(plain_preset(tmp_path / "preset")), "unlisted.bin": b"x" * 100}


@pytest.fixture
def commit(hub, files):
    return hub.put("zoo/good", files)


@pytest.fixture
def pinned(commit):
    return f"{GOOD}@{commit}"


def requested(hub, method, part):
    return [r for r, _ in hub.requests if r.startswith(method) and part in r]


def test_by_commit(pinned, commit):
    folder = resolve(pinned)
    assert folder.name == commit
    assert (folder / "model.weights.h5").read_bytes() == bytes(range(256))


@pytest.mark.parametrize("revision", ["", "@main", "@v1"])
def test_what_can_move_is_fetched_with_a_warning(hub, commit, revision):
    hub.repository("zoo/good").tags["v1"] = commit
    with pytest.warns(UnpinnedWarning, match="names no commit"):
        assert resolve(f"{GOOD}{revision}").name == commit


def test_exactly_the_files_of_the_manifest_are_downloaded(hub, pinned, commit):
    resolve(pinned)
    got = [r.split("/resolve/")[1] for r in requested(hub, "GET", "/resolve/")]
    names = ("assets/words.json", "model.weights.h5", "preset.json")
    assert sorted(got) == [f"{commit}/{name}" for name in names]


def test_no_token_is_sent_and_the_library_is_named(hub, pinned, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret_of_the_user")
    resolve(pinned)
    assert hub.requests
    for _, headers in hub.requests:
        assert "authorization" not in headers
        assert "keras_seqzoo/" in headers["user-agent"]


@pytest.fixture
def by_name(hub, commit, tmp_path, monkeypatch):
    """Pins the repository in the register as the preset `a.pinned`."""

    def pin_with(**changes):
        names = ("preset.json", "model.weights.h5", "assets/words.json")
        files = {name: record_of(tmp_path / "preset" / name) for name in names}
        known = {"a.pinned": Publication("zoo/good", commit, "v1", files | changes)}
        monkeypatch.setattr(RESOLVE, "published_presets", lambda: known)
        return "a.pinned"

    return pin_with


def test_a_name_of_the_register_is_its_commit_without_a_token(
    hub, by_name, commit, monkeypatch
):
    monkeypatch.setenv("HF_TOKEN", "hf_secret_of_the_user")
    assert resolve(by_name()).name == commit
    assert hub.requests
    assert not any("authorization" in headers for _, headers in hub.requests)


@pytest.mark.parametrize(
    "change, message",
    [({"sha256": "0" * 64}, "does not have the SHA-256"), ({"size": 9}, "says 9")],
)
def test_a_name_whose_manifest_is_not_the_pinned_one(by_name, files, change, message):
    content = files["preset.json"]
    record = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    name = by_name(**{"preset.json": record | change})
    with pytest.raises(ValueError, match=message):
        resolve(name)


def test_a_cached_commit_needs_no_request(hub, pinned, caplog):
    first = resolve(pinned)
    hub.requests.clear()
    with caplog.at_level(logging.INFO, logger="keras_seqzoo"):
        assert resolve(pinned) == first
    assert not hub.requests
    (record,) = caplog.records
    assert "(cache of the Hugging Face Hub)" in record.getMessage()


def test_one_log_line_says_that_it_was_downloaded(pinned, caplog):
    with caplog.at_level(logging.INFO, logger="keras_seqzoo"):
        resolve(pinned)
    (record,) = caplog.records
    assert "(downloaded from the Hugging Face Hub)" in record.getMessage()


def test_a_bar_shows_the_progress_of_each_download(pinned, capsys, monkeypatch):
    """The variable stands for a terminal; without one the client shows no bars."""
    monkeypatch.setenv("TQDM_POSITION", "-1")
    resolve(pinned)
    bars = capsys.readouterr().err
    for name in ("preset.json", "model.weights.h5", "assets/words.json"):
        assert re.search(f"{name}: +100%", bars), bars
    resolve(pinned)
    assert capsys.readouterr().err == ""


@pytest.mark.filterwarnings("ignore::keras_seqzoo.hub.UnpinnedWarning")
@pytest.mark.parametrize("silence", ["offline", "gone", "ill"])
@pytest.mark.parametrize("revision", ["", "@main", "pinned"])
def test_what_is_cached_is_found_without_the_hub(
    hub, commit, revision, silence, monkeypatch
):
    handle = f"{GOOD}@{commit}" if revision == "pinned" else f"{GOOD}{revision}"
    folder = resolve(handle)
    if silence == "offline":
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    if silence == "gone":
        monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with hub.fault("", status(503)):
        assert resolve(handle) == folder


@pytest.mark.parametrize("silence", ["offline", "gone"])
def test_what_is_not_cached_fails_at_once(hub, silence, monkeypatch):
    if silence == "offline":
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    start = time.perf_counter()
    with pytest.raises(HubError) as error:
        resolve(f"hf://zoo/other@{'0' * 40}")
    assert time.perf_counter() - start < 3
    why = {
        "gone": "http://127.0.0.1:9 cannot be reached. Connect to the network",
        "offline": "HF_HUB_OFFLINE is set. Unset it",
    }[silence]
    assert str(error.value) == (
        f"hf://zoo/other@{'0' * 40}: preset.json is not in the cache and {why} or use "
        "a bundled preset (`keras-seqzoo list`)."
    )


def without(files, name):
    return {path: content for path, content in files.items() if path != name}


def escaping(files):
    manifest = json.loads(files["preset.json"])
    manifest["files"]["../../escaped"] = {"sha256": "0" * 64, "size": 1}
    return {**files, "preset.json": json.dumps(manifest).encode()}


CHANGES = {
    "flipped": lambda files: {**files, "model.weights.h5": bytes([1, *range(1, 256)])},
    "longer": lambda files: {**files, "model.weights.h5": bytes(300)},
    "lacking": lambda files: without(files, "assets/words.json"),
    "other": lambda files: {"config.json": b"{}"},
    "huge": lambda files: {**files, "preset.json": b" " * (2 << 20)},
    "escaping": escaping,
}


@pytest.mark.parametrize(
    "change, error, message",
    [
        ("flipped", ValueError, "does not have the SHA-256 .* removed from the cache"),
        ("longer", ValueError, "has 300 bytes, the manifest says 256"),
        ("lacking", HubError, "it has no file assets/words.json"),
        ("other", HubError, "it has no file preset.json"),
        ("huge", ValueError, "2097152 bytes, too many"),
        ("escaping", ValueError, "not an allowed path"),
    ],
)
def test_repositories_that_are_refused(hub, files, change, error, message):
    commit = hub.put("zoo/bad", CHANGES[change](files))
    with pytest.raises(error, match=message) as caught:
        resolve(f"hf://zoo/bad@{commit}")
    assert "\n" not in str(caught.value)
    if change in ("huge", "longer"):
        large = {"huge": "preset.json", "longer": "model.weights.h5"}[change]
        assert not requested(hub, "GET", f"{commit}/{large}")


@pytest.mark.parametrize(
    "handle, token, message",
    [
        ("hf://zoo/good@" + "1" * 40, False, "it has no such revision"),
        ("hf://zoo/absent@" + "1" * 40, False, "no such repository, or it is private"),
        (
            "hf://zoo/private",
            False,
            "no such repository, or it is private.*`token=True`",
        ),
        ("hf://zoo/private", "hf_other", "no such repository, or it is private"),
        ("hf://zoo/private", "hf_wrong", "does not know the access token.*HF_TOKEN"),
        ("hf://zoo/private", True, "there is no access token.*hf auth login"),
        ("hf://zoo/gated", False, "access to it must be granted"),
        ("hf://zoo/a..b", False, "no repository can have this name"),
    ],
)
@pytest.mark.filterwarnings("ignore::keras_seqzoo.hub.UnpinnedWarning")
def test_access_that_is_refused(hub, files, commit, handle, token, message):
    hub.put("zoo/private", files, private=True)
    hub.put("zoo/gated", files)
    hub.repository("zoo/gated").gated = True
    with pytest.raises(HubError, match=message) as error:
        resolve(handle, token=token)
    assert "\n" not in str(error.value)


def test_a_private_repository_with_a_token(hub, files):
    commit = hub.put("zoo/private", files, private=True)
    assert resolve(f"hf://zoo/private@{commit}", token=WRITER).name == commit


def test_a_cut_connection_is_taken_up_where_it_broke(hub, pinned, monkeypatch):
    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 50)
    with hub.fault(f"GET.*{WEIGHTS}", cut(100), times=1):
        folder = resolve(pinned)
    assert (folder / "model.weights.h5").read_bytes() == bytes(range(256))
    ranges = [
        h.get("range") for r, h in hub.requests if r.startswith("GET") and "h5" in r
    ]
    assert ranges == [None, "bytes=100-"]


def test_a_byte_that_flips_on_the_way_is_found_and_the_next_call_succeeds(hub, pinned):
    with hub.fault(f"GET.*{WEIGHTS}", flipped(77), times=1):
        with pytest.raises(ValueError, match="does not have the SHA-256"):
            resolve(pinned)
    folder = resolve(pinned)
    assert (folder / "model.weights.h5").read_bytes() == bytes(range(256))


def test_a_file_that_is_damaged_in_the_cache_is_fetched_anew(pinned):
    folder = resolve(pinned)
    (folder / "model.weights.h5").resolve().write_bytes(b"rust")
    with pytest.raises(ValueError, match="It was removed from the cache"):
        resolve(pinned)
    assert resolve(pinned) == folder


def test_a_slow_answer_is_waited_for(hub, pinned):
    with hub.fault(WEIGHTS, slow(0.3), times=2):
        assert resolve(pinned)


def test_an_ill_hub(hub, pinned):
    with hub.fault("GET.*resolve", status(503)):
        with pytest.raises(HubError, match="failed: .*503.*Try again later") as error:
            resolve(pinned)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("page", [status(200, b"<html>"), answer([])])
def test_an_endpoint_that_is_no_hub(hub, pinned, page):
    with hub.fault("", page), pytest.raises(HubError) as error:
        resolve(pinned)
    assert "does not answer like a Hub" in str(error.value)
    assert "Check the environment variable HF_ENDPOINT" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("address", ["not-a-url", "ftp://127.0.0.1", "http://[::1"])
def test_an_endpoint_that_is_no_address(hub, pinned, address, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", address)
    with pytest.raises(HubError, match="does not answer like a Hub.*HF_ENDPOINT"):
        resolve(pinned)


def test_a_folder_of_the_cache_that_lost_files_is_completed(pinned):
    folder = resolve(pinned)
    shutil.rmtree(folder / "assets")
    with warnings.catch_warnings():
        assert resolve(pinned) == folder
    assert (folder / "assets" / "words.json").is_file()
