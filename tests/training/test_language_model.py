"""Training learns, the same for the same seed, and keeps the best weights."""

import numpy as np
import pytest
from backend_marks import needs_tensorflow
from toy_trainer import IDS, SETTINGS, trainer, without_time

from keras_seqzoo.data.errors import UnusableData
from keras_seqzoo.training.language_model_settings import LanguageModelSettings

pytestmark = needs_tensorflow


def test_it_learns_a_pattern():
    longer = LanguageModelSettings(
        **{**vars(SETTINGS), "epochs": 8, "learning_rate": 0.1}
    )
    history = trainer(settings=longer).train()
    assert [epoch["epoch"] for epoch in history] == list(range(1, 9))
    assert history[-1]["dev_loss"] < 0.5 * np.log(4)


def test_the_same_seed_gives_the_same_run():
    assert without_time(trainer().train()) == without_time(trainer().train())


def test_the_weights_of_the_best_epoch_are_put_back():
    run = trainer(settings=LanguageModelSettings(
        epochs=2, batch_size=4, sequence_length=16, dev_windows=4, dev_length=20
    ))  # fmt: skip
    run.run_epoch(lambda: False)
    run.end_epoch()
    best = run.network.get_weights()
    run.progress.best = -1.0
    run.train()
    for left, right in zip(run.network.get_weights(), best, strict=True):
        np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("place", ["training", "development"])
def test_a_loss_that_is_not_finite_ends_the_run(place):
    run = trainer()
    broken = [np.full(w.shape, np.nan) for w in run.network.get_weights()]
    if place == "training":
        run.network.set_weights(broken)
    else:
        run.run_epoch = lambda stop_asked: run.network.set_weights(broken)
        run.progress.record(1.0, 1.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="became nan in epoch 1"):
        run.train()


def test_texts_that_are_too_short_are_told_at_once():
    with pytest.raises(UnusableData, match="more than `dev_length` = 20"):
        trainer(dev_ids=IDS[:20])
    with pytest.raises(UnusableData, match="at least `batch_size` \\+ 1 = 5"):
        trainer(ids=IDS[:4])
