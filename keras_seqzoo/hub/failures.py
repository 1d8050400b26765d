"""What the client of the Hugging Face Hub raises, in one line with a remedy."""

import contextlib

from keras_seqzoo.hub.client import endpoint
from keras_seqzoo.hub.errors import HubError

MAX_DETAIL = 300
STALE = 412
NO_HUBS_ANSWER = 404, 405, 501
ADVICE = " For more information check:"
OTHER_FORM = (ValueError, LookupError, TypeError, AttributeError)


@contextlib.contextmanager
def explained(where, path=""):
    """Turns every exception of the client into a `HubError` of one line.

    Args:
        where: What was asked for, such as `"hf://owner/name@revision"`.
        path: The file it was asked for, if any.
    """
    try:
        yield
    except HubError:
        raise
    except hub_exceptions() as error:
        cause = cause_of(error)
        reason, remedy = diagnose(cause, path)
        facts = {"path": path, "endpoint": endpoint(), "error": one_line(cause)}
        told = f"{reason}. {remedy}".format(**facts, **silence())
        raise HubError(f"{where}: {told}") from error


def hub_exceptions():
    """Returns every exception that huggingface_hub raises for a failed exchange.

    An answer that is not JSON is a `ValueError`, JSON of another form whatever the
    client stumbles over; an upload that failed in a thread is a `RuntimeError`.
    """
    from huggingface_hub import errors
    from huggingface_hub.utils import httpx

    return (
        OSError,
        RuntimeError,
        *OTHER_FORM,
        errors.EntryNotFoundError,
        errors.XetDownloadError,
        httpx.HTTPError,
        httpx.InvalidURL,
    )


def unreachable():
    """Returns the exceptions after which only the cache is left."""
    from huggingface_hub import errors
    from huggingface_hub.utils import httpx

    return errors.OfflineModeIsEnabled, httpx.ConnectError, httpx.TimeoutException


def silence():
    """Returns why the Hub was not heard and what to do about it."""
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return {"silent": "HF_HUB_OFFLINE is set", "connect": "Unset it"}
    return {
        "silent": f"{endpoint()} cannot be reached",
        "connect": "Connect to the network",
    }


def check_token(where, token):
    """Checks that there is a token to write with, given or stored.

    Raises:
        HubError: If there is none.
    """
    from huggingface_hub import get_token

    if not (token or get_token()):
        raise HubError(f"{where}: {'. '.join(NO_TOKEN)}")


def cause_of(error):
    """Returns what made an upload fail in its thread, else the error itself."""
    return error.__cause__ if type(error) is RuntimeError and error.__cause__ else error


def diagnose(error, path=""):
    """Returns `(reason, remedy)` for an exception of huggingface_hub."""
    text = next(text for kind, text in by_type(path) if isinstance(error, kind))
    if text is not FAILED:
        return text
    return NO_XET if "/xet-" in str(error) else BY_STATUS.get(status_of(error), FAILED)


def status_of(error):
    """Returns the HTTP status behind an exception, `None` if there was no answer."""
    return getattr(getattr(error, "response", None), "status_code", None)


def by_type(path):
    """Returns pairs of exceptions and `(reason, remedy)`, the special ones first."""
    from huggingface_hub import errors
    from huggingface_hub.utils import httpx

    return (
        (errors.GatedRepoError, GATED),
        (errors.RepositoryNotFoundError, NO_REPOSITORY),
        (errors.RevisionNotFoundError, NO_REVISION),
        (errors.RemoteEntryNotFoundError, NO_FILE),
        (errors.HFValidationError, NO_NAME),
        (
            (errors.LocalEntryNotFoundError, *unreachable()),
            NOT_CACHED if path else NOT_REACHED,
        ),
        (errors.LocalTokenNotFoundError, NO_TOKEN),
        (errors.FileMetadataError, NO_HUB),
        ((httpx.UnsupportedProtocol, httpx.InvalidURL), NO_HUB),
        (errors.HfHubHTTPError, FAILED),
        (OSError, FAILED),
        (OTHER_FORM, NO_HUB),
        (Exception, FAILED),
    )


GATED = (
    "access to it must be granted",
    "Ask for access on its page and pass `token`.",
)
NO_REPOSITORY = (
    "{endpoint} has no such repository, or it is private",
    "Check the name or give a token that may read it: `token=True` or, on the command "
    "line, `--login` for that of `hf auth login`.",
)
NO_REVISION = "it has no such revision", "Check what follows the @."
NO_FILE = "it has no file {path}", "It is not a complete preset of keras_seqzoo."
NO_NAME = "no repository can have this name ({error})", "Check the name."
NOT_REACHED = "{silent}", "{connect}."
NOT_CACHED = (
    "{path} is not in the cache and {silent}",
    "{connect} or use a bundled preset (`keras-seqzoo list`).",
)
NO_TOKEN = (
    "there is no access token",
    "Run `hf auth login`, set HF_TOKEN or pass `token`.",
)
NO_HUB = (
    "{endpoint} does not answer like a Hub ({error})",
    "Check the environment variable HF_ENDPOINT.",
)
FAILED = "{endpoint} failed: {error}", "Try again later."
NO_XET = (
    "{endpoint} takes no Xet uploads",
    "Set HF_HUB_DISABLE_XET=1 and publish again.",
)
WRONG_TOKEN = "{endpoint} does not know the access token", "Check `token` or HF_TOKEN."
FORBIDDEN = (
    "the access token may not do this",
    "Use a token with write access to this namespace.",
)
OVERTAKEN = (
    "somebody else published there meanwhile",
    "Look at the new commit, then publish again if yours shall follow it.",
)
BY_STATUS = {401: WRONG_TOKEN, 403: FORBIDDEN, STALE: OVERTAKEN}
BY_STATUS |= dict.fromkeys(NO_HUBS_ANSWER, NO_HUB)


def one_line(error):
    """Returns the message of an exception: printable, one line, not too long."""
    text = " ".join(str(error).split()).partition(ADVICE)[0]
    text = "".join(c for c in text if c.isprintable()).rstrip(".")
    text = text or type(error).__name__
    return text if len(text) <= MAX_DETAIL else f"{text[: MAX_DETAIL - 1]}…"
