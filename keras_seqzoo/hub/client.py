"""How the package introduces itself to the client of the Hugging Face Hub."""

import os
import re

from keras_seqzoo._version import __version__

REPOSITORY = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)
REFERENCE = re.compile(rf"({REPOSITORY.pattern})(?:@([\w./-]+))?", re.ASCII)
COMMIT = re.compile(r"[0-9a-f]{40}")
IDENTITY = {"library_name": "keras_seqzoo", "library_version": __version__}


def endpoint():
    """Returns the address of the Hub: `HF_ENDPOINT` as it is now, else the public one.

    The client reads the variable only when it is imported, so it is told on each call.
    """
    from huggingface_hub import constants

    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or constants.ENDPOINT


def api(token=None):
    """Returns the client's `HfApi`; `token` as for `publish`."""
    from huggingface_hub import HfApi

    return HfApi(endpoint=endpoint(), token=token, **IDENTITY)


def check_repository(repository):
    """Checks the name of a repository, `owner/name`.

    Raises:
        ValueError: If it has another form.
    """
    if not isinstance(repository, str) or not REPOSITORY.fullmatch(repository):
        raise ValueError(
            "`repository` must have the form 'owner/name' with letters, digits, '.', "
            f"'_' and '-'. Received: repository={repository!r}"
        )
