"""The linear-chain conditional random field layer."""

import keras
from keras import initializers, ops, regularizers

from keras_seqzoo.layers.checks import check_mask
from keras_seqzoo.layers.crf.constraint import constraint_scores
from keras_seqzoo.layers.crf.potentials import pairwise_potentials


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class CRF(keras.layers.Layer):
    r"""Linear-chain conditional random field: emissions in, pairwise potentials out.

    $$p(y \mid x) = \frac{1}{Z} \exp \Big( a_{y_1} + b_{y_T}
      + \sum_t e_t(y_t) + \sum_{t > 1} A_{y_{t-1} y_t} \Big)$$

    The potentials hold all that the loss and the decoders need, so the model trains
    with `compile(loss=CRFLoss())` and `fit`, and `viterbi`, `marginals` and `k_best`
    are functions of its output. Padded steps may stand anywhere and change nothing.

    Potentials are float32 whatever the dtype policy (float64 under a float64 policy).

    Args:
        num_tags: Number of tags K, at least 2; by default that of the emissions.
        constraint: `{"tags": list of K tags, "scheme": "iobes", "iob2" or "bilou"}`: no
            probability for tag sequences that break the scheme. Gold tags must keep it.
        transition_initializer: Initializer of `transitions`, `start` and `end`.
        transition_regularizer: Regularizer of `transitions`.

    Call arguments:
        emissions: Tensor [B, T, K], unnormalised scores (logits).
        mask: Boolean tensor [B, T], true at real steps; by default all are.

    Returns:
        Tensor [B, T, K, K].

    Raises:
        ValueError: If the numbers of tags disagree, or the constraint is not one.

    Example:

    >>> emissions = keras.layers.Dense(5)(keras.Input((None, 8)))
    >>> potentials = keras_seqzoo.layers.CRF()(emissions)
    >>> potentials.shape
    (None, None, 5, 5)

    Reference: Lafferty, McCallum & Pereira (2001); over a BiLSTM: Huang et al. (2015).
    """

    def __init__(
        self,
        num_tags=None,
        constraint=None,
        transition_initializer="zeros",
        transition_regularizer=None,
        **kwargs,
    ):
        super().__init__(autocast=False, **kwargs)
        self.num_tags = num_tags
        self.constraint = constraint
        self.transition_initializer = initializers.get(transition_initializer)
        self.transition_regularizer = regularizers.get(transition_regularizer)
        self.supports_masking = True
        self.scores = None if constraint is None else constraint_scores(constraint)

    def build(self, input_shape):
        check_emissions(input_shape)
        size = input_shape[-1]
        self.check_sizes(size)
        self.transitions = self.add_scores("transitions", (size, size))
        self.start = self.add_scores("start", (size,))
        self.end = self.add_scores("end", (size,))
        self.built = True

    def add_scores(self, name, shape):
        return self.add_weight(
            name=name,
            shape=shape,
            initializer=self.transition_initializer,
            regularizer=self.transition_regularizer if name == "transitions" else None,
            autocast=False,
        )

    def check_sizes(self, size):
        expected = self.num_tags if self.scores is None else len(self.scores[0])
        wanted = {size, expected or size, self.num_tags or size}
        if size is None or size < 2 or len(wanted) > 1:
            raise ValueError(
                "The last axis of the emissions must be known, at least 2, and equal "
                "`num_tags` and the number of constrained tags. Received: "
                f"emissions with {size} tags, num_tags={self.num_tags}, "
                f"constraint={self.constraint!r}"
            )

    def call(self, emissions, mask=None):
        dtype = "float64" if self.compute_dtype == "float64" else "float32"
        check_mask(mask, emissions)
        if mask is None:
            mask = ops.ones(ops.shape(emissions)[:2], dtype="bool")
        weights = self.start, self.transitions, self.end
        scores = [ops.cast(w, dtype) for w in weights]
        if self.scores is not None:
            scores = [
                s + ops.cast(c, dtype) for s, c in zip(scores, self.scores, strict=True)
            ]
        return pairwise_potentials(
            ops.cast(emissions, dtype), ops.cast(mask, "bool"), *scores
        )

    def get_config(self):
        return {
            **super().get_config(),
            "num_tags": self.num_tags,
            "constraint": self.constraint,
            "transition_initializer": initializers.serialize(
                self.transition_initializer
            ),
            "transition_regularizer": regularizers.serialize(
                self.transition_regularizer
            ),
        }

    def compute_mask(self, inputs, mask=None):
        """The potentials carry their own mask."""


def check_emissions(shape):
    """Raises an error unless a shape is that of emissions [B, T, K]."""
    if len(shape) != 3:
        raise ValueError(
            "The emissions must be a tensor [B, T, K], a score for each tag at each "
            f"step. Received: emissions of shape {tuple(shape)}"
        )
