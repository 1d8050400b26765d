"""The loop of a worker: it runs trials until the oracle has no more."""

import contextlib
import shutil
import time

import keras

from keras_seqzoo.tuning import memory, records
from keras_seqzoo.tuning.keras_tuner_fixes import COMPLETED, FAILED, IDLE, INVALID
from keras_seqzoo.tuning.keras_tuner_fixes import STOPPED as ENDED
from keras_seqzoo.tuning.oracle import PROGRESS, SEED
from keras_seqzoo.tuning.trial import OutOfTime, run_trial

TOO_MANY = 5
PAUSE = 0.2


class SearchError(RuntimeError):
    """A search that can not go on; what it found so far is kept."""


@contextlib.contextmanager
def deterministic():
    """Within, equal seeds give equal trials."""
    if keras.backend.backend() != "tensorflow":
        yield
        return
    from tensorflow.python.framework import config

    before = config.is_op_determinism_enabled()
    config.enable_op_determinism()
    try:
        yield
    finally:
        if not before:
            config.disable_op_determinism()


@deterministic()
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
