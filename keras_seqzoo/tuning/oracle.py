"""The oracle of a search: which trial is next, when one is hopeless, when to end."""

import contextlib
import copy
import itertools
import statistics
import time
from datetime import UTC, datetime

from keras_tuner.engine.trial import Trial

from keras_seqzoo.tuning.keras_tuner_fixes import (
    COMPLETED,
    FAILED,
    IDLE,
    INVALID,
    RUNNING,
    STOPPED,
)

PROGRESS = "progress"
SEED, REPEATS = "tuner/seed", "tuner/repeats"
FEWEST = 5
MOST_LOSSES = 2


class SearchOracle:
    """Mixin before an oracle of `keras_tuner_fixes`: budget, pruning, repeats.

    Args:
        plan: `SearchPlan`.
        progress: `"max"` or `"min"`, the better direction of the score of an epoch.
        **options: Arguments of the oracle.
    """

    def __init__(self, plan, progress, **options):
        super().__init__(**options)
        self.plan = plan
        self.better = max if progress == "max" else min
        self.notes = {}
        self.on_end = self.on_change = ignore
        self.spent = 0.0
        self.resumed = time.monotonic()

    def elapsed(self):
        """Returns the seconds that the search has taken, interruptions not counted."""
        return self.spent + time.monotonic() - self.resumed

    def time_left(self):
        """Returns the seconds left of the budget, or `None` without one."""
        minutes = self.plan.budget_minutes
        return None if minutes is None else 60 * minutes - self.elapsed()

    def out_of_time(self):
        left = self.time_left()
        return left is not None and left <= 0

    def create_trial(self, tuner_id):
        """Returns the next trial of a worker; its status says whether there is one."""
        with self.lock:
            if self.out_of_time():
                return self.no_trial(STOPPED)
            self.max_trials = self.plan.trials + len(self.repeated())
            trial = super().create_trial(tuner_id)
            if trial.status in (STOPPED, IDLE):
                trial = self.after_the_last(trial, tuner_id)
            if trial.status == RUNNING and not self.begin(trial, tuner_id):
                return self.create_trial(tuner_id)
            return trial

    def begin(self, trial, worker):
        """Notes that a trial begins; returns whether it may: it did not kill two."""
        if self.notes.get(trial.trial_id, {}).get("open"):
            self.lose(trial)
        if trial.status == FAILED:
            return False
        self.note(trial.trial_id, worker=worker, started=now(), open=True)
        self.save()
        self.on_change(trial)
        return True

    def lose(self, trial):
        """Notes that the process of a trial died; the second time the trial fails."""
        losses = self.notes[trial.trial_id].get("losses", 0) + 1
        self.note(trial.trial_id, losses=losses, open=False)
        if losses >= MOST_LOSSES:
            trial.status = FAILED
            trial.message = f"the process that ran it died, {losses} times"
            self.end_trial(trial)

    def close(self):
        """Notes that the search is interrupted in good order."""
        for trial in self.ongoing_trials.values():
            self.note(trial.trial_id, open=False)
        self.save()

    def no_trial(self, status):
        return Trial(self.get_space(), "none", status)

    def after_the_last(self, trial, tuner_id):
        """Returns what a worker gets when the search has no new trial for it."""
        running = [t for t in self.ongoing_trials.values() if not is_repeat(t)]
        if running:
            return self.no_trial(IDLE)
        if repeat := self.create_repeat(tuner_id):
            return repeat
        return self.no_trial(IDLE) if self.ongoing_trials else trial

    def create_repeat(self, tuner_id):
        """Starts the next trial of the best ones with another seed, if any is left."""
        for trial in self.ranked()[: self.plan.top]:
            for number in range(1, self.plan.repeats + 1):
                repeat_id = f"{trial.trial_id}-{number}"
                if repeat_id not in self.trials:
                    return self.start_repeat(trial, repeat_id, number, tuner_id)
        return None

    def start_repeat(self, trial, repeat_id, number, tuner_id):
        space = trial.hyperparameters.copy()
        space.values[SEED] = self.plan.seed + number
        space.values[REPEATS] = trial.trial_id
        repeat = Trial(space, repeat_id, RUNNING)
        self._save_trial(repeat)
        self.trials[repeat_id] = self.ongoing_trials[tuner_id] = repeat
        self.tuner_ids.add(tuner_id)
        self.start_order.append(repeat_id)
        return repeat

    def repeated(self):
        return [trial for trial in self.trials.values() if is_repeat(trial)]

    def ranked(self):
        """Returns the finished trials, best first, without repeats and pruned ones."""
        done = [
            trial
            for trial in self.trials.values()
            if trial.status == COMPLETED
            and not is_repeat(trial)
            and not trial.metrics.exists("pruned")
        ]
        highest_first = self.objective.direction == "max"
        return sorted(done, key=lambda trial: trial.score, reverse=highest_first)

    def update_trial(self, trial_id, metrics, step=0):
        """Records scores; the returned status is STOPPED if the trial is hopeless.

        It is INVALID if the trial is to be given up, for there is no time left.
        """
        with self.lock:
            trial = super().update_trial(trial_id, metrics, step)
            self.on_change(trial)
            return self.answer(trial, self.hopeless(trial, step))

    def answer(self, trial, hopeless=False):
        answer = copy.copy(trial)
        if self.out_of_time():
            answer.status = INVALID
        elif hopeless:
            answer.status = STOPPED
        return answer

    def hopeless(self, trial, step):
        """Whether a trial's best score is worse than the median of others so far."""
        if not 0 < self.plan.patience <= step or is_repeat(trial):
            return False
        others = [t for t in self.trials.values() if t.trial_id != trial.trial_id]
        scores = [self.best_until(other, step) for other in others]
        scores = [score for score in scores if score is not None]
        own = self.best_until(trial, step)
        if len(scores) < FEWEST or own is None:
            return False
        median = statistics.median(scores)
        return own != median and self.better(own, median) == median

    def best_until(self, trial, step):
        """Returns the best score of a trial's first epochs, `None` if it has fewer."""
        if not trial.metrics.exists(PROGRESS):
            return None
        history = trial.metrics.get_history(PROGRESS)
        if history[-1].step < step:
            return None
        return self.better(seen.mean() for seen in history if seen.step <= step)

    def end_trial(self, trial):
        """Takes the end of a trial: COMPLETED, or FAILED with a message."""
        with self.lock:
            self.note(trial.trial_id, ended=now(), open=False)
            super().end_trial(trial)
            self.on_end(self.trials[trial.trial_id])

    def beating(self, trial):
        """Context in which a trial is run; its worker is this process."""
        return contextlib.nullcontext()

    def note(self, trial_id, **facts):
        self.notes.setdefault(trial_id, {}).update(facts)

    def failures_in_a_row(self):
        """Returns the trials that failed since one that did not, last first."""
        last_first = (self.trials[trial_id] for trial_id in reversed(self.end_order))
        return list(itertools.takewhile(lambda t: t.status == FAILED, last_first))

    def get_state(self):
        return super().get_state() | {"notes": self.notes, "spent": self.elapsed()}

    def set_state(self, state):
        super().set_state(state)
        self.notes, self.spent = state["notes"], state["spent"]
        self.resumed = time.monotonic()


def is_repeat(trial):
    """Whether a trial is another with a new seed."""
    return REPEATS in trial.hyperparameters.values


def ignore(trial):
    """What is done when a trial changes, unless told otherwise."""


def now():
    return datetime.now(UTC).isoformat(timespec="seconds")
