"""Small language models with random weights, the same in every test."""

import numpy as np

from keras_seqzoo.models.char_lm import CharLM
from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig
from keras_seqzoo.models.char_lm_text import CharacterText

TEXT = "the cat sat on the mat.\nthe rat sat on the cat.\n" * 20
SMALL = {"embedding_dim": 4, "units": 12, "num_layers": 2}


def with_random_weights(lm):
    rng = np.random.default_rng(0)
    lm.network.set_weights([rng.normal(size=w.shape) for w in lm.network.get_weights()])
    return lm


def running_text_model():
    return with_random_weights(CharLM.from_text(TEXT, **SMALL))


def document_model():
    preprocessor = CharacterText.learn_documents(["ab", "ba"])
    config = CharLMLSTMConfig(vocabulary_size=5, **SMALL)
    return with_random_weights(CharLM("char_lm_lstm", config, preprocessor))
