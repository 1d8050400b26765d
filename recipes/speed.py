"""Writes the tables of docs/speed.md from the results in recipes/benchmarks/results/.

python recipes/speed.py           writes the tables
python recipes/speed.py --check   exits with 1 if they are not up to date
"""

import argparse
import sys
from pathlib import Path

from keras_seqzoo.files import read_json, write_text

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "speed.md"
RESULTS = ROOT / "recipes" / "benchmarks" / "results"
START, END = "<!-- tables: written by recipes/speed.py -->", "<!-- end of tables -->"
HEAD = (
    "layer",
    "training: ours",
    "peer",
    "ratio",
    "floor",
    "inference: ours",
    "peer",
    "ratio",
    "floor",
)


def tables():
    """Returns one section a file of results."""
    return "\n\n".join(section(read_json(path)) for path in sorted(RESULTS.glob("*")))


def section(results):
    measured = results["protocol"]
    caption = (
        f"Batch × steps × features → units: {measured['shape']}. Milliseconds, each "
        f"the better one with and without XLA, medians of {measured['rounds']} rounds; "
        f"{measured['cores']} CPU cores, TensorFlow {measured['tensorflow']}, "
        f"Keras {measured['keras']}, {measured['date']}."
    )
    lines = [HEAD, ["---"] * len(HEAD), *map(line, results["rows"])]
    return caption + "\n\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def line(row):
    cells = [row["cell"]]
    for what in ("train", "infer"):
        ours, peer = (
            min(row[f"{who} {what}"], row[f"{who} {what} xla"])
            for who in ("ours", "peer")
        )
        cells += [f"{ours:.1f}", f"{peer:.1f}"]
        cells += [f"{row[f'{what} ratio']:.2f}", f"{row[f'{what} floor']:.1f}"]
    return cells


def with_tables(text, content):
    """Returns the page with the part between the marks replaced."""
    before, mark, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise SystemExit(f"{PAGE.name} lacks the marks {START} and {END}.")
    return f"{before}{START}\n\n{content}\n\n{END}{after}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    old = PAGE.read_text(encoding="utf-8")
    new = with_tables(old, tables())
    if check:
        sys.exit(old != new)
    write_text(PAGE, new)


if __name__ == "__main__":
    main()
