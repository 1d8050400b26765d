"""Repositories, accounts and endpoints from which nothing is taken."""

import json

import pytest
from hub_faults import answer, status
from loopback_hub import WRITER

from keras_seqzoo.hub import HubError, resolve


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
        assert not hub.requested(f"GET /zoo/bad/resolve/{commit}/{large}")


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
