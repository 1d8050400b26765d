"""How a language model is trained: its settings and the optimizer that follows."""

import dataclasses

import keras

from keras_seqzoo.configuration import Configuration, setting

LEAST_POSITIVE = 1e-12
OPTIMIZERS = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}


@dataclasses.dataclass(frozen=True)
class LanguageModelSettings(Configuration):
    """How a language model is trained; the fields are described at `CharLM.fit`."""

    epochs: int = setting(10, low=1)
    batch_size: int = setting(64, low=1)
    sequence_length: int = setting(128, low=4)
    optimizer: str = setting("adam", choices=tuple(OPTIMIZERS), added=True)
    learning_rate: float = setting(2e-3, low=LEAST_POSITIVE)
    final_rate: float = setting(0.0, low=0, high=1, added=True)
    warmup_steps: int = setting(100, low=0)
    weight_decay: float = setting(0.0, low=0, high=1)
    averaging: float = setting(0.0, low=0, high=0.999999, added=True)
    clip_norm: float = setting(1.0, low=LEAST_POSITIVE)
    clip_value: float | None = setting(None, low=LEAST_POSITIVE)
    reset_rate: float = setting(0.05, low=0, high=1)
    unknown_rate: float = setting(0.001, low=0, high=1)
    dev_windows: int = setting(256, low=1)
    dev_length: int = setting(256, low=1)
    seed: int = setting(0, low=0)


def make_optimizer(settings, total_steps):
    r"""The optimizer of a training and its schedule of learning rates.

    A line from 0 to `learning_rate` in `warmup_steps`, then half a cosine down to
    `final_rate` of it; decoupled weight decay. With an averaging $\beta > 0$ it keeps a
    moving average of the weights:
    $$\bar\theta_1 = \theta_1, \qquad
      \bar\theta_k = \beta \bar\theta_{k-1} + (1 - \beta) \theta_k$$

    Args:
        settings: `LanguageModelSettings`.
        total_steps: Number of steps of the whole training.

    Returns:
        `keras.optimizers.Optimizer`, not yet built.

    References: Loshchilov & Hutter (2017, 2019); averages: Polyak & Juditsky (1992).
    """
    warmup = min(settings.warmup_steps, total_steps - 1)
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0 if warmup else settings.learning_rate,
        decay_steps=total_steps - warmup,
        alpha=settings.final_rate,
        warmup_target=settings.learning_rate if warmup else None,
        warmup_steps=warmup,
    )
    return OPTIMIZERS[settings.optimizer](
        schedule,
        weight_decay=settings.weight_decay or None,
        use_ema=settings.averaging > 0,
        ema_momentum=settings.averaging,
    )
