"""How a search is run."""

from dataclasses import dataclass

from keras_seqzoo.configuration import Configuration, setting

TUNERS = ("random", "hyperband", "bayesian", "grid")


@dataclass(frozen=True)
class SearchPlan(Configuration):
    """How a search is run.

    `trials` is the number of trials and `budget_minutes` the time that all of them may
    take together, interruptions not counted. Each trains for at most `epochs`. The
    trials of the `top` best are repeated with `repeats` other seeds each. A trial is
    stopped when, `patience` epochs or more into it, its best score is worse than the
    median at that epoch of those before it; 0 stops none. A trial whose network has
    more than `max_parameters` weights, or takes longer than `max_latency_ms` for one
    answer on this machine, is not trained.
    """

    tuner: str = setting("random", choices=TUNERS)
    objective: str | None = setting(None)
    trials: int = setting(30, low=1, high=100_000)
    budget_minutes: float | None = setting(None, low=0.001, high=1e6)
    epochs: int = setting(10, low=1, high=10_000)
    patience: int = setting(2, low=0, high=10_000)
    top: int = setting(3, low=0, high=1000)
    repeats: int = setting(2, low=0, high=100)
    max_parameters: int | None = setting(None, low=1)
    max_latency_ms: float | None = setting(None, low=1e-3)
    seed: int = setting(1, low=0, high=2**31 - 1)
