"""The language model network of stacked GRUs."""

from dataclasses import dataclass

from keras_seqzoo import layers
from keras_seqzoo.generation.numpy_gru import NumpyGRU
from keras_seqzoo.models import sizes
from keras_seqzoo.models.char_lm_network import (
    StackedCharLMConfig,
    stacked_network,
    weights_of,
)
from keras_seqzoo.models.registry import register


@dataclass(frozen=True)
class CharLMGRUConfig(StackedCharLMConfig):
    """Sizes of a `char_lm_gru` network.

    `vocabulary_size` counts padding and the unknown character. `dropout` leaves out
    whole features of a sequence before, between and after the GRUs.
    """

    def count_parameters(self):
        return self.count(sizes.gru)


@register(
    "char_lm_gru", config=CharLMGRUConfig, task="keras_seqzoo.models.char_lm:CharLM"
)
def build_char_lm_gru(config):
    r"""Builds the network of a `CharLM`.

    $$x_t = E_{w_t} \qquad h^l_t = \mathrm{GRU}^l(h^{l-1}_t, h^l_{t-1}) \qquad
      p(w_{t+1} \mid w_{1 \dots t}) = \mathrm{softmax}(W h^L_t + b)$$

    Inputs are a list of `tokens` [B, T] int32 and the state h [B, U] of each layer;
    outputs are a list of logits [B, T, V] float32 and the states after the last step.

    References: Cho et al. (2014); dropout: Gal & Ghahramani (2016).
    """

    def gru(number):
        return layers.GRU(
            config.units,
            return_sequences=True,
            return_state=True,
            name=f"gru_{number}",
        )

    return stacked_network(config, gru, ("h",), "char_lm_gru")


def numpy_steps(network, config):
    """Returns a `NumpyGRU` with a copy of the weights of the network."""
    return NumpyGRU(
        embeddings=weights_of(network, "embedding")[0],
        cells=[weights_of(network, f"gru_{i}") for i in range(config.num_layers)],
        output=weights_of(network, "logits"),
    )
