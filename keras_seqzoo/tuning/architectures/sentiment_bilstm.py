"""What is searched of `sentiment_bilstm`."""

from keras_seqzoo.models.sentiment_bilstm import SentimentBiLSTMConfig
from keras_seqzoo.tuning.architectures.words import NETWORK, TRAINING
from keras_seqzoo.tuning.ranges import every_choice

RANGES = {
    **NETWORK,
    "encoder": every_choice(SentimentBiLSTMConfig, "encoder"),
    "pooling": every_choice(SentimentBiLSTMConfig, "pooling"),
    **TRAINING,
}
