"""A Hub for each test, and the real client of huggingface_hub pointed at it."""

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import close_session
from loopback_hub import loopback_hub
from plain_preset import files_of, plain_preset


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache of the client, which also keeps to plain HTTP."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One running Hub for all tests."""
    with loopback_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield hub
    close_session()


@pytest.fixture
def hub(server, cache, monkeypatch):
    """The running Hub, empty; `HF_ENDPOINT` names it."""
    server.clear()
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    return server


@pytest.fixture
def files(tmp_path):
    """The files of a repository: a preset, and one that its manifest does not name."""
    return {**files_of(plain_preset(tmp_path / "preset")), "unlisted.bin": b"x" * 100}


@pytest.fixture
def commit(hub, files):
    """The commit of the repository zoo/good."""
    return hub.put("zoo/good", files)


@pytest.fixture
def pinned(commit):
    """The handle that names this commit."""
    return f"hf://zoo/good@{commit}"
