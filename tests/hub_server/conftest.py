"""A Hub for each test, and the real client of huggingface_hub pointed at it."""

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import close_session
from loopback_hub import loopback_hub


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache of the client, which also keeps to plain HTTP."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    return tmp_path / "cache"


@pytest.fixture
def hub(tmp_path, cache, monkeypatch):
    """A running Hub; `HF_ENDPOINT` names it."""
    with loopback_hub(tmp_path / "hub") as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub
    close_session()
