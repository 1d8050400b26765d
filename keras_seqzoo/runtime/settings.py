"""Settings of unknown origin, checked before sizes are made of them.

`NERBiLSTMCRFConfig` has the exact ranges; these keep without Keras what could cost time
or memory. The shapes that follow are compared with the file of weights.
"""

from keras_seqzoo.runtime.shapes import CHARACTER_ARRAYS, TABLES

LARGEST = {
    "vocabulary_size": 5_000_000,
    "embedding_dim": 4096,
    "num_trained_words": 5_000_000,
    "num_shapes": 10_000,
    "shape_dim": 1024,
    "num_characters": 200_000,
    "character_dim": 1024,
    "character_units": 4096,
    "character_width": 32,
    "units": 8192,
    "num_layers": 16,
    "affix_rows": 1_000_000,
    "affix_dim": 1024,
}
CHOICES = {"vectors": TABLES, "character_encoder": CHARACTER_ARRAYS}
MAX_TAGS = 1024


def check_settings(config):
    """Checks the sizes, choices and tags of a configuration.

    Raises:
        ValueError: If one is missing, of another type or out of its range.
    """
    for name, largest in LARGEST.items():
        check(name, config, lambda v, n=largest: type(v) is int and 0 <= v <= n)
    for name, choices in CHOICES.items():
        check(name, config, lambda v, known=choices: type(v) is str and v in known)
    check("tags", config, are_tags)


def are_tags(value):
    listed = isinstance(value, list) and 0 < len(value) <= MAX_TAGS
    return listed and all(type(tag) is str for tag in value)


def check(name, config, accepts):
    if not accepts(config.get(name)):
        value = repr(config.get(name))[:80]
        raise ValueError(
            f"`{name}` is not one of a preset that this package wrote. "
            f"Received: {name}={value}"
        )
