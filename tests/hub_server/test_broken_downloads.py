"""Downloads that break on the way, and files that the cache has lost."""

import shutil
import warnings

import pytest
from hub_faults import cut, flipped, slow, status
from huggingface_hub import constants

from keras_seqzoo.hub import HubError, resolve

WEIGHTS = "resolve/.*/model.weights.h5"


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


def test_a_folder_of_the_cache_that_lost_files_is_completed(pinned):
    folder = resolve(pinned)
    shutil.rmtree(folder / "assets")
    with warnings.catch_warnings():
        assert resolve(pinned) == folder
    assert (folder / "assets" / "words.json").is_file()
