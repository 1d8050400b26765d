"""The declared search space of every architecture, and how its network is trained."""

from keras_seqzoo.layers import CRFLoss
from keras_seqzoo.tuning.ranges import Choice, Integer, Real

OPTIMIZER = ("learning_rate", "weight_decay")

WORD_MODEL = {
    "units": Integer(50, 300, step=50),
    "num_layers": Integer(1, 2),
    "input_dropout": Real(0.1, 0.6, step=0.1),
    "dropout": Real(0.1, 0.6, step=0.1),
    "learning_rate": Real(5e-4, 5e-3, log=True),
}

SPACES = {
    "ner_bilstm_crf": {
        **WORD_MODEL,
        "character_encoder": Choice(("cnn", "bilstm", "none")),
        "character_units": Integer(20, 80, step=10),
        "shape_dim": Integer(4, 16, step=4),
    },
    "sentiment_bilstm": {
        **WORD_MODEL,
        "pooling": Choice(("max", "mean", "last", "attention")),
    },
}


def classification():
    """Loss and metric of labels given as integers."""
    return {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}


def tagging():
    """The loss of a CRF."""
    return {"loss": CRFLoss()}


TRAINING = {"ner_bilstm_crf": tagging, "sentiment_bilstm": classification}


def spaces(architecture):
    """Returns the declared search space of an architecture as a dict.

    Raises:
        ValueError: If it has none.
    """
    if architecture not in SPACES:
        raise ValueError(
            f"There is no search space for {architecture!r}. "
            f"Known: {', '.join(sorted(SPACES))}."
        )
    return dict(SPACES[architecture])
