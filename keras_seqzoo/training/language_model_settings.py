"""How a language model is trained: its settings and the optimizer that follows."""

import dataclasses

import keras

from keras_seqzoo.configuration import Configuration, setting

LEAST_POSITIVE = 1e-12


@dataclasses.dataclass(frozen=True)
class LanguageModelSettings(Configuration):
    """How a language model is trained; the fields are described at `CharLM.fit`."""

    epochs: int = setting(10, low=1)
    batch_size: int = setting(64, low=1)
    sequence_length: int = setting(128, low=4)
    learning_rate: float = setting(2e-3, low=LEAST_POSITIVE)
    warmup_steps: int = setting(100, low=0)
    weight_decay: float = setting(0.0, low=0, high=1)
    clip_norm: float = setting(1.0, low=LEAST_POSITIVE)
    clip_value: float | None = setting(None, low=LEAST_POSITIVE)
    reset_rate: float = setting(0.05, low=0, high=1)
    unknown_rate: float = setting(0.001, low=0, high=1)
    dev_windows: int = setting(256, low=1)
    dev_length: int = setting(256, low=1)
    seed: int = setting(0, low=0)


def make_optimizer(settings, total_steps):
    """Adam with decoupled weight decay; linear warm-up, then a cosine to zero."""
    warmup = min(settings.warmup_steps, total_steps - 1)
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0 if warmup else settings.learning_rate,
        decay_steps=total_steps - warmup,
        warmup_target=settings.learning_rate if warmup else None,
        warmup_steps=warmup,
    )
    return keras.optimizers.Adam(schedule, weight_decay=settings.weight_decay or None)
