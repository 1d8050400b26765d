"""A search on many machines: one chief that hands out trials, workers that run them."""

import contextlib
import threading
import time

import grpc

from keras_seqzoo.tuning import keras_tuner_messages as messages
from keras_seqzoo.tuning.keras_tuner_fixes import INVALID, RUNNING, STOPPED
from keras_seqzoo.tuning.tuners import make_oracle

BEAT = 2.0
SILENCES = 10


class ChiefError(RuntimeError):
    """The search can not go on: no worker, or no chief, is left."""


class Watched:
    """Mixin of the oracle of a chief: notices workers that have died.

    A trial whose worker gave no sign of life for `silence` seconds is handed out again,
    and fails when that happened twice.
    """

    silence = 30.0

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.signs = {}
        self.told = set()

    def sign_of_life(self, worker):
        self.signs[worker] = time.monotonic()

    def create_trial(self, tuner_id):
        trial = super().create_trial(tuner_id)
        with self.lock:
            ended = trial.status == STOPPED
            (self.told.add if ended else self.told.discard)(tuner_id)
        return trial

    def owns(self, worker, trial):
        running = self.ongoing_trials.get(worker)
        return running is not None and running.trial_id == trial.trial_id

    def answer_to(self, worker, trial):
        """Returns a trial as its worker is to see it: INVALID to be given up."""
        with self.lock:
            self.sign_of_life(worker)
            seen = self.answer(trial)
            if not self.owns(worker, trial):
                seen.status = INVALID
            return seen

    def update_trial_of(self, worker, trial_id, metrics, step):
        """Records the scores of a trial if it still belongs to the worker."""
        with self.lock:
            trial = self.trials[trial_id]
            if self.owns(worker, trial):
                trial = self.update_trial(trial_id, metrics, step)
            return self.answer_to(worker, trial)

    def end_trial_of(self, worker, trial):
        """Takes the end of a trial from the worker that it belongs to.

        Of a worker that was taken for dead it is taken too, if no other has begun the
        trial again; all else is left as it is, so that no trial counts twice.
        """
        with self.lock:
            if self.owns(worker, trial):
                self.end_trial(trial)
            elif trial.trial_id in self._retry_queue:
                self._retry_queue.remove(trial.trial_id)
                self.end_trial(trial)

    def silent(self):
        """Returns the names of workers that have a trial and gave no sign of life."""
        now = time.monotonic()
        return [
            worker
            for worker in self.ongoing_trials
            if now - self.signs.setdefault(worker, now) > self.silence
        ]

    def take_back(self, worker):
        """Puts the trial of a dead worker back, or ends it as failed."""
        trial = self.ongoing_trials[worker]
        self.lose(trial)
        self.ongoing_trials.pop(worker, None)
        if trial.status == RUNNING:
            self._retry_queue.append(trial.trial_id)
            self.save()

    def over(self):
        """Whether there is nothing left to run and every live worker knows it."""
        with self.lock:
            for worker in self.silent():
                self.take_back(worker)
            now = time.monotonic()
            alive = {w for w, at in self.signs.items() if now - at <= self.silence}
            return bool(self.told) and not self.ongoing_trials and alive <= self.told

    def abandoned(self):
        """Whether workers have been there, and none for a long time."""
        newest = max(self.signs.values(), default=None)
        limit = SILENCES * self.silence
        return newest is not None and time.monotonic() - newest > limit


def watched_oracle(*arguments, silence):
    """As `make_oracle`, for a chief."""
    oracle = make_oracle(*arguments, mixins=(Watched,))
    oracle.silence = silence
    return oracle


def serve_search(oracle, address, check):
    """Hands out trials at `host:port` until the search is over.

    Args:
        oracle: What `watched_oracle` returned.
        address: `host:port`.
        check: Function of the oracle that raises if the search can not go on.

    Raises:
        OSError: If the address can not be listened at.
        ChiefError: If there were workers and all of them are gone.
    """
    servicer = messages.Servicer(oracle)
    server = messages.serve(servicer, address)
    try:
        while not oracle.over():
            time.sleep(0.1)
            check(oracle)
            if servicer.failure:
                raise servicer.failure
            if oracle.abandoned():
                raise ChiefError("no worker is left; start some and the chief again")
    finally:
        server.stop(grace=1).wait()


class Worker(messages.RemoteOracle):
    """The oracle of a chief, with signs of life while a trial runs."""

    def __init__(self, address, worker, seconds):
        super().__init__(address, worker, seconds)
        self.dismissed = threading.Event()

    def out_of_time(self):
        return self.dismissed.is_set()

    def failures_in_a_row(self):
        return []

    @contextlib.contextmanager
    def beating(self, trial):
        """Context in which a trial is run: the chief is told that its worker lives."""
        self.dismissed.clear()
        done = threading.Event()
        arguments = (trial.trial_id, done)
        thread = threading.Thread(target=self.beat, args=arguments, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()

    def beat(self, trial_id, done):
        while not done.wait(BEAT):
            with contextlib.suppress(grpc.RpcError):
                if self.get_trial(trial_id).status != RUNNING and not done.is_set():
                    self.dismissed.set()
