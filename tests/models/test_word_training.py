import keras
import numpy as np
import pytest

from keras_seqzoo.models.training_plan import TrainingPlan
from keras_seqzoo.models.word_batches import drop_words, training_batches
from keras_seqzoo.models.word_training import fit_network
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.word_features import WordFeatures

PLAN = TrainingPlan(epochs=5, batch_size=8, learning_rate=0.05, seed=7, average=0.9)
RANDOM = np.random.default_rng(0)
INPUTS = RANDOM.normal(size=(5, 8, 3)).astype("float32")
TARGETS = (INPUTS.sum(axis=2) > 0).astype("int32")
LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


class Stop(keras.callbacks.Callback):
    """Interrupts the training after some batches of an epoch, as Ctrl-C would."""

    def __init__(self, epoch, batch):
        super().__init__()
        self.place = epoch, batch
        self.epoch = None

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        if (self.epoch, batch) == self.place:
            raise KeyboardInterrupt


def fresh():
    """A network with dropout, whose random state must survive a resume too."""
    keras.utils.set_random_seed(2)
    layers = [keras.layers.Dropout(0.3), keras.layers.Dense(2)]
    return keras.Sequential([keras.Input((3,)), *layers])


def batches(epoch):
    order = np.random.default_rng(epoch).permutation(len(INPUTS))
    return [(INPUTS[i], TARGETS[i]) for i in order]


def fit(network, plan=PLAN, score=lambda: None, **arguments):
    return fit_network(network, LOSS, batches, score, plan, verbose=0, **arguments)


def interrupted(folder, epoch=2):
    with pytest.raises(KeyboardInterrupt):
        fit(fresh(), folder=folder, callbacks=[Stop(epoch, 1)])


def test_an_interrupted_training_ends_with_the_same_weights(tmp_path):
    folder = tmp_path / "checkpoint"
    whole, resumed = fresh(), fresh()
    history = fit(whole)
    interrupted(folder)
    for logs, expected in zip(fit(resumed, folder=folder), history, strict=True):
        assert logs == pytest.approx(expected, abs=1e-6)
    for mine, theirs in zip(whole.weights, resumed.weights, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-6, err_msg=mine.path)
    assert not folder.exists()


def test_a_checkpoint_of_another_run_is_refused(tmp_path):
    interrupted(tmp_path)
    with pytest.raises(ValueError, match="other settings"):
        fit(fresh(), TrainingPlan(epochs=5, seed=8), folder=tmp_path)


def test_a_damaged_checkpoint_is_reported(tmp_path):
    interrupted(tmp_path)
    path = tmp_path / "state.npz"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ValueError, match="no readable checkpoint"):
        fit(fresh(), folder=tmp_path)


def test_a_folder_that_cannot_be_made_is_refused_before_the_first_step(tmp_path):
    (tmp_path / "taken").write_text("")
    untouched = fresh()
    before = untouched.get_weights()
    with pytest.raises(ValueError, match=r"Cannot make the folder .*taken.*another"):
        fit(untouched, folder=tmp_path / "taken" / "checkpoint")
    for one, other in zip(untouched.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_folder_of_the_checkpoint_is_gone_at_the_end(tmp_path):
    fit(fresh(), folder=tmp_path / "run" / "checkpoint")
    assert list((tmp_path / "run").iterdir()) == []


def test_the_best_epoch_is_kept_and_training_stops_when_it_is_stale():
    network, scores, weights = fresh(), iter([0.2, 0.5, 0.4, 0.5, 0.1]), []

    def score():
        weights.append(network.get_weights())
        return next(scores)

    history = fit(network, TrainingPlan(epochs=50, patience=2), score)
    assert [logs["score"] for logs in history] == [0.2, 0.5, 0.4, 0.5]
    for kept, best in zip(network.get_weights(), weights[1], strict=True):
        np.testing.assert_array_equal(kept, best)


def test_a_callback_can_stop_the_training():
    stop = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: setattr(stop.model, "stop_training", True)
    )
    assert len(fit(fresh(), callbacks=[stop])) == 1


