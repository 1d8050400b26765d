"""Presets as folders of files: resolve, download, verify, write, publish."""

from keras_seqzoo.hub.bundled import bundled_presets, checkout_presets, zoo_folders
from keras_seqzoo.hub.card import card
from keras_seqzoo.hub.errors import HubError, UnpinnedWarning
from keras_seqzoo.hub.inventory import list_files, verify_files
from keras_seqzoo.hub.manifest import Manifest, read_manifest, write_manifest
from keras_seqzoo.hub.manifest_checks import WEIGHTS
from keras_seqzoo.hub.publish import publish
from keras_seqzoo.hub.published import Publication, pin, published_presets
from keras_seqzoo.hub.resolve import resolve
from keras_seqzoo.hub.results import check_results
from keras_seqzoo.lazy import lazy_names

__getattr__, LAZY = lazy_names(
    __name__,
    {
        name: "keras_seqzoo.hub.weights"
        for name in (
            "check_bytes",
            "check_total",
            "count_stored",
            "load_weights",
            "read_arrays",
            "save_weights",
        )
    },
)

__all__ = [
    "WEIGHTS",
    "HubError",
    "Manifest",
    "Publication",
    "UnpinnedWarning",
    "bundled_presets",
    "card",
    "check_results",
    "checkout_presets",
    "list_files",
    "pin",
    "publish",
    "published_presets",
    "read_manifest",
    "resolve",
    "verify_files",
    "write_manifest",
    "zoo_folders",
    *LAZY,
]


def __dir__():
    return __all__
