"""What is searched of `ner_bilstm_crf`."""

from keras_seqzoo.models.ner_bilstm_crf import NERBiLSTMCRFConfig
from keras_seqzoo.tuning.architectures.words import NETWORK, TRAINING
from keras_seqzoo.tuning.ranges import Integer, every_choice

WITH_CHARACTERS = ("character_encoder", ("cnn", "bilstm"))
RANGES = {
    **NETWORK,
    "character_encoder": every_choice(NERBiLSTMCRFConfig, "character_encoder"),
    "character_units": Integer(20, 80, step=10, when=WITH_CHARACTERS),
    "character_width": Integer(2, 5, when=("character_encoder", ("cnn",))),
    "shape_dim": Integer(4, 16, step=4),
    **TRAINING,
}
