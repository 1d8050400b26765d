"""What the small taggers of the tests are made of."""

from word_data import tagged_sentences

SIZES = {
    "embedding_dim": 8,
    "shape_dim": 4,
    "character_dim": 4,
    "character_units": 6,
    "units": 8,
    "input_dropout": 0.0,
    "dropout": 0.0,
}
TRAIN = tagged_sentences(150, seed=1)
DEV = tagged_sentences(30, seed=2)
PLAN = {
    "epochs": 10,
    "learning_rate": 0.03,
    "batch_size": 16,
    "average": 0.8,
    "verbose": 0,
}
