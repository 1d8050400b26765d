"""A search on one machine."""

import contextlib
import dataclasses
import shutil
import statistics
import time
from pathlib import Path

import keras
import keras_tuner

from keras_seqzoo.configuration import to_dict
from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.tuning import memory, records
from keras_seqzoo.tuning.keras_tuner_fixes import COMPLETED, FAILED, IDLE, INVALID
from keras_seqzoo.tuning.keras_tuner_fixes import STOPPED as ENDED
from keras_seqzoo.tuning.oracle import PROGRESS, SEED, make_oracle
from keras_seqzoo.tuning.plan import SearchPlan
from keras_seqzoo.tuning.problems import problem, space_of
from keras_seqzoo.tuning.trial import Job, OutOfTime, run_trial

LOCAL = "local"
STATE, FACTS = "oracle", "search.json"
MAY_CHANGE = ("trials", "budget_minutes", "top", "repeats", "patience")
TOO_MANY = 5
PAUSE = 0.2


class SearchError(RuntimeError):
    """A search that can not go on; what it found so far is kept."""


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
        make_deterministic()
        run_trials(job, oracle, LOCAL)
    return result_of(job, oracle)


def check_free(space, chosen):
    """Refuses settings that the data or the search decide."""
    for name in [*space.ranges, *space.fixed]:
        if name in (*chosen.of_data, "seed"):
            raise ValueError(
                f"{name!r} can not be set: the data or the search decide it."
            )


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


def make_job(task, train, dev, out, architecture, space, given, plan):
    """Returns the `Job` of a search; checks all arguments."""
    chosen = problem(task)
    architecture = architecture or chosen.architecture
    plan = SearchPlan(**{"objective": next(iter(chosen.objectives)), **plan})
    if plan.objective not in chosen.objectives:
        raise ValueError(
            f"`objective` must be one of {', '.join(chosen.objectives)}. "
            f"Received: objective={plan.objective!r}"
        )
    space = space_of(architecture).changed(space or {})
    check_free(space, chosen)
    return Job(
        task_class=get_architecture(architecture).task_class(),
        architecture=architecture,
        problem=chosen,
        space=space,
        plan=plan,
        train=train,
        dev=dev,
        given=dict(given or {}),
        folder=Path(out),
    )


def open_search(job, task, make=make_oracle):
    """Returns the oracle of a new search, or of the same one in the folder."""
    facts = {
        "task": task,
        "architecture": job.architecture,
        "plan": to_dict(job.plan),
        "space": {name: repr(span) for name, span in job.space.ranges.items()},
        "fixed": job.space.fixed,
    }
    path = job.folder / FACTS
    if path.exists():
        check_same(path, read_json(path), facts)
    write_json(path, facts)
    hp = keras_tuner.HyperParameters()
    job.space.draw(hp)
    objective = (job.plan.objective, job.problem.objectives[job.plan.objective])
    return make(job.plan, hp, objective, job.problem.progress[1], job.folder / STATE)


def check_same(path, before, now):
    for facts in (before, now):
        facts["plan"] = {k: v for k, v in facts["plan"].items() if k not in MAY_CHANGE}
    for name in now:
        if before.get(name) != now[name]:
            raise ValueError(
                f"{path} is of a search with another {name}: {before.get(name)}, here "
                f"{now[name]}. Choose another folder, or the same {name}."
            )


def make_deterministic():
    """Equal seeds give equal trials."""
    if keras.backend.backend() == "tensorflow":
        import tensorflow

        tensorflow.config.experimental.enable_op_determinism()


def run_trials(job, oracle, worker):
    """Runs trials until the oracle has no more.

    Args:
        job: `Job`.
        oracle: A `SearchOracle`, or a client of one elsewhere.
        worker: Name of this worker.
    """
    while (trial := oracle.create_trial(worker)).status != ENDED:
        if trial.status == IDLE:
            time.sleep(PAUSE)
            continue
        with contextlib.suppress(OutOfTime):
            finish(job, oracle, trial)
            check_failures(oracle)


def finish(job, oracle, trial):
    """Runs one trial and tells the oracle how it ended."""
    folder = job.folder / "unfinished" / trial.trial_id
    try:
        with oracle.beating(trial), memory.forgetting():
            metrics = train(job, oracle, trial, folder)
    except (OutOfTime, OSError):
        raise
    except Exception as error:
        trial.status = FAILED
        trial.message = f"{type(error).__name__}: {' '.join(str(error).split())}"
    else:
        oracle.update_trial(trial.trial_id, metrics, step=metrics["epochs"])
        trial.status = COMPLETED
    oracle.end_trial(trial)
    shutil.rmtree(folder, ignore_errors=True)


def train(job, oracle, trial, folder):
    values = trial.hyperparameters.values
    settings = records.configuration(job.plan, job.space, values)

    def report(epoch, score):
        answer = oracle.update_trial(trial.trial_id, {PROGRESS: score}, step=epoch)
        if answer.status == INVALID:
            raise OutOfTime
        return answer.status == ENDED

    def check():
        if oracle.out_of_time():
            raise OutOfTime

    seed = values.get(SEED, job.plan.seed)
    return run_trial(job, settings, seed, folder, report, check)


def check_failures(oracle):
    """Raises if so many trials failed in a row that the next will too."""
    failed = oracle.failures_in_a_row()
    if len(failed) >= TOO_MANY:
        raise SearchError(
            f"{len(failed)} trials in a row failed, the last one with: "
            f"{failed[0].message}"
        )


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
