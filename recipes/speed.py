"""Writes the tables and plots of docs/speed.md from recipes/benchmarks/results/.

python recipes/speed.py           writes the page and its pictures
python recipes/speed.py --check   exits with 1 if they are not up to date
"""

import argparse
import math
import sys
from pathlib import Path

from growth_plot import growth_plot

from keras_seqzoo.files import read_json, write_text

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "speed.md"
PICTURES = ROOT / "docs" / "pictures"
RESULTS = ROOT / "recipes" / "benchmarks" / "results"
SHAPES = ("recurrence_small", "recurrence_large")
OTHERS = ("growth", "memory", "matrix_products")
START, END = "<!-- tables: written by recipes/speed.py -->", "<!-- end of tables -->"
SIDES = {"train": "training", "infer": "inference"}
CRF_PEER = "pytorch-crf"
WAYS = {
    "all states kept": "all states kept",
    "checkpoint_every": '`checkpoint_every="sqrt"`',
}


def files():
    """`{path: content}` of all that this script writes."""
    found = {name: read_json(RESULTS / f"{name}.json") for name in (*SHAPES, "crf")}
    growth, memory, products = (read_json(RESULTS / f"{name}.json") for name in OTHERS)
    content = sections(found, growth, memory, products)
    page = with_tables(PAGE.read_text(encoding="utf-8"), content)
    drawn = {
        PICTURES / f"growth_{axis}.svg": growth_plot(
            growth[axis]["at"],
            {who: ms for who, ms in growth[axis].items() if who != "at"},
            axis,
            "milliseconds of a training step",
        )
        for axis in ("steps", "units")
    }
    return {PAGE: page} | drawn


def sections(found, growth, memory, products):
    """The part of the page between the marks."""
    timed = (*found.values(), growth, products)
    parts = [machine([result["protocol"] for result in timed])]
    for name in SHAPES:
        parts += [beside_keras(found[name]), beside_torch(found[name])]
    parts += [crf(found["crf"]), plots(growth), memory_table(memory), rates(products)]
    return "\n\n".join(parts)


def machine(protocols):
    """The machine of all figures, which must be one."""
    names = ("processor", "cores", "tensorflow", "keras", "torch", "pytorch-crf")
    kinds = {tuple(str(p.get(name)) for name in names) for p in protocols}
    if len(kinds) > 1:
        raise SystemExit(f"Results of several machines or versions: {sorted(kinds)}")
    facts = dict(zip(names, kinds.pop(), strict=True))
    return (
        f"{facts['processor']}, {facts['cores']} cores; TensorFlow "
        f"{facts['tensorflow']}, Keras {facts['keras']}, PyTorch {facts['torch']}, "
        f"pytorch-crf {facts['pytorch-crf']}; {max(p['date'] for p in protocols)}."
    )


def beside_keras(results):
    head = ["layer"]
    for side in SIDES.values():
        head += [f"{side}: ours", "Keras", "ratio", "floor", "over it"]
    lines = [
        line(row, "peer")
        for row in results["rows"]
        if not row["cell"].endswith("bfloat16")
    ]
    return f"### {results['protocol']['shape']}, beside Keras\n\n{table(head, lines)}"


def beside_torch(results):
    head = ["layer"]
    for side in SIDES.values():
        head += [f"{side}: ours", "torch.nn.LSTM", "ratio"]
    lines = [line(row, "torch") for row in results["rows"] if "torch train" in row]
    shape = results["protocol"]["shape"]
    return f"### {shape}, beside PyTorch in float32\n\n{table(head, lines)}"


def line(row, who):
    """Milliseconds of ours and of another, their ratio; beside Keras the floor too."""
    cells = [row["cell"]]
    for what in SIDES:
        mine, other = best(row, f"ours {what}"), best(row, f"{who} {what}")
        cells += [f"{mine:.1f}", f"{other:.1f}", f"{mine / other:.2f}"]
        cells += above_floor(mine, row[f"{what} floor"]) if who == "peer" else []
    return cells


def above_floor(mine, floor):
    """The floor in milliseconds, and how many times as long ours takes."""
    return [f"{floor:.1f}", f"{mine / floor:.1f}×"]


def best(row, name):
    """The better time of a row with and without XLA."""
    return min(row[name], row.get(f"{name} xla", row[name]))


def crf(results):
    times = {(row["who"], row["what"]): row["ms"] for row in results["rows"]}
    head = ["CRF", *(h for what in ("train", "decode") for h in (what, "ratio"))]
    lines = [
        [who]
        + [
            cell
            for what in ("train", "decode")
            for cell in (
                f"{times[who, what]:.2f}",
                f"{times[who, what] / times[CRF_PEER, what]:.2f}",
            )
        ]
        for who in dict.fromkeys(who for who, _ in times)
    ]
    shape = results["protocol"]["shape"]
    return f"### CRF, {shape}\n\n{table(head, lines)}"


def rates(products):
    """GFLOP/s of matrix products: a line for each shape, a column for each dtype."""
    found = {(r["shape"], r["who"], r["dtype"]): r["gflops"] for r in products["rows"]}
    shapes, whos, dtypes = (
        list(dict.fromkeys(keys)) for keys in zip(*found, strict=True)
    )
    kinds = [(who, dtype) for who in whos for dtype in dtypes]
    lines = [
        [shape, *(f"{found[shape, *kind]:.0f}" for kind in kinds)] for shape in shapes
    ]
    head = ["GFLOP/s", *(f"{who}, {dtype}" for who, dtype in kinds)]
    return f"### Matrix products\n\n{table(head, lines)}"


def plots(growth):
    fixed = growth["protocol"]["fixed"]
    shape = ", ".join(f"{value} {name}" for name, value in fixed.items())
    return (
        f"### Growth\n\nA training step without XLA, one size changed at a time from "
        f"{shape.replace('8 batch', 'batch 8')}.\n\n"
        "![Time over the length](pictures/growth_steps.svg)\n"
        "![Time over the units](pictures/growth_units.svg)"
    )


def memory_table(found):
    """What a training step adds to the peak of memory, and how that grows."""
    ways = {name: mb for name, mb in found.items() if name not in ("protocol", "steps")}
    lines = [
        [f"{steps:,}"] + [grown(mb, found["steps"], k) for mb in ways.values()]
        for k, steps in enumerate(found["steps"])
    ]
    shape = found["protocol"]
    return (
        "### Memory\n\n"
        f"What a training step of {shape['units']} LSTM units adds to the peak memory "
        f"of the process, batch {shape['batch']}, the last output. The growth is the "
        "exponent from the length before: 0.5 is the square root, 1 is linear.\n\n"
        f"{table(['steps', *map(WAYS.get, ways)], lines)}"
    )


def grown(values, steps, k):
    """Megabytes, and the exponent of the growth from the length before."""
    cell = f"{values[k]:,.0f} MB"
    if not k:
        return cell
    exponent = math.log(values[k] / values[k - 1], steps[k] / steps[k - 1])
    return f"{cell} (growth {exponent:.2f})"


def table(head, lines):
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


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
    written = files()
    if check:
        sys.exit(
            any(not p.exists() or p.read_text("utf-8") != s for p, s in written.items())
        )
    for path, content in written.items():
        write_text(path, content)


if __name__ == "__main__":
    main()
