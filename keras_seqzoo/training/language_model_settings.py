"""How a language model is trained: its settings and the optimizer that follows."""

import dataclasses

import keras


@dataclasses.dataclass(frozen=True)
class LanguageModelSettings:
    """How a language model is trained; the fields are described at `CharLM.fit`."""

    epochs: int = 10
    batch_size: int = 64
    sequence_length: int = 128
    learning_rate: float = 2e-3
    warmup_steps: int = 100
    weight_decay: float = 0.0
    clip_norm: float = 1.0
    clip_value: float | None = None
    reset_rate: float = 0.05
    unknown_rate: float = 0.001
    dev_windows: int = 256
    dev_length: int = 256
    seed: int = 0

    def __post_init__(self):
        for name in ("epochs", "batch_size", "dev_windows", "dev_length"):
            self.check(name, 1)
        self.check("sequence_length", 4)
        self.check("warmup_steps", 0)
        self.check("learning_rate", 1e-12)
        self.check("clip_norm", 1e-12)
        if self.clip_value is not None:
            self.check("clip_value", 1e-12)
        self.check("weight_decay", 0, 1)
        self.check("reset_rate", 0, 1)
        self.check("unknown_rate", 0, 1)

    def check(self, name, low, high=float("inf")):
        value = getattr(self, name)
        if not isinstance(value, (int, float)) or not low <= value <= high:
            limits = (
                f"at least {low}" if high == float("inf") else f"in [{low}, {high}]"
            )
            raise ValueError(f"`{name}` must be {limits}. Received: {name}={value!r}")


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
