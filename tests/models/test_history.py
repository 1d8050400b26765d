from keras_seqzoo.hub import check_results
from keras_seqzoo.models.history import series

HISTORY = [
    {"epoch": 1, "loss": 2.5, "dev_loss": 2.0, "learning_rate": 0.1, "score": 0.25},
    {"epoch": 2, "loss": 1.5, "dev_loss": 1.75, "learning_rate": 0.1},
]


def test_what_every_epoch_has_becomes_a_series():
    expected = {"loss": [2.5, 1.5], "dev_loss": [2.0, 1.75]}
    assert series(HISTORY) == expected
    assert check_results({"history": expected})


def test_no_epoch():
    assert series([]) == {}
