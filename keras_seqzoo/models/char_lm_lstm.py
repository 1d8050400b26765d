"""The language model network: characters, stacked LSTMs, one distribution a step."""

from dataclasses import dataclass

import keras

from keras_seqzoo import layers
from keras_seqzoo.generation.numpy_lstm import NumpyLSTM
from keras_seqzoo.models import sizes
from keras_seqzoo.models.configuration import Configuration, setting
from keras_seqzoo.models.registry import register


@dataclass(frozen=True)
class CharLMLSTMConfig(Configuration):
    """Sizes of a `char_lm_lstm` network.

    `vocabulary_size` counts padding and the unknown character. `dropout` leaves out
    whole features of a sequence before, between and after the LSTMs.
    """

    vocabulary_size: int = setting(67, low=2, high=200_000)
    embedding_dim: int = setting(64, low=1, high=4096)
    units: int = setting(512, low=1, high=8192)
    num_layers: int = setting(2, low=1, high=16)
    dropout: float = setting(0.2, low=0.0, high=0.95)

    def count_parameters(self):
        return (
            self.vocabulary_size * self.embedding_dim
            + sizes.lstm_stack(self.embedding_dim, self.units, self.num_layers)
            + sizes.dense(self.units, self.vocabulary_size)
        )


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

    References: Graves (2013), section 2; dropout: Gal & Ghahramani (2016).
    """
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    states = [keras.Input((config.units,), name=name) for name in state_names(config)]
    x = keras.layers.Embedding(
        config.vocabulary_size, config.embedding_dim, name="embedding"
    )(tokens)
    new_states = []
    for layer in range(config.num_layers):
        x = keras.layers.SpatialDropout1D(config.dropout)(x)
        x, *last = layers.LSTM(
            config.units,
            return_sequences=True,
            return_state=True,
            name=f"lstm_{layer}",
        )(x, initial_state=states[2 * layer : 2 * layer + 2])
        new_states += last
    x = keras.layers.SpatialDropout1D(config.dropout)(x)
    logits = keras.layers.Dense(config.vocabulary_size, dtype="float32", name="logits")(
        x
    )
    return keras.Model([tokens, *states], [logits, *new_states], name="char_lm_lstm")


def state_names(config):
    return [f"{kind}_{layer}" for layer in range(config.num_layers) for kind in "hc"]


def numpy_steps(network, config):
    """Returns a `NumpyLSTM` with a copy of the weights of the network."""
    return NumpyLSTM(
        embeddings=weights_of(network, "embedding")[0],
        cells=[weights_of(network, f"lstm_{i}") for i in range(config.num_layers)],
        output=weights_of(network, "logits"),
    )


def weights_of(network, layer):
    return [
        keras.ops.convert_to_numpy(weight).astype("float32")
        for weight in network.get_layer(layer).weights
    ]
