"""What a training is asked for, interrupted in and leaves behind."""

import keras
import numpy as np
import pytest
from word_data import labelled_texts

from keras_seqzoo.models import sentiment_learning
from keras_seqzoo.models.sentiment_bilstm import EVIDENCE
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier

SIZES = {"embedding_dim": 6, "units": 4}
BIGRAMS = SIZES | {"bigram_rows": 512}
PLAN = {"epochs": 2, "batch_size": 16, "verbose": 0}
TRAIN, DEV = labelled_texts(60, seed=1), labelled_texts(30, seed=2)
OTHER = [(label, f"{text} again") for label, text in TRAIN]


class Stopped(Exception):
    pass


def stop_before(number):
    """Ends a training with an exception before an epoch."""

    def stop(epoch, logs=None):
        if epoch == number:
            raise Stopped

    return keras.callbacks.LambdaCallback(on_epoch_begin=stop)


def table_of(classifier):
    return classifier.network.get_layer(EVIDENCE).get_weights()[0]


def fresh(settings=SIZES, train=TRAIN):
    return SentimentClassifier.from_examples(train, **settings)


@pytest.fixture(scope="module")
def trained():
    classifier = fresh(BIGRAMS)
    classifier.fit(TRAIN, DEV, **PLAN)
    return classifier


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("interrupted")
    with pytest.raises(Stopped):
        fresh().fit(TRAIN, DEV, out=folder, callbacks=[stop_before(1)], **PLAN)
    return folder


@pytest.mark.parametrize(
    ("settings", "train", "dev"),
    [
        (SIZES | {"pooling": "mean"}, TRAIN, DEV),
        (SIZES, OTHER, DEV),
        (SIZES, TRAIN, DEV[1:]),
    ],
    ids=["settings", "train", "dev"],
)
def test_a_checkpoint_of_another_run_is_refused(interrupted, settings, train, dev):
    with pytest.raises(ValueError, match="other settings or data"):
        fresh(settings).fit(train, dev, out=interrupted, **PLAN)
    assert any((interrupted / "checkpoint").iterdir())


def test_pretraining_of_other_texts_is_refused(tmp_path):
    texts = [text for _, text in TRAIN]
    plan = {"epochs": 1, "verbose": 0, "out": tmp_path}
    fresh().pretrain(texts, **plan)
    fresh().pretrain(texts, **plan)
    with pytest.raises(ValueError, match="other settings or texts"):
        fresh().pretrain(texts[::-1], **plan)


@pytest.mark.parametrize("texts", ["a fine film", None, b"film"])
def test_pretraining_wants_several_texts(texts):
    with pytest.raises(TypeError, match="`texts`"):
        fresh().pretrain(texts)


@pytest.mark.parametrize(
    ("make", "train", "dev", "message"),
    [
        ("from_examples", TRAIN, ("strange", "film"), "'strange'.*example 2.*transfer"),
        ("from_ratings", [("1", "dull"), ("5", "great")], ("x", "film"), "finite"),
    ],
)
def test_labels_of_dev_are_checked_before_the_first_step(make, train, dev, message):
    classifier = getattr(SentimentClassifier, make)(train, **SIZES)
    with pytest.raises(ValueError, match=message):
        classifier.fit(train, [train[0], dev], callbacks=[stop_before(0)], **PLAN)


def test_an_interrupt_while_bigrams_are_learnt_keeps_the_checkpoint(
    trained, tmp_path, monkeypatch
):
    def stop(*arguments):
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(sentiment_learning, "give_evidence", stop)
        with pytest.raises(Stopped):
            fresh(BIGRAMS).fit(TRAIN, DEV, out=tmp_path, **PLAN)
    assert any((tmp_path / "checkpoint").iterdir())
    resumed = fresh(BIGRAMS)
    resumed.fit(TRAIN, DEV, out=tmp_path, callbacks=[stop_before(0)], **PLAN)
    assert not any(tmp_path.iterdir())
    texts = [text for _, text in DEV]
    np.testing.assert_allclose(
        resumed.outputs(texts), trained.outputs(texts), atol=1e-5
    )


def test_a_failing_training_leaves_the_bigrams_as_they_were(trained):
    table = table_of(trained)
    with pytest.raises(Stopped):
        trained.fit(TRAIN, DEV, callbacks=[stop_before(0)], **PLAN)
    assert table.any()
    np.testing.assert_array_equal(table_of(trained), table)


def test_balanced_classes_count_the_same_in_the_bigrams_too():
    random = np.random.default_rng(0)
    words = np.array([f"word{i}" for i in range(30)])

    def texts(label, count):
        odds = np.where(np.arange(30) < 8, 3.0 if label == "rare" else 1.0, 1.0)
        drawn = random.choice(words, (count, 6), p=odds / odds.sum())
        return [(label, " ".join(row)) for row in drawn]

    train = texts("common", 380) + texts("rare", 20)
    dev, rare = texts("common", 190) + texts("rare", 10), texts("rare", 40)
    classifier = fresh(BIGRAMS, train)
    classifier.fit(train, dev, class_weights="balanced", **PLAN | {"epochs": 1})
    found = classifier.predict(text for _, text in rare)
    assert found.count("rare") > 10


def test_few_steps_are_enough_with_the_default_average():
    train = [("good", "a fine film"), ("bad", "a dull film")] * 32
    classifier = fresh(SIZES, train)
    classifier.fit(train, train, epochs=10, learning_rate=0.02, verbose=0)
    assert classifier.evaluate(train)["accuracy"] == 1


def test_layer_decay_wants_adamw():
    with pytest.raises(ValueError, match="optimizer='adamw'.*'sgd'"):
        fresh().fit(TRAIN, layer_decay=0.5, optimizer="sgd", verbose=0)


@pytest.mark.parametrize(
    ("train", "error"),
    [
        ([("a", "b", "c")], TypeError),
        (["plain"], TypeError),
        ([5], TypeError),
        ([(b"a", "text")], ValueError),
        ([("", "text")], ValueError),
        ([(float("nan"), "text")], ValueError),
        ([(np.array([0, 1]), "text")], ValueError),
    ],
    ids=str,
)
def test_examples_that_are_refused_are_named(train, error):
    with pytest.raises(error, match="example 1"):
        SentimentClassifier.from_examples([("a", "fine"), *train])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"max_words": "5"}, "`max_words` must be of type int"),
        ({"min_count": "x"}, "`min_count` must be a whole number"),
        ({"min_count": 0}, "`min_count` must be a whole number"),
        ({"embedding_dim": -1}, "`embedding_dim` must be at least 1"),
    ],
)
def test_settings_that_are_not_usable_are_named(settings, message):
    with pytest.raises(ValueError, match=message):
        SentimentClassifier.from_examples(TRAIN, **settings)


def test_labels_lose_the_spaces_around_them():
    classifier = fresh(train=[(" a", "fine"), ("a ", "dull"), (1, "film")])
    assert classifier.config.labels == ("1", "a")


def test_no_temperature_fits_answers_that_are_all_right():
    classifier = fresh()
    texts = ["a fine film", "a dull film"]
    right = list(zip(classifier.predict(texts), texts, strict=True))
    with pytest.raises(ValueError, match="2 of the 2 answers to `dev` are right"):
        classifier.calibrate(right)


def test_one_text_is_one_answer_and_no_text_is_none():
    classifier = fresh()
    assert classifier.predict("a fine film") in classifier.config.labels
    assert classifier.outputs("a fine film").shape == (1, 3)
    assert classifier.outputs([]).shape == (0, 3)
    assert classifier.predict([]) == []
