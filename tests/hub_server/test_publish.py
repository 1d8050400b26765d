"""Publishing a folder with the real client of huggingface_hub."""

import dataclasses
import logging

import pytest
from hub_faults import afterwards, answer, before, cut, flipped_upload, status
from loopback_hub import WRITER
from plain_preset import files_of, plain_preset

from keras_seqzoo.hub import (
    HubError,
    UnpinnedWarning,
    list_files,
    publish,
    read_manifest,
    resolve,
    write_manifest,
)

NAME = "zoo/toy"
COMMIT = f"POST /api/models/{NAME}/commit/main"


@pytest.fixture
def folder(tmp_path):
    return plain_preset(tmp_path / "preset")


@pytest.fixture
def first(hub, folder):
    """What is there after the first publication; the log of requests is emptied."""
    publication = publish(folder, NAME, token=WRITER)
    hub.requests.clear()
    return publication


def head(hub):
    repository = hub.repository(NAME)
    return repository.commits[repository.branches["main"]]


def contents(hub, commit):
    entries = head(hub).files if commit is None else commit.files
    files = {path: hub.store.path(e.sha256).read_bytes() for path, e in entries.items()}
    return {path: c for path, c in files.items() if path != ".gitattributes"}


def test_a_folder_becomes_one_commit_and_a_tag(hub, folder):
    publication = publish(folder, NAME, token=WRITER)
    commit = head(hub)
    assert publication.commit == commit.oid and publication.tag == "v1"
    assert contents(hub, commit) == files_of(folder)
    assert commit.title == "Publish toy.open"
    assert [c.title for c in hub.repository(NAME).history("main")][1:] == [
        "initial commit"
    ]
    assert hub.repository(NAME).tags == {"v1": commit.oid}
    assert publication.files == {
        **list_files(folder),
        **{"preset.json": publication.files["preset.json"]},
    }


def test_what_was_published_can_be_loaded_by_tag_branch_and_commit(hub, first):
    for revision in ("v1", "main"):
        with pytest.warns(UnpinnedWarning, match="names no commit"):
            assert resolve(f"hf://{NAME}@{revision}").name == first.commit
    assert resolve(f"hf://{NAME}@{first.commit}").name == first.commit


def test_unchanged_content_makes_no_commit_and_sends_no_file(hub, folder, first):
    assert publish(folder, NAME, token=WRITER) == first
    assert (
        not hub.requested("/commit/")
        and not hub.requested("lfs")
        and not hub.requested("/tag/")
    )
    assert len(list(hub.repository(NAME).history("main"))) == 2


def test_a_new_version_sends_what_changed_and_removes_what_is_gone(
    hub, tmp_path, first
):
    repository = hub.repository(NAME)
    handmade = {**head(hub).files, "plot.png": hub.store.add("plot.png", b"png")}
    repository.commit("main", handmade, "A picture", "keeper")
    folder = plain_preset(tmp_path / "second", weights=b"new weights")
    (folder / "assets" / "words.json").rename(folder / "assets" / "letters.json")
    renamed = dataclasses.replace(read_manifest(folder), files=list_files(folder))
    write_manifest(folder, renamed)
    second = publish(folder, NAME, token=WRITER)
    assert second.tag == "v2" and head(hub).oid == second.commit
    assert contents(hub, None) == {**files_of(folder), "plot.png": b"png"}
    assert len(hub.requested("PUT /lfs/")) == 1
    assert resolve(f"hf://{NAME}@{first.commit}").name == first.commit


def test_a_private_repository(hub, folder):
    publish(folder, NAME, private=True, token=WRITER)
    assert hub.repository(NAME).private
    with pytest.raises(HubError, match="or it is private"):
        resolve(f"hf://{NAME}@{head(hub).oid}")
    assert resolve(f"hf://{NAME}@{head(hub).oid}", token=WRITER)


def test_a_public_repository_is_not_taken_for_a_private_one(hub, folder, first):
    with pytest.raises(ValueError, match="`private` is set and .* is public"):
        publish(folder, NAME, private=True, token=WRITER)


def test_a_tag_of_ones_own(hub, folder):
    assert publish(folder, NAME, tag="2026.1", token=WRITER).tag == "2026.1"
    assert publish(folder, NAME, tag="2026.1", token=WRITER).tag == "2026.1"
    assert publish(folder, NAME, token=WRITER).tag == "2026.1"
    assert publish(folder, NAME, tag="final", token=WRITER).tag == "final"
    assert set(hub.repository(NAME).tags.values()) == {head(hub).oid}


def test_a_tag_of_another_version_is_refused_before_anything_is_sent(
    hub, tmp_path, first
):
    folder = plain_preset(tmp_path / "second", weights=b"new")
    with pytest.raises(ValueError, match="'v1' is that of another version"):
        publish(folder, NAME, tag="v1", token=WRITER)
    assert head(hub).oid == first.commit and not hub.requested("lfs")


