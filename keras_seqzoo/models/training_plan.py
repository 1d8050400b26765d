"""How a word-level task is trained: settings, optimizer and schedule."""

import functools
from dataclasses import dataclass

import keras

from keras_seqzoo.configuration import Configuration, setting


@dataclass(frozen=True)
class TrainingPlan(Configuration):
    """How a word-level task is trained.

    Training stops after `epochs`, or when the score on development data has not risen
    for `patience` epochs, once it has changed at all. With `schedule="cosine"` the rate
    falls to zero over `epochs`, with `"inverse"` it is halved after `half_life` epochs,
    at a third after two, and so on. `optimizer` is `"adamw"`, `"adam"` or `"sgd"` with
    momentum 0.9.
    `word_dropout` is the fraction of words read as unknown, `average` the momentum of
    the running average of the weights that is scored and kept (0 for none); it reaches
    back one epoch at most. `seed` orders the examples and chooses the dropped words;
    dropout draws by seeds that layers got when they were made, so for the same training
    twice call `keras.utils.set_random_seed` before the model is made or loaded.
    """

    epochs: int = setting(20, low=1, high=10_000)
    batch_size: int = setting(32, low=1, high=65_536)
    learning_rate: float = setting(2e-3, low=1e-8, high=10.0)
    weight_decay: float = setting(1e-4, low=0.0, high=1.0)
    gradient_norm: float = setting(5.0, low=1e-6, high=1e6)
    patience: int = setting(6, low=1, high=10_000)
    word_dropout: float = setting(0.05, low=0.0, high=0.9)
    average: float = setting(0.99, low=0.0, high=0.99999)
    seed: int = setting(1, low=0, high=2**31 - 1)
    optimizer: str = setting("adamw", choices=("adamw", "adam", "sgd"))
    schedule: str = setting("cosine", choices=("cosine", "constant", "inverse"))
    half_life: float = setting(20.0, low=0.01, high=10_000)


OPTIMIZERS = {
    "adamw": keras.optimizers.AdamW,
    "adam": keras.optimizers.Adam,
    "sgd": functools.partial(keras.optimizers.SGD, momentum=0.9),
}


def cosine(plan, steps):
    schedules = keras.optimizers.schedules
    return schedules.CosineDecay(plan.learning_rate, plan.epochs * steps)


def inverse(plan, steps):
    schedules = keras.optimizers.schedules
    return schedules.InverseTimeDecay(plan.learning_rate, plan.half_life * steps, 1.0)


SCHEDULES = {
    "cosine": cosine,
    "constant": lambda plan, steps: plan.learning_rate,
    "inverse": inverse,
}


def make_optimizer(plan, steps_per_epoch, kind=None):
    """The optimizer of a plan, with clipped gradients and averaged weights.

    `kind` takes the place of the one that the plan names. The average reaches back one
    epoch at most, or few steps would leave it near the first weights.
    """
    momentum = min(plan.average, 1 - 1 / steps_per_epoch)
    return (kind or OPTIMIZERS[plan.optimizer])(
        learning_rate=SCHEDULES[plan.schedule](plan, steps_per_epoch),
        weight_decay=plan.weight_decay,
        global_clipnorm=plan.gradient_norm,
        use_ema=plan.average > 0,
        ema_momentum=momentum,
    )
