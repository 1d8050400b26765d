"""What the oracles of keras-tuner 1.4.8 lack or get wrong, put right in one place.

The comment above each part says what is wrong and where that is discussed; `kt` stands
for https://github.com/keras-team/keras-tuner.
"""

import copy
import json
import threading
import warnings

import numpy as np
from keras_tuner import Oracle, oracles
from keras_tuner.src.engine import oracle as oracle_module
from threadpoolctl import threadpool_limits

from keras_seqzoo.files import replacing

RUNNING, IDLE, STOPPED = "RUNNING", "IDLE", "STOPPED"
COMPLETED, FAILED, INVALID = "COMPLETED", "FAILED", "INVALID"


class NoLock:
    """Takes the place of a lock whose work is done by another."""

    def acquire(self):
        pass

    def release(self):
        pass


class SteadyOracle(Oracle):
    """An oracle whose state on disk is always whole and always picked up again."""

    def __init__(self, **options):
        # `seed or random`: a seed of 0 is taken for none.
        super().__init__(**{**options, "seed": options["seed"] + 1})
        # kt issue 915: `synchronized` never lets go of its lock when the method raises,
        # and every worker then waits for it. One lock of our own guards all methods.
        self.lock = threading.RLock()
        oracle_module.LOCKS[self] = NoLock()
        # kt issue 764: some failed trials in a row end the search by an exception in
        # the oracle; how many are too many is for the search to say.
        self.max_consecutive_failed_trials = -1
        self.verbose = 0

    # kt issue 987: files are written in place, so a process that is killed while it
    # writes leaves half a file, and the search can not be resumed.
    def save(self):
        write_state(self._get_oracle_fname(), self.get_state())

    def _save_trial(self, trial):
        folder = self._get_trial_dir(trial.trial_id)
        write_state(f"{folder}/trial.json", trial.get_state())

    # A trial that could not be written, as on a full disk, stays in the state, and a
    # state that names a trial without a file can not be reloaded.
    def create_trial(self, tuner_id):
        before, known = copy.deepcopy(self.get_state()), set(self.trials)
        try:
            return super().create_trial(tuner_id)
        except OSError:
            self.trials = {i: t for i, t in self.trials.items() if i in known}
            self.set_state(before)
            self.ongoing_trials = self._kept
            raise

    # kt issues 596 and 976: after a restart every trial on the list of running ones is
    # run again, even one whose file says that it is finished or whose worker still runs
    # it, and one whose start is not yet on the list never.
    def set_state(self, state):
        super().set_state(state)
        running = self.ongoing_trials.items()
        self._kept = {name: t for name, t in running if t.status == RUNNING}

    def reload(self):
        super().reload()
        self.ongoing_trials = self._kept
        kept = {trial.trial_id for trial in self._kept.values()}
        unfinished = {i for i, t in self.trials.items() if t.status in UNFINISHED}
        self._retry_queue = sorted(unfinished - kept, reverse=True)
        ended = set(self.trials) - unfinished - set(self.end_order)
        self.end_order += sorted(ended)
        self.start_order += sorted(set(self.trials) - set(self.start_order))

    # The first trial is a random one; here it is the default configuration, with which
    # all others are compared.
    def _random_values(self):
        if not self.trials:
            return default_values(self.hyperparameters)
        return super()._random_values()

    # Values that went through the 32-bit floats of a message come back changed.
    def end_trial(self, trial):
        with self.lock:
            trial.hyperparameters = self.trials[trial.trial_id].hyperparameters
            super().end_trial(trial)

    # Scores of single epochs are reported under a name of their own, and the oracle
    # asks for the objective with each.
    def _check_objective_found(self, metrics):
        pass


UNFINISHED = (RUNNING, INVALID)


class RandomOracle(SteadyOracle, oracles.RandomSearchOracle):
    """Random search."""


class HyperbandOracle(SteadyOracle, oracles.HyperbandOracle):
    """Hyperband."""


class GridOracle(SteadyOracle, oracles.GridSearchOracle):
    """Grid search."""

    # kt issue 1055: the place in the grid is not saved; a resumed search raises
    # KeyError or is over at once.
    def get_state(self):
        order = {
            name.strip("_"): getattr(self._ordered_ids, name)
            for name in ("_memory", "_next_index", "_last_index")
        }
        return super().get_state() | {"next": self._populate_next, "order": order}

    def set_state(self, state):
        super().set_state(state)
        self._populate_next = state["next"]
        ids, order = self._ordered_ids, state["order"]
        ids._memory = order["memory"]
        ids._next_index = {
            None if key == "null" else int(key): value
            for key, value in order["next_index"].items()
        }
        ids._last_index = order["last_index"]
        ids._data_to_index = {data: i for i, data in enumerate(ids._memory)}


MOST_RANDOM = 30


class BayesianOracle(SteadyOracle, oracles.BayesianOptimizationOracle):
    """Bayesian optimisation."""

    # kt issue 700 and pull request 246: the first trials are random ones, three for
    # each setting, which is more than most searches have in all. Here it is a third.
    def __init__(self, **options):
        first = min(max(options["max_trials"] // 3, 3), MOST_RANDOM)
        super().__init__(num_initial_points=first, **options)

    # kt issues 227 and 608: the optimum of the model is returned even if it was tried
    # before, failed trials among them, time and again. And the random numbers are not
    # part of the state, so a resumed search differs from an uninterrupted one.
    def populate_space(self, trial_id):
        self._random_state = np.random.RandomState([self.seed, len(self.trials)])
        # kt issue 233: the fit of the model warns of what no user can change. Its
        # products are so small that a second thread only costs time.
        with warnings.catch_warnings(), threadpool_limits(1, user_api="blas"):
            warnings.filterwarnings("ignore", module="sklearn")
            answer = super().populate_space(trial_id)
        if answer["values"] and self._duplicate(answer["values"]):
            return self._random_populate_space()
        return answer

    # A trial that waits to be run again has no score yet, and is given that of the
    # trial before it, or raises UnboundLocalError.
    def _vectorize_trials(self):
        waiting = {i: self.trials.pop(i) for i in list(self._retry_queue)}
        try:
            return super()._vectorize_trials()
        finally:
            self.trials.update(waiting)


def default_values(space):
    """Returns the defaults of the active hyperparameters of a space."""
    hps = space.copy()
    hps.values = {}
    for hp in hps.space:
        if hps.is_active(hp):
            hps.values[hp.name] = hp.default
    return hps.values


def write_state(path, state):
    text = json.dumps(state, default=float)
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
