"""What the word-level architectures have in common."""

from keras_seqzoo.tuning.ranges import Choice, Integer, Real

NETWORK = {
    "units": Integer(50, 300, step=50),
    "num_layers": Integer(1, 2),
    "input_dropout": Real(0.1, 0.6, step=0.1),
    "dropout": Real(0.1, 0.6, step=0.1),
}
TRAINING = {
    "learning_rate": Real(5e-4, 1e-2, log=True),
    "weight_decay": Real(1e-6, 1e-2, log=True),
    "batch_size": Choice((16, 32, 64)),
    "word_dropout": Real(0.0, 0.2, step=0.05),
}
