"""The error of the Hub."""


class HubError(OSError):
    """A preset could not be fetched from the Hugging Face Hub; the message says why."""
