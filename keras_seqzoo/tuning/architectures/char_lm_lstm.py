"""What is searched of `char_lm_lstm`."""

from keras_seqzoo.tuning.ranges import Choice, Integer, Real

RANGES = {
    "embedding_dim": Integer(16, 128, step=2, log=True),
    "units": Integer(128, 512, step=64),
    "num_layers": Integer(1, 3),
    "dropout": Real(0.0, 0.5, step=0.05),
    "learning_rate": Real(5e-4, 1e-2, log=True),
    "weight_decay": Real(1e-6, 1e-2, log=True),
    "batch_size": Choice((16, 32, 64)),
    "sequence_length": Choice((50, 100, 200)),
}
