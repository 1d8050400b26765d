"""Scores of several runs of a recipe in one file: each, their mean and their sd."""

import statistics

from keras_seqzoo.files import read_json, write_json


def runs_in(file):
    return read_json(file)["runs"] if file.exists() else {}


def record(file, name, found):
    """Puts the scores `{"dev": …, "test": …}` of a run beside those of the others."""
    print(name, found, flush=True)
    known = runs_in(file) | {name: found}
    write_json(file, {"runs": known} | summary(list(known.values())))


def summary(runs):
    """Returns `{"dev": {"mean", "sd"}, …}` of the parts that every run has."""
    parts = set.intersection(*map(set, runs))
    return {part: spread([run[part] for run in runs]) for part in sorted(parts)}


def spread(values):
    sd = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"mean": statistics.mean(values), "sd": sd}
