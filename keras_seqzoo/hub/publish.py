"""A preset folder becomes one commit and one tag of a repository on the Hub."""

import logging
from pathlib import Path

from keras_seqzoo.hub import repository as contents
from keras_seqzoo.hub.client import api as client
from keras_seqzoo.hub.client import check_repository, endpoint
from keras_seqzoo.hub.errors import HubError
from keras_seqzoo.hub.failures import check_token, explained
from keras_seqzoo.hub.inventory import record_of, verify_files
from keras_seqzoo.hub.manifest import read_manifest
from keras_seqzoo.hub.manifest_checks import FILE_NAME
from keras_seqzoo.hub.published import Publication

log = logging.getLogger("keras_seqzoo")


def publish(folder, repository, private=False, tag=None, token=None, parent=None):
    """Publishes the files of a preset folder as one commit of a repository.

    The commit names its parent, so it fails if somebody else published meanwhile. A
    folder whose files are all there makes no commit. Whether the preset works is for
    the caller to check: `keras_seqzoo.models.publish_preset` does.

    Args:
        folder: A preset folder that nobody changes meanwhile.
        repository: `"owner/name"`; it is made if need be.
        private: Whether the repository is private.
        tag: Name of this version; by default the next of `v1`, `v2`, …
        token: Access token; `None` for the stored one.
        parent: The commit that the caller believes is the newest; by default whichever
            is when the call begins.

    Returns:
        A `Publication`.

    Raises:
        ValueError: If the folder is not sound, the repository holds something else or
            is public although `private` is set, or the tag is that of another version.
        HubError: If the Hub refuses, or has got another newest commit.
    """
    check_repository(repository)
    verify_files(folder, read_manifest(folder))
    check_token(f"hf://{repository}", token)
    log.info("Publishing %s as %s on %s.", folder, repository, endpoint())
    api = client(token)
    with explained(f"hf://{repository}"):
        api.create_repo(repository, private=private, exist_ok=True)
        state = contents.read_state(api, repository)
    check_visibility(repository, state, private)
    commit = put_files(api, repository, folder, state, tag, parent)
    name = put_tag(api, repository, state, commit, tag)
    log.info("Published %s as hf://%s@%s (%s).", folder, repository, commit, name)
    return Publication(repository, commit, name, pinned_files(folder))


def check_visibility(repository, state, private):
    if private and not state.private:
        raise ValueError(
            f"`private` is set and the repository {repository} is public. "
            "Make it private on its page or choose another name."
        )


def put_files(api, repository, folder, state, tag, parent):
    """Commits what differs and returns the newest commit, which may be the old one."""
    files = contents.published_files(folder)
    added = contents.changed(files, state)
    removed = contents.superseded(api, repository, state, files)
    if not added and not removed:
        check_tag(tag, state, state.head)
        return state.head
    check_tag(tag, state, None)
    check_parent(repository, state, parent)
    with explained(f"hf://{repository}"):
        commit = api.create_commit(
            repository,
            operations(added, removed),
            commit_message=f"Publish {read_manifest(folder).name}",
            parent_commit=state.head,
        ).oid
        there = contents.read_files(api, repository, commit)
    check_arrived(repository, files, there)
    return commit


def check_tag(tag, state, commit):
    """Refuses a tag that is taken by another commit than `commit`."""
    if tag in state.tags and state.tags[tag] != commit:
        raise ValueError(f"`tag` {tag!r} is that of another version. Choose a new one.")


def check_parent(repository, state, parent):
    if parent and parent != state.head:
        raise HubError(
            f"hf://{repository}: its newest commit is {state.head}, not {parent}: "
            "somebody else published there. Look at it, then publish with it as parent."
        )


def operations(added, removed):
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    return [
        *(CommitOperationAdd(name, str(path)) for name, path in added.items()),
        *(CommitOperationDelete(name, is_folder=False) for name in removed),
    ]


def check_arrived(repository, files, there):
    """Checks that the Hub has what was sent."""
    for name, path in files.items():
        if not contents.same(path, there.get(name)):
            raise HubError(
                f"hf://{repository}: {name} on the Hub differs from the file that was "
                "sent. Publish again."
            )


def put_tag(api, repository, state, commit, tag):
    """Tags the commit, unless it has this tag, or any if none is asked for."""
    present = [name for name, target in state.tags.items() if target == commit]
    if present and tag in (None, *present):
        return tag or present[-1]
    name = tag or contents.next_version(state.tags)
    with explained(f"hf://{repository}@{commit}"):
        api.create_tag(repository, tag=name, revision=commit)
    return name


def pinned_files(folder):
    """Returns hash and size of every file of a preset but the card."""
    manifest_file = Path(folder) / FILE_NAME
    return {**read_manifest(folder).files, FILE_NAME: record_of(manifest_file)}
