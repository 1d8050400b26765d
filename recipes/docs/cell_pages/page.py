"""What the page of a cell says beside what the cell itself tells."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """The texts and pictures of a cell.

    Args:
        cell: Name of the class in `keras_seqzoo.cells`.
        title: Title of the page.
        figures: `{file name without suffix: Figure}`.
        textbook: Equations in the textbook's symbols, LaTeX with `$$`.
        columns: `(textbook's symbol, paper's symbol)` of each gate, LaTeX, in the order
            of the columns of the kernels.
        states: Names of the states in the code, in the order of the cell.
        step: One step in NumPy, of `x`, the states and the weights by name; it ends
            with the names of the states, and of `output` where that is another value.
        parameters: Formula in D, U (and P) of the number of parameters.
        use: When to use it, Markdown.
        arguments: Further arguments of the example, `{name: value}`.
        note: What else there is to say of the parameters.
    """

    cell: str
    title: str
    figures: dict
    textbook: str
    columns: tuple
    states: tuple
    step: str
    parameters: str
    use: str
    arguments: dict = field(default_factory=dict)
    note: str = ""
