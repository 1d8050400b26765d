"""Linear-chain conditional random field: a layer, and functions of its potentials."""

from keras_seqzoo.layers.crf.decoder import ViterbiDecoder
from keras_seqzoo.layers.crf.k_best import k_best
from keras_seqzoo.layers.crf.layer import CRF
from keras_seqzoo.layers.crf.loss import CRFLoss
from keras_seqzoo.layers.crf.partition import (
    log_partition,
    marginals,
    pairwise_marginals,
)
from keras_seqzoo.layers.crf.score import sequence_score
from keras_seqzoo.layers.crf.viterbi import viterbi

__all__ = [
    "CRF",
    "CRFLoss",
    "ViterbiDecoder",
    "k_best",
    "log_partition",
    "marginals",
    "pairwise_marginals",
    "sequence_score",
    "viterbi",
]
