"""`hf://` handles, resolved by the real client of huggingface_hub."""

import hashlib
import importlib
import logging
import re
import time

import pytest
from hub_faults import status
from huggingface_hub import constants

from keras_seqzoo.hub import HubError, Publication, UnpinnedWarning, resolve
from keras_seqzoo.hub.inventory import record_of

RESOLVE = importlib.import_module("keras_seqzoo.hub.resolve")
GOOD = "hf://zoo/good"


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
    got = [r.split("/resolve/")[1] for r in hub.requested("GET /zoo/good/resolve/")]
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
