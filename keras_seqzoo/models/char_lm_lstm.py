"""The language model network of stacked LSTMs."""

from dataclasses import dataclass

from keras_seqzoo import layers
from keras_seqzoo.configuration import setting
from keras_seqzoo.generation.numpy_lstm import NumpyLSTM
from keras_seqzoo.models import sizes
from keras_seqzoo.models.char_lm_network import (
    StackedCharLMConfig,
    stacked_network,
    weights_of,
)
from keras_seqzoo.models.registry import register
from keras_seqzoo.models.regularized_lstm import regularized_lstm


@dataclass(frozen=True)
class CharLMLSTMConfig(StackedCharLMConfig):
    """Sizes of a `char_lm_lstm` network.

    `vocabulary_size` counts padding and the unknown character. `dropout` leaves out
    whole features of a sequence before, between and after the LSTMs, `weight_dropout`
    entries of their recurrent matrices. `hidden_zoneout` and `cell_zoneout` are the
    shares of h and of c that keep their old value at a step.
    """

    weight_dropout: float = setting(0.0, low=0.0, high=0.95, added=True)
    hidden_zoneout: float = setting(0.0, low=0.0, high=0.95, added=True)
    cell_zoneout: float = setting(0.0, low=0.0, high=0.95, added=True)

    @property
    def zoneout(self):
        """The rates of h and of c."""
        return [self.hidden_zoneout, self.cell_zoneout]

    def count_parameters(self):
        return self.count(sizes.lstm)


@register(
    "char_lm_lstm", config=CharLMLSTMConfig, task="keras_seqzoo.models.char_lm:CharLM"
)
def build_char_lm_lstm(config):
    r"""Builds the network of a `CharLM`.

    $$x_t = E_{w_t} \qquad
      h^l_t, c^l_t = \mathrm{LSTM}^l(h^{l-1}_t, h^l_{t-1}, c^l_{t-1}) \qquad
      p(w_{t+1} \mid w_{1 \dots t}) = \mathrm{softmax}(W h^L_t + b)$$

    Inputs are a list of `tokens` [B, T] int32 and the states h, c [B, U] of each layer;
    outputs are a list of logits [B, T, V] float32 and the states after the last step.

    References: Graves (2013), section 2; dropout: Gal & Ghahramani (2016); of weights:
    Merity, Keskar & Socher (2018); zoneout: Krueger et al. (2017).
    """

    def lstm(number):
        if config.weight_dropout or any(config.zoneout):
            return regularized_lstm(
                number, config.units, config.weight_dropout, config.zoneout
            )
        return layers.LSTM(
            config.units,
            return_sequences=True,
            return_state=True,
            name=f"lstm_{number}",
        )

    return stacked_network(config, lstm, ("h", "c"), "char_lm_lstm")


def numpy_steps(network, config):
    """Returns a `NumpyLSTM` with a copy of the weights of the network."""
    return NumpyLSTM(
        zoneout=config.zoneout,
        embeddings=weights_of(network, "embedding")[0],
        cells=[weights_of(network, f"lstm_{i}") for i in range(config.num_layers)],
        output=weights_of(network, "logits"),
    )
