"""The language model network of linear recurrences: minGRU or minLSTM blocks."""

from dataclasses import dataclass

import keras
import numpy as np

from keras_seqzoo import layers
from keras_seqzoo.configuration import Configuration, setting
from keras_seqzoo.generation import numpy_min
from keras_seqzoo.generation.numpy_min import MinBlock, NumpyMin
from keras_seqzoo.models import sizes
from keras_seqzoo.models.char_lm_network import weights_of
from keras_seqzoo.models.registry import register

CELLS = {"min_gru": layers.MinGRU, "min_lstm": layers.MinLSTM}


@dataclass(frozen=True)
class CharLMMinConfig(Configuration):
    """Sizes of a `char_lm_min` network.

    `vocabulary_size` counts padding and the unknown character. `units` is the width
    between the blocks, `expansion` and `feed_forward` are multiples of it: the width of
    the recurrence and of the layer that follows it. `window` is the number of steps
    that a recurrence sees of its inputs. `dropout` leaves out what a block adds.
    """

    of_data = frozenset({"vocabulary_size"})

    vocabulary_size: int = setting(67, low=2, high=200_000)
    cell: str = setting("min_gru", choices=tuple(CELLS))
    units: int = setting(192, low=1, high=8192)
    num_layers: int = setting(3, low=1, high=64)
    expansion: int = setting(2, low=1, high=16)
    feed_forward: int = setting(2, low=1, high=16)
    window: int = setting(4, low=2, high=64)
    dropout: float = setting(0.15, low=0.0, high=0.95)

    def count_parameters(self):
        inner = self.units * self.expansion
        hidden = self.units * self.feed_forward
        gates = {"min_gru": 2, "min_lstm": 3}[self.cell]
        block = (
            2 * sizes.normalization(self.units)
            + (self.window + 1) * self.units
            + sizes.dense(self.units, (gates + 1) * inner)
            + sizes.dense(inner, self.units)
            + sizes.dense(self.units, hidden)
            + sizes.dense(hidden, self.units)
        )
        return (
            self.vocabulary_size * self.units
            + self.num_layers * block
            + sizes.normalization(self.units)
            + sizes.dense(self.units, self.vocabulary_size)
        )


@register(
    "char_lm_min", config=CharLMMinConfig, task="keras_seqzoo.models.char_lm:CharLM"
)
def build_char_lm_min(config):
    r"""Builds the network of a `CharLM` whose recurrences are linear.

    $$\bar x = \mathrm{conv}(\mathrm{norm}(x)) \qquad
      x' = x + W_o \bigl(\mathrm{minGRU}(\bar x) \odot
           \mathrm{silu}(W_g \bar x + b_g)\bigr) + b_o$$
    $$x'' = x' + W_2\, \mathrm{silu}(W_1 \mathrm{norm}(x') + b_1) + b_2$$

    Such a block stands `num_layers` times between the embedding and the softmax.
    Inputs are a list of `tokens` [B, T] int32 and two states of each block: the last
    inputs of the convolution [B, (k - 1) U] and the state of the recurrence [B, E U];
    outputs are a list of logits [B, T, V] float32 and the states after the last step.

    References: Feng et al. (2024), Were RNNs all we needed?; the gated block: De et al.
    (2024), Griffin, section 2.
    """
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    x = keras.layers.Embedding(config.vocabulary_size, config.units, name="embedding")(
        tokens
    )
    x = keras.layers.Dropout(config.dropout)(x)
    states, new_states = [], []
    for block in range(config.num_layers):
        before = block_states(config, block)
        x, after = mix_steps(x, before, config, block)
        x = mix_features(x, config, block)
        states += before
        new_states += after
    x = keras.layers.LayerNormalization(name="norm")(x)
    x = keras.layers.Dropout(config.dropout)(x)
    logits = keras.layers.Dense(config.vocabulary_size, dtype="float32", name="logits")(
        x
    )
    return keras.Model([tokens, *states], [logits, *new_states], name="char_lm_min")


def block_states(config, block):
    past = (config.window - 1) * config.units
    return [
        keras.Input((past,), name=f"past_{block}"),
        keras.Input((config.units * config.expansion,), name=f"h_{block}"),
    ]


def mix_steps(x, states, config, block):
    """The recurrent half of a block: `(x [B, T, U], new states)`."""
    past, h = states
    inner = config.units * config.expansion
    y = keras.layers.LayerNormalization(name=f"norm_{block}")(x)
    y, past = layers.CausalConvolution(config.window, name=f"conv_{block}")(y, past)
    outputs, h = CELLS[config.cell](
        inner, return_sequences=True, return_state=True, name=f"cell_{block}"
    )(y, initial_state=[h])
    gate = keras.layers.Dense(inner, activation="silu", name=f"gate_{block}")(y)
    outputs = keras.layers.Multiply()([outputs, gate])
    outputs = keras.layers.Dense(config.units, name=f"out_{block}")(outputs)
    return add(x, outputs, config), [past, h]


def mix_features(x, config, block):
    """The half of a block that looks at one step alone: [B, T, U] -> [B, T, U]."""
    y = keras.layers.LayerNormalization(name=f"feed_norm_{block}")(x)
    hidden = config.units * config.feed_forward
    y = keras.layers.Dense(hidden, activation="silu", name=f"feed_in_{block}")(y)
    y = keras.layers.Dense(config.units, name=f"feed_out_{block}")(y)
    return add(x, y, config)


def add(x, y, config):
    return keras.layers.Add()([x, keras.layers.Dropout(config.dropout)(y)])


def numpy_steps(network, config):
    """Returns a `NumpyMin` with a copy of the weights of the network."""
    return NumpyMin(
        embeddings=weights_of(network, "embedding")[0],
        blocks=[numpy_block(network, block) for block in range(config.num_layers)],
        norm=weights_of(network, "norm"),
        output=weights_of(network, "logits"),
        coefficients=getattr(numpy_min, config.cell),
    )


def numpy_block(network, block):
    cell, gate = (weights_of(network, f"{name}_{block}") for name in ("cell", "gate"))
    return MinBlock(
        norm=weights_of(network, f"norm_{block}"),
        convolution=weights_of(network, f"conv_{block}"),
        mix=[np.concatenate(pair, axis=-1) for pair in zip(cell, gate, strict=True)],
        out=weights_of(network, f"out_{block}"),
        feed_norm=weights_of(network, f"feed_norm_{block}"),
        feed_in=weights_of(network, f"feed_in_{block}"),
        feed_out=weights_of(network, f"feed_out_{block}"),
    )
