"""Publishing presets that have just proved that they work."""

import shutil
import tempfile
from pathlib import Path

from keras_seqzoo import hub
from keras_seqzoo.hub.client import check_repository


def publish_preset(
    handle, repository, private=False, tag=None, token=None, parent=None
):
    """Publishes a preset on the Hugging Face Hub after checking it as `verify` does.

    A private copy of its files is checked and sent, so what is published is what was
    checked.

    Args:
        handle: Name of a preset or a local folder.
        repository, private, tag, token, parent: As for `keras_seqzoo.hub.publish`.

    Returns:
        A `keras_seqzoo.hub.Publication`.

    Raises:
        ValueError: If the preset is not sound or does not give its golden answers.
        keras_seqzoo.hub.HubError: If the Hub does not take it.
    """
    check_repository(repository)
    folder = hub.resolve(handle)
    with tempfile.TemporaryDirectory() as outer:
        copy = Path(outer) / "preset"
        shutil.copytree(folder, copy)
        check(handle, copy)
        return hub.publish(copy, repository, private, tag, token, parent)


def publish_zoo(owner, private=False, tag=None, token=None):
    """Publishes every preset of a checkout and pins each in the register.

    A preset that the register knows is published on top of the commit it knows, so
    that a commit somebody else made is reported.

    Args:
        owner: Namespace on the Hub; a repository has the name of its preset.
        private, tag, token: As for `keras_seqzoo.hub.publish`.

    Yields:
        Pairs of a name and a `keras_seqzoo.hub.Publication`, each when it is done.

    Raises:
        ValueError: If this is no checkout, or as `publish_preset`.
        keras_seqzoo.hub.HubError: As `publish_preset`.
    """
    presets = hub.checkout_presets()
    if not presets:
        raise ValueError(
            "There is no folder zoo beside this package. The zoo is published from a "
            "checkout of the source repository."
        )
    known = hub.published_presets()
    for name, folder in presets.items():
        repository = f"{owner}/{name}"
        parent = newest_known(known.get(name), repository)
        publication = publish_preset(folder, repository, private, tag, token, parent)
        hub.pin(name, publication)
        yield name, publication


def newest_known(publication, repository):
    """Returns the commit of a publication, if it is one of this repository."""
    same = publication and publication.repository == repository
    return publication.commit if same else None


def publish_task(task, repository, private, tag, token, preset):
    """Writes a task as a preset and publishes that; for `Task.push_to_hub`."""
    check_repository(repository)
    with tempfile.TemporaryDirectory() as outer:
        settings = {"name": repository.rpartition("/")[2], **preset}
        folder = task.save_to_preset(Path(outer) / "preset", **settings)
        check(settings["name"], folder)
        return hub.publish(folder, repository, private, tag, token)


def check(handle, folder):
    """Checks files, weights, results and golden answers of a preset."""
    from keras_seqzoo.models.verify import verify_folder

    for result in verify_folder(handle, folder).checks:
        if not result.ok:
            raise ValueError(
                f"The preset {handle} is not published: its {result.name} failed: "
                f"{result.detail}"
            )
