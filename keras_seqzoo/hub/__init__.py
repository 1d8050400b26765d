"""Presets as folders of files: resolve, download, verify, write."""

from keras_seqzoo.hub.bundled import bundled_presets, zoo_folders
from keras_seqzoo.hub.card import card
from keras_seqzoo.hub.errors import HubError
from keras_seqzoo.hub.inventory import list_files, verify_files
from keras_seqzoo.hub.manifest import Manifest, read_manifest, write_manifest
from keras_seqzoo.hub.manifest_checks import WEIGHTS
from keras_seqzoo.hub.resolve import resolve
from keras_seqzoo.hub.results import check_results
from keras_seqzoo.hub.weights import load_weights, save_weights

__all__ = [
    "WEIGHTS",
    "HubError",
    "Manifest",
    "bundled_presets",
    "card",
    "check_results",
    "list_files",
    "load_weights",
    "read_manifest",
    "resolve",
    "save_weights",
    "verify_files",
    "write_manifest",
    "zoo_folders",
]
