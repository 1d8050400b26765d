"""A new network that starts from the words and the encoder of another one."""

import dataclasses

import keras

from keras_seqzoo.models.registry import get_architecture

FREE = ("pooling", "input_dropout", "dropout", "max_words", "bigram_rows")


def transferred(architecture, network, config, settings, learned):
    """Builds a network with the lower layers of another one and a new head.

    Args:
        architecture: Name of the architecture of both.
        network: The network that was trained.
        config: Its `SentimentBiLSTMConfig`.
        settings: What the user wants to be different, out of `FREE`.
        learned: The settings of the new labels.

    Returns:
        The configuration and the network.

    Raises:
        ValueError: If a setting would change the size of a layer that is kept.
    """
    if kept := sorted(set(settings) - set(FREE)):
        raise ValueError(
            f"`settings` may be {', '.join(FREE)}; the rest comes with the encoder. "
            f"Received: {', '.join(kept)}. Leave it out or use `from_examples`."
        )
    config = dataclasses.replace(config, **settings, **learned)
    fresh = get_architecture(architecture).build(config)
    for new, old in zip(encoder_of(fresh), encoder_of(network), strict=True):
        new.set_weights(old.get_weights())
    return config, fresh


def encoder_of(network):
    """The layers of a network that hold its words and its encoder, from below."""
    words = [network.get_layer(name) for name in ("vectors", "corrections")]
    found = [x for x in network.layers if isinstance(x, keras.layers.Bidirectional)]
    return [*words, *found]
