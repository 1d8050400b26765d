"""A small language model, a text that repeats and their trainer."""

import keras
import numpy as np

from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig, build_char_lm_lstm
from keras_seqzoo.training.language_model import LanguageModelTrainer
from keras_seqzoo.training.language_model_settings import LanguageModelSettings

IDS = np.tile([2, 3, 4, 5, 2, 4], 120)
CONFIG = CharLMLSTMConfig(
    vocabulary_size=6, embedding_dim=4, units=8, num_layers=1, dropout=0.2
)
SETTINGS = LanguageModelSettings(
    epochs=3,
    batch_size=4,
    sequence_length=16,
    learning_rate=0.02,
    warmup_steps=4,
    dev_windows=4,
    dev_length=20,
)


def trainer(out=None, settings=SETTINGS, ids=IDS, dev_ids=IDS, seed=0, **options):
    keras.utils.set_random_seed(seed)
    return LanguageModelTrainer(
        build_char_lm_lstm(CONFIG), ids, dev_ids, settings, out, verbose=0, **options
    )


def without_time(history):
    return [{k: v for k, v in epoch.items() if k != "seconds"} for epoch in history]
