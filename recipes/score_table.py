"""Cells of the tables of scores in docs/tasks: of a preset and of several runs."""

from tables import ROOT, with_table

from keras_seqzoo.files import read_json, write_text

NOTHING = "–"


def percent(value):
    return f"{100 * value:.1f}"


def of_preset(name, metric):
    """The score of a preset of the zoo on its test data."""
    path = ROOT / "zoo" / name / "results.json"
    return percent(read_json(path)["metrics"][metric]) if path.exists() else NOTHING


def of_runs(path, part="test"):
    """Mean and standard deviation of the runs in a file of scores, and their number."""
    if not path.exists() or part not in (found := read_json(path)):
        return NOTHING
    score, count = found[part], len(found["runs"])
    if count == 1:
        return f"{percent(score['mean'])} (1)"
    return f"{percent(score['mean'])} ± {percent(score['sd'])} ({count})"


def written(page, columns, rows, start, end):
    """Puts a table between two marks of a page of docs/tasks."""
    lines = [columns, ["---"] * len(columns), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    path = ROOT / "docs" / "tasks" / page
    write_text(path, with_table(path.read_text(encoding="utf-8"), table, start, end))
