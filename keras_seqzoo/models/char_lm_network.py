"""What the networks of recurrent language models share."""

from dataclasses import dataclass

import keras

from keras_seqzoo.configuration import Configuration, setting
from keras_seqzoo.models import sizes


@dataclass(frozen=True)
class StackedCharLMConfig(Configuration):
    """Sizes of a language model of stacked recurrent layers.

    `vocabulary_size` counts padding and the unknown character. `dropout` leaves out
    whole features of a sequence before, between and after the recurrent layers.
    """

    of_data = frozenset({"vocabulary_size"})

    vocabulary_size: int = setting(67, low=2, high=200_000)
    embedding_dim: int = setting(64, low=1, high=4096)
    units: int = setting(512, low=1, high=8192)
    num_layers: int = setting(2, low=1, high=16)
    dropout: float = setting(0.2, low=0.0, high=0.95)

    def count(self, layer):
        """The number of weights with recurrent layers of `layer(inputs, units)`."""
        sizes_of = (self.embedding_dim, self.units, self.num_layers)
        return (
            self.vocabulary_size * self.embedding_dim
            + sizes.one_on_another(layer, *sizes_of)
            + sizes.dense(self.units, self.vocabulary_size)
        )


def stacked_network(config, layer, states, name):
    r"""Characters, stacked recurrent layers, one distribution a step.

    $$x_t = E_{w_t} \qquad s^l_t = \mathrm{layer}^l(h^{l-1}_t, s^l_{t-1}) \qquad
      p(w_{t+1} \mid w_{1 \dots t}) = \mathrm{softmax}(W h^L_t + b)$$

    Args:
        config: `StackedCharLMConfig`.
        layer: Function from a number to the recurrent layer of that number.
        states: Names of the states of a layer, such as `("h", "c")`.
        name: Name of the network.

    Returns:
        A `keras.Model`: inputs are a list of `tokens` [B, T] int32 and the states
        [B, U] of each layer; outputs are a list of logits [B, T, V] float32 and the
        states after the last step.
    """
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    x = keras.layers.Embedding(
        config.vocabulary_size, config.embedding_dim, name="embedding"
    )(tokens)
    recurrent = [layer(number) for number in range(config.num_layers)]
    x, before, after = run_stack(x, recurrent, states, config.dropout, config.dropout)
    x = keras.layers.SpatialDropout1D(config.dropout)(x)
    logits = keras.layers.Dense(config.vocabulary_size, dtype="float32", name="logits")(
        x
    )
    return keras.Model([tokens, *before], [logits, *after], name=name)


def run_stack(x, recurrent, states, input_dropout, dropout):
    """Recurrent layers in turn, each behind a dropout of whole features.

    Args:
        x: Symbolic tensor [B, T, D].
        recurrent: List of `keras_seqzoo.layers.RNN` that return sequences and states.
        states: Names of the states of a layer, such as `("h", "c")`.
        input_dropout: Rate of the dropout before the first layer.
        dropout: Rate of the dropout before each other layer.

    Returns:
        `(outputs [B, T, U], start states, final states)`.
    """
    inputs, outputs = [], []
    for number, layer in enumerate(recurrent):
        x = keras.layers.SpatialDropout1D(dropout if number else input_dropout)(x)
        before = [
            keras.Input((width,), name=f"{kind}_{number}")
            for kind, width in zip(states, layer.cell.state_size, strict=True)
        ]
        x, *after = layer(x, initial_state=before)
        inputs += before
        outputs += after
    return x, inputs, outputs


def weights_of(network, layer):
    """Returns the weights of a layer as a list of float32 arrays."""
    return [
        keras.ops.convert_to_numpy(weight).astype("float32")
        for weight in network.get_layer(layer).weights
    ]
