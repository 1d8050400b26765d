"""Writes the table of presets in README.md from the results in zoo/.

python recipes/tables.py           writes the table
python recipes/tables.py --check   exits with 1 if the table is not up to date
"""

import argparse
import json
import sys
from pathlib import Path

from keras_seqzoo.cli.scores import headline, size

ROOT = Path(__file__).resolve().parent.parent
START = "<!-- presets: written by recipes/tables.py -->"
END = "<!-- end of presets -->"
COLUMNS = ("preset", "test data", "test score", "simple baseline", "weights", "licence")


def presets(zoo):
    """Returns `(preset.json, results.json)` of every preset in a folder, by name."""
    folders = sorted(path.parent for path in zoo.glob("*/preset.json"))
    return [
        tuple(read(f / n) for n in ("preset.json", "results.json")) for f in folders
    ]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def table(found):
    """Returns the Markdown table of presets."""
    lines = [COLUMNS, ["---"] * len(COLUMNS), *(row(*pair) for pair in found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def row(preset, results):
    name = preset["name"]
    return (
        f"[`{name}`](zoo/{name}/README.md)",
        results.get("test_data", ""),
        headline(results),
        baseline(results.get("floor")),
        size(results.get("size_bytes")),
        preset["licence"],
    )


def baseline(floor):
    return "" if floor is None else f"{floor['name']}: {headline(floor)}"


def with_table(text, content, start=START, stop=END):
    """Returns a Markdown text with the part between the marks replaced."""
    before, mark, rest = text.partition(start)
    _, end, after = rest.partition(stop)
    if not mark or not end:
        raise SystemExit(f"The page lacks the marks {start} and {stop}.")
    return f"{before}{start}\n\n{content}\n\n{stop}{after}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    path = ROOT / "README.md"
    old = path.read_text(encoding="utf-8")
    new = with_table(old, table(presets(ROOT / "zoo")))
    if check and new != old:
        sys.exit("The table in README.md is not up to date: run recipes/tables.py")
    if new != old:
        path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
