"""A search on one machine."""

import contextlib
import dataclasses
import statistics
from pathlib import Path

from keras_seqzoo.tuning import records
from keras_seqzoo.tuning.jobs import make_job, open_search
from keras_seqzoo.tuning.trials import run_trials
from keras_seqzoo.tuning.tuners import make_oracle

LOCAL = "local"


@dataclasses.dataclass(frozen=True)
class SearchResult:
    """What a search found.

    Args:
        objective: Name of the score.
        trials: List of a dict for each trial, as in `trials.csv`.
        best: Settings of the best configuration, `None` if no trial finished.
        score: Its score, the mean over its seeds if it was repeated.
        default: The score of the default configuration, `None` if it did not finish.
        folder: Where `trials.csv`, `best.json` and the rest are.
    """

    objective: str
    trials: list
    best: dict | None
    score: float | None
    default: float | None
    folder: Path


class Listener:
    """Is told what happens in a search; this one ignores it."""

    def begin(self, oracle, space):
        """A search begins or goes on."""

    def change(self, trial):
        """A trial has begun, or one of its epochs has ended."""

    def end_trial(self, row):
        """A trial ended; `row` is its line in the table."""

    def end(self, result):
        """The search is over."""


def tune(
    task,
    train,
    dev,
    out,
    *,
    architecture=None,
    space=None,
    given=None,
    listener=None,
    **plan,
):
    """Searches the settings of an architecture that are best on development data.

    Every finished trial is on disk when the next one begins. The same call goes on
    where an interrupted one stopped, within a trial from its last epoch.

    Args:
        task: `"ner"`, `"sentiment"` or `"char-lm"`.
        train: Training data, as the `fit` of the task takes it.
        dev: Development data, on which trials are scored.
        out: Folder of the results and of the state of the search.
        architecture: Name of the architecture, if not the default one of the task.
        space: Mapping of setting to a range, which changes the declared space, or to a
            value, which the setting then always has.
        given: Arguments for the making of each model, such as `vectors`.
        listener: `Listener` that shows progress.
        **plan: Fields of `SearchPlan`.

    Returns:
        A `SearchResult`.

    Raises:
        ValueError: If an argument is not usable, or `out` is of another search.
        SearchError: If five trials in a row fail.

    Example:

    >>> result = keras_seqzoo.tuning.tune(
    ...     "sentiment", train, dev, "runs/search", trials=20, budget_minutes=30
    ... )
    >>> result.best["units"]
    200
    """
    job = make_job(task, train, dev, out, architecture, space, given, plan)
    with opened(job, task, listener or Listener()) as oracle:
        run_trials(job, oracle, LOCAL)
    return result_of(job, oracle)


@contextlib.contextmanager
def opened(job, task, listener, make=make_oracle):
    """The oracle of a search, whose records are written whenever a trial ends."""
    oracle = open_search(job, task, make)

    def end_trial(trial):
        records.write_records(job, oracle)
        listener.end_trial(records.row(oracle, job.space, trial))

    oracle.on_change, oracle.on_end = listener.change, end_trial
    listener.begin(oracle, job.space)
    try:
        yield oracle
    finally:
        oracle.close()
        records.write_records(job, oracle)
        listener.end(result_of(job, oracle))


def result_of(job, oracle):
    trial = records.best(oracle)
    scores = records.scores(oracle, trial) if trial else []
    first = next(iter(records.in_order(oracle)), None)
    return SearchResult(
        job.plan.objective,
        records.rows(oracle, job.space),
        trial and records.trainable(job, trial),
        statistics.fmean(scores) if scores else None,
        first.score if first else None,
        job.folder,
    )
