"""The presets that can be loaded by name."""

import dataclasses
from fnmatch import fnmatch

from keras_seqzoo import hub
from keras_seqzoo.files import read_json


def list_presets(pattern="*"):
    """Returns the sorted names of the bundled presets that match a shell pattern.

    >>> list_presets("ner*")
    ['ner_bilstm_crf.open']
    """
    return [name for name in hub.bundled_presets() if fnmatch(name, pattern)]


def preset_info(handle, token=False):
    """Returns what is known of a preset without loading its network.

    Args:
        handle: As for `keras_seqzoo.hub.resolve`.
        token: As for `keras_seqzoo.hub.resolve`.

    Returns:
        The content of its `preset.json` as a dict, with `results` (the content of its
        `results.json`) and `folder` (a `pathlib.Path`).

    Raises:
        ValueError: If there is no such preset or it is damaged.
    """
    folder = hub.resolve(handle, token=token)
    info = dataclasses.asdict(hub.read_manifest(folder))
    results = hub.check_results(read_json(folder / "results.json"))
    return {**info, "results": results, "folder": folder}
