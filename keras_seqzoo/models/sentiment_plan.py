"""How a text classifier is trained."""

from dataclasses import dataclass

import keras

from keras_seqzoo.configuration import setting
from keras_seqzoo.models.training_plan import TrainingPlan, make_optimizer


@dataclass(frozen=True)
class ClassifierPlan(TrainingPlan):
    """How a `SentimentClassifier` is trained; the rest is in `TrainingPlan`.

    `label_smoothing` is the share of a target that is spread over all labels. With
    `class_weights="balanced"` all classes count the same, however rare, and macro-F1
    decides what to keep. `layer_decay` is the ratio of the learning rates of a layer
    and the one above it: below 1 for an encoder that is already trained.

    References: Szegedy et al. (2016), section 7; Howard & Ruder (2018), section 3.2.
    """

    label_smoothing: float = setting(0.0, low=0.0, high=0.9)
    class_weights: str = setting("none", choices=("none", "balanced"))
    layer_decay: float = setting(1.0, low=1e-3, high=1.0)


class DiscriminativeAdamW(keras.optimizers.AdamW):
    """AdamW whose learning rate differs from variable to variable.

    Args:
        factors: `{path of a variable: factor of its learning rate}`; 1 for others.
        **kwargs: Arguments of `keras.optimizers.AdamW`.
    """

    def __init__(self, factors, **kwargs):
        super().__init__(**kwargs)
        self.factors = factors

    def build(self, variables):
        super().build(variables)
        self.in_order = [self.factors.get(v.path, 1.0) for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        factor = self.in_order[self._get_variable_index(variable)]
        super().update_step(gradient, variable, learning_rate * factor)


def optimizer_for(network, plan):
    """Returns `(plan, steps per epoch) -> optimizer` with a rate for each layer.

    Raises:
        ValueError: If layers are to have their own rates and the optimizer is no AdamW.
    """
    decay = plan.layer_decay
    if decay == 1:
        return make_optimizer
    if plan.optimizer != "adamw":
        raise ValueError(
            "`layer_decay` below 1 needs optimizer='adamw'. "
            f"Received: layer_decay={decay} and optimizer={plan.optimizer!r}"
        )
    factors = layer_factors(network, decay)

    def make(plan, steps):
        return make_optimizer(
            plan, steps, lambda **kwargs: DiscriminativeAdamW(factors, **kwargs)
        )

    return make


def layer_factors(network, decay):
    """Returns `{path: decay ** depth}`; the head has depth 0, word vectors the most."""
    encoders = [x for x in network.layers if isinstance(x, keras.layers.Bidirectional)]
    levels = [*encoders[::-1], network.get_layer("corrections")]
    return {
        variable.path: decay**depth
        for depth, layer in enumerate(levels, 1)
        for variable in layer.trainable_variables
    }
