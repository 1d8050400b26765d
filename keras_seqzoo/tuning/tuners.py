"""The oracles of a search by the names of their tuners."""

from keras_tuner import Objective

from keras_seqzoo.tuning import keras_tuner_fixes as fixes
from keras_seqzoo.tuning.oracle import SearchOracle


class RandomSearch(SearchOracle, fixes.RandomOracle):
    """Draws every setting at random."""


class HyperbandSearch(SearchOracle, fixes.HyperbandOracle):
    """Trains many for few epochs and the best of them for more."""


class BayesianSearch(SearchOracle, fixes.BayesianOracle):
    """Draws where a Gaussian process expects or can not exclude the best score."""


class GridSearch(SearchOracle, fixes.GridOracle):
    """Tries every combination in order."""


def make_oracle(plan, space, objective, progress, folder, mixins=()):
    """Returns the oracle of a search, with its state if there is one in the folder.

    Args:
        plan: `SearchPlan`.
        space: keras-tuner's `HyperParameters`.
        objective: `(name, "max" or "min")`.
        progress: `"max"` or `"min"`, the better direction of the score of an epoch.
        folder: Where the state is kept.
        mixins: Classes that add to the oracle.
    """
    kind, options = KINDS[plan.tuner]
    oracle = type(kind.__name__, (*mixins, kind), {})(
        plan,
        progress,
        objective=Objective(*objective),
        hyperparameters=space,
        seed=plan.seed,
        **options(plan),
    )
    oracle._set_project_dir(str(folder.parent), folder.name)
    if (folder / "oracle.json").exists():
        oracle.reload()
    return oracle


def up_to_trials(plan):
    return {"max_trials": plan.trials}


def up_to_epochs(plan):
    return {"max_epochs": plan.epochs, "hyperband_iterations": 10_000}


KINDS = {
    "random": (RandomSearch, up_to_trials),
    "hyperband": (HyperbandSearch, up_to_epochs),
    "bayesian": (BayesianSearch, up_to_trials),
    "grid": (GridSearch, up_to_trials),
}
