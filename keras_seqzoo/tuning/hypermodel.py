"""A keras-tuner hypermodel for every architecture, from its declared search space."""

import dataclasses

import keras
import keras_tuner

from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.tuning.spaces import OPTIMIZER, TRAINING, spaces


class ArchitectureHyperModel(keras_tuner.HyperModel):
    """Draws the settings of an architecture and compiles the network.

    Made by `hypermodel`; see there.
    """

    def __init__(self, architecture, space, fixed):
        super().__init__(name=architecture)
        self.architecture = get_architecture(architecture)
        self.space = space
        self.fixed = fixed

    def build(self, hp):
        drawn = {name: span.draw(hp, name) for name, span in self.space.items()}
        optimizer = {name: drawn.pop(name) for name in OPTIMIZER if name in drawn}
        config = self.architecture.config_class(**{**drawn, **self.fixed})
        model = self.architecture.build(config)
        model.compile(
            optimizer=keras.optimizers.Adam(**optimizer),
            **TRAINING[self.architecture.name](),
        )
        return model


def hypermodel(architecture, space=None, **fixed):
    """Returns a `keras_tuner.HyperModel` of an architecture.

    Args:
        architecture: `"ner_bilstm_crf"` or `"sentiment_bilstm"`.
        space: Mapping of setting to a range that widens, narrows or adds to the
            declared search space.
        **fixed: Settings that are not searched, such as `vocabulary_size`.

    Returns:
        A hypermodel for any tuner of keras-tuner.

    Raises:
        ValueError: If the architecture has no search space or a setting is unknown.

    Example:

    >>> model = keras_seqzoo.tuning.hypermodel(
    ...     "sentiment_bilstm", {"units": Integer(8, 32)}, vocabulary_size=1000
    ... )
    >>> tuner = keras_tuner.RandomSearch(model, "val_accuracy", max_trials=10)
    """
    declared = spaces(architecture)
    space = {**declared, **(space or {})}
    check_settings(get_architecture(architecture).config_class, space, fixed)
    return ArchitectureHyperModel(
        architecture, {k: v for k, v in space.items() if k not in fixed}, fixed
    )


def check_settings(config_class, space, fixed):
    known = {field.name for field in dataclasses.fields(config_class)} | set(OPTIMIZER)
    unknown = sorted((set(space) | set(fixed)) - known)
    if unknown:
        raise ValueError(
            f"{config_class.__name__} has no setting {', '.join(map(repr, unknown))}. "
            f"Known: {', '.join(sorted(known))}."
        )
