"""What a search leaves behind: a table of its trials and its best configuration."""

import csv
import io
import statistics

from keras_seqzoo.files import write_json, write_text
from keras_seqzoo.tuning.keras_tuner_fixes import COMPLETED, FAILED
from keras_seqzoo.tuning.oracle import PROGRESS, REPEATS, SEED
from keras_seqzoo.tuning.pictures import pictures

TRIALS, BEST, PLOTS = "trials.csv", "best.json", "plots"
FACTS = ("trial", "status", "seed", "worker", "started", "ended", "seconds", "epochs")


def rows(oracle, space):
    """Returns a dict for each trial, in the order in which they began.

    Args:
        oracle: A `SearchOracle`.
        space: The `Space` that is searched.
    """
    return [row(oracle, space, trial) for trial in in_order(oracle)]


def in_order(oracle):
    return [oracle.trials[i] for i in dict.fromkeys(oracle.start_order)]


def row(oracle, space, trial):
    values = trial.hyperparameters.values
    measured = {
        name: number(trial.metrics.get_last_value(name))
        for name in trial.metrics.metrics
        if name not in (PROGRESS, "pruned")
    }
    return {
        "trial": trial.trial_id,
        "status": status(trial),
        "seed": values.get(SEED, oracle.plan.seed),
        **noted(oracle, trial),
        **measured,
        **space.settings(values),
        "repeats": values.get(REPEATS),
        "error": trial.message,
    }


def noted(oracle, trial):
    notes = oracle.notes.get(trial.trial_id, {})
    return {name: notes[name] for name in FACTS if name in notes}


def status(trial):
    """Returns `completed`, `pruned`, `failed`, `infeasible` or `unfinished`."""
    if trial.status == COMPLETED:
        return "pruned" if trial.metrics.exists("pruned") else "completed"
    if trial.status == FAILED:
        infeasible = str(trial.message).startswith("Infeasible: ")
        return "infeasible" if infeasible else "failed"
    return "unfinished"


def number(value):
    """A measured value as an integer if it is one, else with six digits."""
    value = float(value)
    return int(value) if value.is_integer() else float(f"{value:.6g}")


def write_trials(path, table):
    """Writes rows as CSV; an empty cell is a setting that was not active."""
    names = list(dict.fromkeys(name for entry in table for name in entry))
    last = [name for name in ("repeats", "error") if name in names]
    first = [name for name in FACTS if name in names]
    middle = [name for name in names if name not in (*first, *last)]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*first, *middle, *last], lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    write_text(path, text.getvalue())


def best(oracle):
    """Returns the best trial, `None` if none is finished.

    Among trials that were repeated with other seeds, that with the best mean score;
    without repeats, that with the best score.
    """
    ranked = oracle.ranked()
    repeated = [trial for trial in ranked if len(scores(oracle, trial)) > 1]
    candidates = repeated or ranked[:1]
    sign = 1 if oracle.objective.direction == "max" else -1
    return max(
        candidates,
        key=lambda trial: sign * statistics.fmean(scores(oracle, trial)),
        default=None,
    )


def scores(oracle, trial):
    """Returns the scores of a trial: its own and those of its finished repeats."""
    repeats = [
        repeat.score
        for repeat in oracle.repeated()
        if repeat.hyperparameters.values[REPEATS] == trial.trial_id
        and repeat.status == COMPLETED
    ]
    return [trial.score, *repeats]


def configuration(plan, space, values):
    """Returns the settings of a trial."""
    epochs = values.get("tuner/epochs", plan.epochs)
    return {"epochs": epochs} | space.settings(values)


def write_records(job, oracle):
    """Writes the table, the pictures and the best configuration, each file whole."""
    table = rows(oracle, job.space)
    write_trials(job.folder / TRIALS, table)
    goal = oracle.objective
    drawn = pictures(table, job.space, goal.name, goal.direction)
    for name, picture in drawn.items():
        write_text(job.folder / PLOTS / name, picture)
    trial = best(oracle)
    if trial is not None:
        write_json(job.folder / BEST, trainable(job, trial))


def trainable(job, trial):
    """Returns all settings of a trial as `keras-seqzoo train --config` takes them."""
    given = {k: v for k, v in job.given.items() if isinstance(v, (int, float, str))}
    return given | configuration(job.plan, job.space, trial.hyperparameters.values)
