"""Writes what the searches of the recipes found into docs/tuning.md, with pictures.

python recipes/searches.py           writes tables and pictures
python recipes/searches.py --check   exits with 1 if a table is not up to date
"""

import argparse
import csv
import sys
from pathlib import Path

from tables import ROOT, with_table

from keras_seqzoo.files import read_json, write_text
from keras_seqzoo.tuning import space_of
from keras_seqzoo.tuning.importance import importance
from keras_seqzoo.tuning.pictures import pictures

START = "<!-- searches: written by recipes/searches.py -->"
END = "<!-- end of searches -->"
START_FULL = "<!-- winners: written by recipes/searches.py -->"
END_FULL = "<!-- end of winners -->"
PAGE = ROOT / "docs" / "tuning.md"
SEARCHES = {
    "ner": ("ner_bilstm_crf", "f1", "max"),
    "sentiment": ("sentiment_bilstm", "accuracy", "max"),
    "char_lm": ("char_lm_lstm", "nats_per_char", "min"),
}
PRESETS = {
    "ner": "ner_bilstm_crf.open",
    "sentiment": "sentiment_bilstm.mr",
    "char_lm": "char_lm_lstm.shakespeare",
}
SHOWN = ("parallel.svg", "size.svg")
MATTERED = 4


def read(task):
    """Returns the rows of a table of trials, numbers as numbers."""
    path = ROOT / "recipes" / task / "trials.csv"
    with open(path, newline="", encoding="utf-8") as file:
        return [parsed(row) for row in csv.DictReader(file)]


def parsed(row):
    kept = ("trial", "status", "repeats", "error")
    return {k: v if k in kept else number(v) for k, v in row.items() if v or k in kept}


def number(text):
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def searched(rows, architecture):
    """Returns the space of the settings that differ between the trials."""
    space = space_of(architecture)
    values = {name: {row.get(name) for row in rows} for name in space.ranges}
    return space.only({name for name, seen in values.items() if len(seen) > 1})


def found(task):
    """Returns a line of the table."""
    architecture, objective, direction = SEARCHES[task]
    rows = read(task)
    first = [row for row in rows if not row["repeats"]]
    shares = importance(rows, searched(rows, architecture), objective)
    most = list(shares.items())[:MATTERED]
    return (
        f"`{architecture}`",
        len(first),
        objective,
        f"{first[0][objective]:.4f}",
        f"{best_mean(rows, objective, direction):.4f}",
        ", ".join(f"`{name}` {share:.0%}" for name, share in most),
    )


def means(rows, objective):
    """Returns `{trial: mean score over its seeds}` of the repeated trials."""
    scores: dict = {}
    for row in rows:
        if objective in row:
            scores.setdefault(row["repeats"] or row["trial"], []).append(row[objective])
    return {t: sum(them) / len(them) for t, them in scores.items() if len(them) > 1}


def best_mean(rows, objective, direction):
    """The best mean score of a repeated trial over its seeds."""
    found = means(rows, objective).values()
    return max(found) if direction == "max" else min(found)


def table():
    columns = ("search", "trials", "score on dev", "default", "best", "what mattered")
    return markdown(columns, map(found, SEARCHES))


def full_table():
    """The scores of the presets and of the winners, trained in full."""
    columns = ("preset", "settings", "weights", "score on dev")
    return markdown(columns, [line for task in PRESETS for line in in_full(task)])


def in_full(task):
    """Yields the lines of a task: the published settings, then those of the search."""
    objective = SEARCHES[task][1]
    seen = read_json(ROOT / "recipes" / task / "winners.json")
    if "published" not in seen:
        seen = {"published": published(PRESETS[task], objective), **seen}
    for name, entry in seen.items():
        scores = ", ".join(f"{score:.4f}" for score in entry["dev"].values())
        yield f"`{PRESETS[task]}`", name, f"{entry['parameters']:,}", scores


def published(preset, objective):
    """The score of a preset on development data, as `winners.py` writes those."""
    results = read_json(ROOT / "zoo" / preset / "results.json")
    dev = {str(results["seed"]): results["dev"][objective]}
    return {"parameters": results["parameters"], "dev": dev}


def markdown(columns, rows):
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def draw(task):
    architecture, objective, direction = SEARCHES[task]
    rows = read(task)
    drawn = pictures(rows, searched(rows, architecture), objective, direction)
    for name in SHOWN:
        write_text(ROOT / "docs" / "searches" / f"{task}_{name}", drawn[name])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    old = PAGE.read_text(encoding="utf-8")
    new = with_table(old, table(), START, END)
    new = with_table(new, full_table(), START_FULL, END_FULL)
    if check:
        sys.exit(new != old and f"{PAGE} is not up to date: run {Path(__file__)}")
    write_text(PAGE, new)
    for task in SEARCHES:
        draw(task)


if __name__ == "__main__":
    main()
