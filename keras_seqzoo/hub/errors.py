"""The errors and warnings of the Hub."""


class HubError(OSError):
    """The Hugging Face Hub did not give or take a preset; the message says why."""


class UnpinnedWarning(UserWarning):
    """A handle on the Hub names no commit, so what it gives can change."""


class DamagedFile(ValueError):
    """A file is not the one that its manifest lists; `path` tells which."""

    def __init__(self, path, message):
        super().__init__(message)
        self.path = path
