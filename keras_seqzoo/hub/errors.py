"""The errors of the Hub."""


class HubError(OSError):
    """The Hugging Face Hub did not give or take a preset; the message says why."""


class DamagedFile(ValueError):
    """A file is not the one that its manifest lists; `path` tells which."""

    def __init__(self, path, message):
        super().__init__(message)
        self.path = path
