"""Settings of unknown origin, checked before sizes are made of them.

The configurations of the architectures have the exact ranges; these keep without Keras
what could cost time or memory. The shapes that follow are compared with the file of
weights.
"""

import math

from keras_seqzoo.runtime.shapes import CHARACTER_ARRAYS, TABLES
from keras_seqzoo.runtime.text_heads import POOLINGS

COMMON = {
    "vocabulary_size": 5_000_000,
    "embedding_dim": 4096,
    "num_trained_words": 5_000_000,
    "units": 8192,
    "num_layers": 16,
}
TAGGER = COMMON | {
    "num_shapes": 10_000,
    "shape_dim": 1024,
    "num_characters": 200_000,
    "character_dim": 1024,
    "character_units": 4096,
    "character_width": 32,
    "affix_rows": 1_000_000,
    "affix_dim": 1024,
}
TEXT = COMMON | {"bigram_rows": 2**24}
MAX_TAGS = 1024
MAX_LABELS = 65_536
MAX_WORDS = 10_000_000


def check_tagger_settings(config):
    """Checks the sizes, choices and tags of a tagger.

    Raises:
        ValueError: If one is missing, of another type or out of its range.
    """
    check_sizes(config, TAGGER)
    check_choice(config, "vectors", TABLES)
    check_choice(config, "character_encoder", CHARACTER_ARRAYS)
    check("tags", config, lambda tags: tags and are_names(tags, MAX_TAGS))


def check_text_settings(config):
    """Checks the sizes, choices and labels of a text network.

    Raises:
        ValueError: If one is missing, of another type or out of its range.
    """
    check_sizes(config, TEXT)
    check_choice(config, "pooling", POOLINGS)
    check("labels", config, lambda labels: are_names(labels, MAX_LABELS))
    if config["max_words"] is not None:
        check_sizes(config, {"max_words": MAX_WORDS})
    for name in ("rating_mean", "rating_scale"):
        check(name, config, is_number)


def check_sizes(config, largest):
    for name, size in largest.items():
        check(name, config, lambda v, n=size: type(v) is int and 0 <= v <= n)


def check_choice(config, name, choices):
    check(name, config, lambda v: type(v) is str and v in choices)


def are_names(value, most):
    listed = isinstance(value, list) and len(value) <= most
    return listed and all(type(name) is str for name in value)


def is_number(value):
    return type(value) in (int, float) and math.isfinite(value)


def check(name, config, accepts):
    if not accepts(config.get(name)):
        value = repr(config.get(name))[:80]
        raise ValueError(
            f"`{name}` is not one of a preset that this package wrote. "
            f"Received: {name}={value}"
        )
