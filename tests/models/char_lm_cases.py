"""What the small language models of the tests are made of."""

import keras
import numpy as np

from keras_seqzoo.text.vocabulary import UNKNOWN

TEXT = "the cat sat on the mat.\nthe rat sat on the cat.\n" * 20
SMALL = {"embedding_dim": 4, "units": 12, "num_layers": 2}


def logits(lm, training):
    """Those of two rows of six tokens from the zero state, in training or not."""
    tokens = np.full((2, 6), UNKNOWN + 1, np.int32)
    states = [np.zeros((2, SMALL["units"]), np.float32) for _ in lm.start()]
    outputs = lm.network([tokens, *states], training=training)
    return keras.ops.convert_to_numpy(outputs[0])
