"""The arrays of a `ner_bilstm_crf` network: their names, places in a file and shapes.

Names: `vectors` and, if they are int8, `vector_scale`; `corrections`; `shapes`;
`characters.embedding` with `characters.kernel` and `characters.bias` of a CNN or the
weights of a BiLSTM; `affixes`; `recurrent.0`, … of each layer; `emissions.kernel`,
`emissions.bias`; `crf.transitions`, `crf.start`, `crf.end`. The weights of a BiLSTM are
`….forward.0` to `.2` and `….backward.0` to `.2`: kernel, recurrent kernel, bias.
"""

from keras_seqzoo.text.affixes import NUM_AFFIXES
from keras_seqzoo.text.vocabulary_files import CHARACTERS, WORDS

DIRECTIONS = ("forward", "backward")


def arrays_of(config):
    """Returns `{name: (path in the file, shape)}`.

    Args:
        config: Dict of the settings of `NERBiLSTMCRFConfig`.
    """
    tags, width = len(config["tags"]), word_width(config)
    return {
        **embeddings(config),
        **CHARACTER_ARRAYS[config["character_encoder"]](config),
        **affixes(config),
        **recurrent(config, width),
        "emissions.kernel": ("layers/dense/vars/0", (2 * config["units"], tags)),
        "emissions.bias": ("layers/dense/vars/1", (tags,)),
        "crf.transitions": ("layers/crf/vars/0", (tags, tags)),
        "crf.start": ("layers/crf/vars/1", (tags,)),
        "crf.end": ("layers/crf/vars/2", (tags,)),
    }


def vocabulary_sizes(config):
    """Returns `{path: number of ids}` of the vocabularies of a preset."""
    return {WORDS: config["vocabulary_size"], CHARACTERS: config["num_characters"]}


def embeddings(config):
    """The embedding layers, which Keras numbers in the order of the network."""
    names = [*TABLES[config["vectors"]], *(["shapes"] if config["shape_dim"] else [])]
    shapes = {
        "vectors": (config["vocabulary_size"], config["embedding_dim"]),
        "corrections": (config["num_trained_words"], config["embedding_dim"]),
        "shapes": (config["num_shapes"], config["shape_dim"]),
    }
    places = {
        name: f"layers/{numbered('embedding', i)}" for i, name in enumerate(names)
    }
    found = {name: (f"{places[name]}/vars/0", shapes[name]) for name in names}
    if config["vector_type"] == "int8":
        scale = (config["vocabulary_size"],)
        found["vector_scale"] = (f"{places['vectors']}/vars/1", scale)
    return found


TABLES = {
    "frozen": ("vectors", "corrections"),
    "tuned": ("vectors",),
    "none": ("corrections",),
}


def numbered(name, i):
    return f"{name}_{i}" if i else name


def affixes(config):
    rows, dim = config["affix_rows"], config["affix_dim"]
    place = "layers/hash_embedding/vars/0"
    return {"affixes": (place, (NUM_AFFIXES * rows, dim))} if rows else {}


def character_cnn(config):
    dim, units = config["character_dim"], config["character_units"]
    place = "layers/character_cnn"
    window = config["character_width"] * dim
    return {
        "characters.embedding": (
            f"{place}/embedding/vars/0",
            (config["num_characters"], dim),
        ),
        "characters.kernel": (f"{place}/vars/0", (window, units)),
        "characters.bias": (f"{place}/vars/1", (units,)),
    }


def character_bilstm(config):
    dim, units = config["character_dim"], config["character_units"]
    place = "layers/character_bi_lstm"
    return {
        "characters.embedding": (
            f"{place}/embedding/vars/0",
            (config["num_characters"], dim),
        ),
        **bilstm("characters", f"{place}/lstm", dim, units),
    }


CHARACTER_ARRAYS = {
    "cnn": character_cnn,
    "bilstm": character_bilstm,
    "none": lambda config: {},
}
CHARACTER_WIDTHS = {"cnn": 1, "bilstm": 2, "none": 0}


def word_width(config):
    """Size of what the recurrent layers read of a word."""
    characters = CHARACTER_WIDTHS[config["character_encoder"]]
    affixes = NUM_AFFIXES * config["affix_dim"] if config["affix_rows"] else 0
    vectors = config["embedding_dim"] + config["shape_dim"] + affixes
    return vectors + characters * config["character_units"]


def recurrent(config, width):
    found, units = {}, config["units"]
    cell = "cell/cell" if config["recurrent_dropout"] else "cell"
    for i in range(config["num_layers"]):
        place = f"layers/{numbered('bidirectional', i)}"
        inputs = 2 * units if i else width
        found |= bilstm(f"recurrent.{i}", place, inputs, units, cell)
    return found


def bilstm(name, place, inputs, units, cell="cell"):
    """The six arrays of both directions of an LSTM."""
    shapes = (inputs, 4 * units), (units, 4 * units), (4 * units,)
    return {
        f"{name}.{way}.{i}": (f"{place}/{way}_layer/{cell}/vars/{i}", shape)
        for way in DIRECTIONS
        for i, shape in enumerate(shapes)
    }
