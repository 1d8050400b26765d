"""What goes wrong with data."""


class DataError(ValueError):
    """A file that does not hold what it should.

    Args:
        path: The file.
        line: Number of the line, from 1, or `None` for the whole file.
        what: What is wrong, a sentence.
        remedy: What to do about it, a sentence.
    """

    def __init__(self, path, line, what, remedy=""):
        self.path = path
        self.line = line
        self.what = what
        self.remedy = remedy
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {what} {remedy}".rstrip())


class UnusableData(ValueError):
    """Examples that a model cannot learn from, such as those of a label it lacks."""
