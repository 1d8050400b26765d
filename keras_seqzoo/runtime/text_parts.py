"""A NumPy text network from its arrays, by the names of `text_shapes.arrays_of`."""

import numpy as np

from keras_seqzoo.runtime import tables, text_heads
from keras_seqzoo.runtime.loading import Architecture, check_size
from keras_seqzoo.runtime.lstm import bilstm
from keras_seqzoo.runtime.settings import check_text_settings
from keras_seqzoo.runtime.text_network import TextNetwork
from keras_seqzoo.runtime.text_shapes import arrays_of, vocabulary_sizes

DEFAULTS = {
    "encoder": "lstm",
    "max_words": None,
    "rating_mean": 0.0,
    "rating_scale": 1.0,
    "bigram_rows": 0,
}
TEXTS = Architecture(
    "sentiment_bilstm", DEFAULTS, check_text_settings, arrays_of, vocabulary_sizes
)
LARGE = ("vectors", "bigrams")


def text_network(config, arrays, features):
    """Returns the `TextNetwork` of a configuration.

    Args:
        config: Dict of the settings of `SentimentBiLSTMConfig`.
        arrays: `{name: array}`; float16 is used as float32.
        features: `WordFeatures`.

    Raises:
        ValueError: If `features` know more words than the table of vectors has.
    """
    check_size("words", features.words, config["vocabulary_size"])
    arrays = {n: a if n in LARGE else np.asarray(a, np.float32)
              for n, a in arrays.items()}  # fmt: skip
    fixed = tables.FixedVectors(arrays["vectors"])
    pooling = [arrays[name] for name in sorted(arrays) if name.startswith("pooling.")]
    return TextNetwork(
        features,
        tables.Total(fixed, tables.TrainedVectors(arrays["corrections"])),
        [bilstm(arrays, f"recurrent.{i}") for i in range(config["num_layers"])],
        text_heads.POOLINGS[config["pooling"]](*pooling),
        head(config, arrays),
        text_heads.Bigrams(arrays["bigrams"]) if "bigrams" in arrays else None,
    )


def head(config, arrays):
    weights = arrays["head.kernel"], arrays["head.bias"]
    if config["labels"]:
        return text_heads.Classes(*weights)
    return text_heads.Rating(*weights, config["rating_scale"], config["rating_mean"])
