"""A NumPy tagger from the arrays of a network, by the names of `shapes.arrays_of`."""

import numpy as np

from keras_seqzoo.runtime import tables
from keras_seqzoo.runtime.chain import ChainScores
from keras_seqzoo.runtime.characters import CharacterBiLSTM, CharacterCNN
from keras_seqzoo.runtime.loading import Architecture, check_size
from keras_seqzoo.runtime.lstm import bilstm
from keras_seqzoo.runtime.network import TaggerNetwork, WordInputs
from keras_seqzoo.runtime.settings import check_tagger_settings
from keras_seqzoo.runtime.shapes import arrays_of, vocabulary_sizes
from keras_seqzoo.text.tag_transitions import allowed_transitions

FORBIDDEN = np.float32(-1e6)

# What the settings were before they could be chosen.
DEFAULTS = {
    "vectors": "frozen",
    "vector_type": "float",
    "affix_rows": 0,
    "affix_dim": 16,
    "encoder": "lstm",
    "recurrent_dropout": 0.0,
    "scheme": "iobes",
    "decoder": "crf",
}
TAGGERS = Architecture(
    "ner_bilstm_crf", DEFAULTS, check_tagger_settings, arrays_of, vocabulary_sizes
)


def tagger_network(config, arrays, features):
    """Returns the `TaggerNetwork` of a configuration.

    Args:
        config: Dict of the settings of `NERBiLSTMCRFConfig`.
        arrays: `{name: array}`; float16 is used as float32.
        features: `WordFeatures`.

    Raises:
        ValueError: If `features` know more words or characters than the tables have.
    """
    check_size("words", features.words, config["vocabulary_size"])
    check_size("characters", features.characters, config["num_characters"])
    arrays = {n: a if n == "vectors" else np.asarray(a, np.float32)
              for n, a in arrays.items()}  # fmt: skip
    return TaggerNetwork(
        WordInputs(features, word_tables(config, arrays)),
        [bilstm(arrays, f"recurrent.{i}") for i in range(config["num_layers"])],
        (arrays["emissions.kernel"], arrays["emissions.bias"]),
        chain_scores(config, arrays),
        list(config["tags"]),
    )


def word_tables(config, arrays):
    """The functions whose outputs make the input of the recurrent layers."""
    found = [vectors(arrays)]
    if "shapes" in arrays:
        found.append(tables.Lookup("shapes", arrays["shapes"]))
    found += CHARACTER_ENCODERS[config["character_encoder"]](arrays)
    if "affixes" in arrays:
        found.append(tables.Hashed(arrays["affixes"]))
    return found


def vectors(arrays):
    parts = []
    if "vectors" in arrays:
        scale = arrays.get("vector_scale")
        parts.append(tables.FixedVectors(arrays["vectors"], scale))
    if "corrections" in arrays:
        parts.append(tables.TrainedVectors(arrays["corrections"]))
    return tables.Total(*parts)


def character_cnn(arrays):
    parts = [arrays[f"characters.{part}"] for part in ("embedding", "kernel", "bias")]
    return [tables.Characters(CharacterCNN(*parts))]


def character_bilstm(arrays):
    lstm = bilstm(arrays, "characters")
    return [tables.Characters(CharacterBiLSTM(arrays["characters.embedding"], lstm))]


CHARACTER_ENCODERS = {
    "cnn": character_cnn,
    "bilstm": character_bilstm,
    "none": lambda arrays: [],
}


def chain_scores(config, arrays):
    """The scores of the CRF with those of the tag scheme added."""
    allowed = allowed_transitions(list(config["tags"]), config["scheme"])
    names = ("crf.start", "crf.transitions", "crf.end")
    return ChainScores(
        *(
            arrays[name] + np.where(ok, np.float32(0), FORBIDDEN)
            for name, ok in zip(names, allowed, strict=True)
        )
    )
