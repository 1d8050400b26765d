"""The arrays of a `sentiment_bilstm` network: names, places in a file and shapes.

Names: `vectors`, `corrections`; `recurrent.0`, … of each layer as in `shapes`;
`pooling.0` to `.2` of an attention: kernel, bias, query; `head.kernel`, `head.bias`;
`bigrams`.
"""

from keras_seqzoo.runtime.shapes import bilstm, numbered
from keras_seqzoo.text.vocabulary import FIRST
from keras_seqzoo.text.vocabulary_files import CHARACTERS, WORDS


def arrays_of(config):
    """Returns `{name: (path in the file, shape)}`.

    Args:
        config: Dict of the settings of `SentimentBiLSTMConfig`.
    """
    dim, features = config["embedding_dim"], 2 * config["units"]
    outputs = len(config["labels"]) or 1
    return {
        "vectors": ("layers/embedding/vars/0", (config["vocabulary_size"], dim)),
        "corrections": (
            "layers/embedding_1/vars/0",
            (config["num_trained_words"], dim),
        ),
        **recurrent(config),
        **(attention(features) if config["pooling"] == "attention" else {}),
        "head.kernel": ("layers/dense/vars/0", (features, outputs)),
        "head.bias": ("layers/dense/vars/1", (outputs,)),
        **(bigrams(config["bigram_rows"], outputs) if config["bigram_rows"] else {}),
    }


def vocabulary_sizes(config):
    """Returns `{path: number of ids}` of the vocabularies of a preset."""
    return {WORDS: config["vocabulary_size"], CHARACTERS: FIRST}


def recurrent(config):
    found, units, width = {}, config["units"], config["embedding_dim"]
    for i in range(config["num_layers"]):
        place = f"layers/{numbered('bidirectional', i)}"
        found |= bilstm(f"recurrent.{i}", place, 2 * units if i else width, units)
    return found


def attention(features):
    shapes = (features, features), (features,), (features, 1)
    return {
        f"pooling.{i}": (f"layers/attention_pooling/vars/{i}", shape)
        for i, shape in enumerate(shapes)
    }


def bigrams(rows, outputs):
    return {"bigrams": ("layers/hashed_bigrams/vars/0", (rows, outputs))}
