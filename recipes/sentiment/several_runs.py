"""The scores of several seeds or folds of a recipe, kept in the folder scores."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from run_scores import runs_in

from keras_seqzoo.files import read_json

HERE = Path(__file__).parent


def scores_of(name, kind=""):
    """The file of the scores of several runs of a recipe."""
    return HERE / "scores" / f"{name}{kind}.json"


def several_runs(name, corpus):
    """What is known of other seeds and folds, and of both simple models."""
    floors = read_json(HERE / "floors.json")
    found = {
        model: {"test": scores["test"]} for model, scores in floors[corpus].items()
    }
    if len(runs_in(file := scores_of(name))) > 1:
        found[f"{len(runs_in(file))} seeds"] = read_json(file)["test"]
    if (file := scores_of(name, "_folds")).exists():
        found[f"{len(runs_in(file))} folds"] = read_json(file)["test"]
        folded = floors[f"{corpus}, 10 folds"]
        found |= {f"10 folds, {model}": scores for model, scores in folded.items()}
    return found
