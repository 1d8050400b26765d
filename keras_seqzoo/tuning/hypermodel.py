"""A keras-tuner hypermodel for every architecture, from its declared search space."""

import keras
import keras_tuner

from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.tuning.problems import problem_of, space_of
from keras_seqzoo.tuning.space import names

OPTIMIZER = ("learning_rate", "weight_decay")
OF_FIT = ("batch_size",)


class ArchitectureHyperModel(keras_tuner.HyperModel):
    """Draws the settings of an architecture, compiles the network and fits it.

    Made by `hypermodel`; see there.
    """

    def __init__(self, architecture, space):
        super().__init__(name=architecture)
        self.architecture = get_architecture(architecture)
        self.problem = problem_of(architecture)
        self.space = space

    def build(self, hp):
        config, training = self.space.split(self.space.draw(hp))
        model = self.architecture.build(self.architecture.config_class(**config))
        optimizer = {name: training[name] for name in OPTIMIZER if name in training}
        model.compile(
            keras.optimizers.AdamW(**optimizer), **self.problem.compiled(model)
        )
        return model

    def fit(self, hp, model, *args, **kwargs):
        settings = self.space.settings(hp.values)
        drawn = {name: settings[name] for name in OF_FIT if name in settings}
        return model.fit(*args, **{**drawn, **kwargs})


def hypermodel(architecture, space=None, **fixed):
    """Returns a `keras_tuner.HyperModel` of an architecture.

    It draws the settings of the network, `learning_rate`, `weight_decay` and
    `batch_size`; what else is searched of the training belongs to `tune`.

    Args:
        architecture: Name of an architecture, such as `"sentiment_bilstm"`.
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
    whole = space_of(architecture).changed({**(space or {}), **fixed})
    kept = {*names(whole.config_class), *OPTIMIZER, *OF_FIT}
    return ArchitectureHyperModel(architecture, whole.only(kept))
