"""What is searched of `ner_bilstm_crf`."""

from keras_seqzoo.models.ner_bilstm_crf import NERBiLSTMCRFConfig
from keras_seqzoo.tuning.architectures.words import NETWORK, TRAINING
from keras_seqzoo.tuning.ranges import Integer, Real, every_choice

WITH_CHARACTERS = ("character_encoder", ("cnn", "bilstm"))
RANGES = {
    "encoder": every_choice(NERBiLSTMCRFConfig, "encoder"),
    **NETWORK,
    "recurrent_dropout": Real(0.0, 0.4, step=0.1),
    "decoder": every_choice(NERBiLSTMCRFConfig, "decoder"),
    "character_encoder": every_choice(NERBiLSTMCRFConfig, "character_encoder"),
    "character_units": Integer(20, 80, step=10, when=WITH_CHARACTERS),
    "character_width": Integer(2, 5, when=("character_encoder", ("cnn",))),
    "shape_dim": Integer(4, 16, step=4),
    **TRAINING,
}
