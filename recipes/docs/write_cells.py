"""Writes the pages and pictures of the cells in docs/cells/.

python recipes/docs/write_cells.py           writes them
python recipes/docs/write_cells.py --check   exits with 1 if one is not up to date
"""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

from cell_pages import cells
from cell_pages.markdown import markdown
from cell_pages.svg import svg

from keras_seqzoo.files import write_text
from keras_seqzoo.layers import cell_layers

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "cells"
START = "<!-- cells: written by recipes/docs/write_cells.py -->"
END = "<!-- end of cells -->"


def pages():
    """Returns `{module: Page}` in the order of the layers."""
    names = [module.name for module in pkgutil.iter_modules(cells.__path__)]
    found = {n: importlib.import_module(f"{cells.__name__}.{n}").PAGE for n in names}
    order = [f"{layer}Cell" for layer in vars(cell_layers)]
    return dict(sorted(found.items(), key=lambda item: order.index(item[1].cell)))


def table(found):
    """Returns the table of cells of the index."""
    rows = [
        f"| [{page.title}]({name}.md) | `{page.cell}` | {page.parameters} |"
        for name, page in found.items()
    ]
    head = ["| cell | class | parameters |", "|---|---|---|"]
    return "\n".join([START, "", *head, *rows, "", END])


def with_table(text, content):
    """Returns a Markdown text with the part between the marks replaced."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise SystemExit(f"index.md lacks the marks {START} and {END}.")
    return f"{before}{content}{after}"


def files():
    """Returns `{path: content}` of all that this script writes."""
    found = pages()
    index = FOLDER / "index.md"
    written = {
        index: with_table(index.read_text(encoding="utf-8"), table(found)),
        **{FOLDER / f"{name}.md": markdown(page) for name, page in found.items()},
    }
    for page in found.values():
        for name, figure in page.figures.items():
            written[FOLDER / "pictures" / f"{name}.svg"] = svg(figure)
    return written


def outdated(path, content):
    return not path.exists() or path.read_text(encoding="utf-8") != content


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    old = {path: text for path, text in files().items() if outdated(path, text)}
    if check and old:
        names = ", ".join(sorted(path.name for path in old))
        sys.exit(f"Not up to date: {names}. Run recipes/docs/write_cells.py")
    for path, text in old.items():
        write_text(path, text)


if __name__ == "__main__":
    main()