def test_what_is_scored_is_the_running_average_of_the_weights():
    network, scored, seen = fresh(), [], []
    each = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: seen.append(network.get_weights()[0])
    )
    plan = TrainingPlan(epochs=1, average=0.5)
    fit(
        network, plan, lambda: scored.append(network.get_weights()[0]), callbacks=[each]
    )
    average = seen[0]
    for weight in seen[1:]:
        average = 0.5 * average + 0.5 * weight
    np.testing.assert_allclose(scored[0], average, rtol=1e-5)


def test_the_loss_falls_and_is_the_mean_of_its_batches():
    losses = []
    each = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: losses.append(logs["loss"])
    )
    history = fit(
        fresh(), TrainingPlan(epochs=20, learning_rate=0.05), callbacks=[each]
    )
    assert history[-1]["loss"] < 0.7 * history[0]["loss"]
    assert history[-1]["loss"] == pytest.approx(losses[-1])


def test_a_loss_that_is_not_finite_is_reported():
    network = fresh()
    network.layers[-1].kernel.assign(np.full((3, 2), np.nan))
    with pytest.raises(ValueError, match="learning_rate"):
        fit(network)


@pytest.mark.parametrize("wrong", [None, "print", [print], Stop(0, 0)])
def test_what_is_no_list_of_callbacks_is_refused(wrong):
    with pytest.raises(TypeError, match=r"`callbacks` must be a list .*Received"):
        fit(fresh(), callbacks=wrong)


@pytest.mark.parametrize(
    "wrong", [{"epochs": 0}, {"learning_rate": -1.0}, {"patience": 1.5}, {"seed": "x"}]
)
def test_a_wrong_plan_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        TrainingPlan(**wrong)


def test_batches_hold_each_sentence_once_and_depend_on_seed_and_epoch_alone():
    features = WordFeatures(Vocabulary("abc"), Vocabulary([]), inputs=("words",))
    sentences = [["a"] * (1 + i % 5) for i in range(50)]
    plan = TrainingPlan(batch_size=8, word_dropout=0.5, seed=3)
    make = training_batches(features, sentences, lambda rows: rows, plan)
    first, again, second = make(0), make(0), make(1)
    assert sorted(np.concatenate([rows for _, rows in first])) == list(range(50))
    for (x, rows), (y, others) in zip(first, again, strict=True):
        assert rows.tolist() == others.tolist()
        assert x["words"].tolist() == y["words"].tolist()
    assert [r.tolist() for _, r in first] != [r.tolist() for _, r in second]


def test_words_are_dropped_at_the_given_rate_and_padding_never():
    words = np.where(np.arange(40_000).reshape(200, 200) % 3, 7, 0)
    dropped = drop_words(words, 0.25, np.random.default_rng(0))
    assert ((dropped == 0) == (words == 0)).all()
    assert (dropped == 1).sum() / (words != 0).sum() == pytest.approx(0.25, abs=0.01)
    assert (drop_words(words, 0.0, np.random.default_rng(0)) == words).all()


def test_patience_counts_once_the_score_has_changed():
    scores = iter([0, 0, 0, 0, 0.5, 0.4, 0.4, 0.4])
    plan = TrainingPlan(epochs=20, batch_size=8, patience=2)
    history = fit(fresh(), plan, lambda: next(scores))
    assert [logs["score"] for logs in history] == [0, 0, 0, 0, 0.5, 0.4, 0.4]


def test_without_any_change_the_last_weights_are_kept():
    network, plain = fresh(), fresh()
    fit(network, score=lambda: 0.0)
    fit(plain)
    for mine, theirs in zip(network.weights, plain.weights, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-6)


def test_a_checkpoint_of_other_first_weights_is_refused(tmp_path):
    interrupted(tmp_path)
    other = fresh()
    other.set_weights([weights + 1 for weights in other.get_weights()])
    with pytest.raises(ValueError, match="other settings"):
        fit(other, folder=tmp_path)


def test_what_else_lies_beside_a_checkpoint_ends_no_training(tmp_path):
    (tmp_path / ".new-left").mkdir()
    (tmp_path / "notes").write_text("mine")
    fit(fresh(), folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]