def test_a_commit_made_meanwhile_is_reported_and_kept(hub, tmp_path, first):
    def overtake():
        repository = hub.repository(NAME)
        files = {**head(hub).files, "news": hub.store.add("news", b"news")}
        repository.commit("main", files, "Somebody else", "other")

    folder = plain_preset(tmp_path / "second", weights=b"new")
    with hub.fault(COMMIT, before(overtake), times=1):
        with pytest.raises(HubError, match="somebody else published there meanwhile"):
            publish(folder, NAME, token=WRITER)
    assert head(hub).title == "Somebody else"
    assert hub.repository(NAME).tags == {"v1": first.commit}


def test_a_parent_that_is_not_the_newest_is_reported(hub, tmp_path, first):
    folder = plain_preset(tmp_path / "second", weights=b"new")
    second = publish(folder, NAME, token=WRITER, parent=first.commit)
    third = plain_preset(tmp_path / "third", weights=b"newer")
    with pytest.raises(HubError, match=f"newest commit is {second.commit}, not"):
        publish(third, NAME, token=WRITER, parent=first.commit)
    assert head(hub).oid == second.commit


def test_a_repository_of_something_else_is_left_alone(hub, folder):
    commit = hub.put(NAME, {"pytorch_model.bin": b"x", "README.md": b"# mine"})
    with pytest.raises(ValueError, match="holds something else.*'pytorch_model.bin'"):
        publish(folder, NAME, token=WRITER)
    assert head(hub).oid == commit


def test_an_empty_repository_with_a_card_is_used(hub, folder):
    hub.put(NAME, {"README.md": b"# soon"})
    publish(folder, NAME, token=WRITER)
    assert contents(hub, None) == files_of(folder)


@pytest.mark.parametrize(
    "token, message",
    [
        (None, "there is no access token.*hf auth login"),
        ("hf_wrong", "does not know the access token"),
        ("hf_zoo_read", "may not do this. Use a token with write access"),
        ("hf_other", "may not do this"),
    ],
)
def test_who_may_not_publish(hub, folder, token, message):
    with pytest.raises(HubError, match=message) as error:
        publish(folder, NAME, token=token)
    assert "\n" not in str(error.value) and "hf_" not in str(error.value)
    assert NAME not in hub.store.repositories


def test_a_damaged_folder_is_refused_without_a_request(hub, folder):
    (folder / "model.weights.h5").write_bytes(b"rust")
    with pytest.raises(ValueError, match="model.weights.h5 has 4 bytes"):
        publish(folder, NAME, token=WRITER)
    assert not hub.requests


@pytest.mark.parametrize("name", ["toy", "a/b/c", "a b/c", "../x", "", None])
def test_names_of_repositories(folder, name):
    with pytest.raises(ValueError, match="`repository` must have the form"):
        publish(folder, name)


@pytest.mark.parametrize(
    "pattern, fault",
    [
        (COMMIT, status(503)),
        (COMMIT, cut(0)),
        (COMMIT, answer([])),
        ("PUT /lfs/", flipped_upload(7)),
        ("POST .*/preupload/", status(500)),
        ("/refs", answer("nonsense")),
    ],
)
def test_a_publication_that_fails_changes_nothing(
    hub, tmp_path, first, pattern, fault, monkeypatch
):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    folder = plain_preset(tmp_path / "second", weights=b"new weights")
    if fault is not None:
        with hub.fault(pattern, fault), pytest.raises(HubError) as error:
            publish(folder, NAME, token=WRITER)
    assert "\n" not in str(error.value)
    assert contents(hub, None) == files_of(tmp_path / "preset") or pattern == COMMIT
    assert publish(folder, NAME, token=WRITER).tag == "v2"
    assert contents(hub, None) == files_of(folder)


def test_an_answer_that_is_lost_after_the_commit(hub, tmp_path, first):
    """The commit is there; the next call finds it and adds the tag."""
    folder = plain_preset(tmp_path / "second", weights=b"new weights")

    def lost():
        raise ConnectionError

    with hub.fault(COMMIT, afterwards(lost)), pytest.raises(HubError):
        publish(folder, NAME, token=WRITER)
    commit = head(hub).oid
    assert commit != first.commit
    assert publish(folder, NAME, token=WRITER).commit == commit
    assert hub.repository(NAME).tags["v2"] == commit


def test_a_hub_that_keeps_other_bytes_is_found_out(hub, tmp_path, first):
    tree = [{"type": "file", "path": "../../x", "size": 1, "oid": "0" * 40}]
    folder = plain_preset(tmp_path / "second", weights=b"new weights")
    with hub.fault("/tree/", answer(tree)):
        with pytest.raises(ValueError, match="holds something else.*'../../x'"):
            publish(folder, NAME, token=WRITER)
    with hub.fault("/tree/", answer(tree), after=1):
        with pytest.raises(HubError, match="on the Hub differs from the file"):
            publish(folder, NAME, token=WRITER)


def test_the_endpoint_in_use_is_logged_and_the_token_is_not(hub, folder, caplog):
    with caplog.at_level(logging.DEBUG):
        publish(folder, NAME, token=WRITER)
    lines = [r.getMessage() for r in caplog.records if r.name == "keras_seqzoo"]
    assert hub.url in lines[0] and f"hf://{NAME}@" in lines[-1]
    assert WRITER not in caplog.text
