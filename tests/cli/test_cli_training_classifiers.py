"""Train classifiers: on ratings, from texts, from another encoder, calibrated."""

import pytest
from cli_arguments import TINY, train

import keras_seqzoo


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.txt"
    path.write_text("a fine film\n\na dull film\n" * 8, encoding="utf-8")
    return str(path)


def test_train_and_evaluate_on_a_table_of_ratings(run, run_json, folder, tmp_path):
    table, out = tmp_path / "reviews.csv", tmp_path / "stars"
    table.write_text("stars,review\n" + '5,"fine, so fine"\n1,dull\n' * 10)
    columns = ["--label", "stars", "--text", "review"]
    sizes = ["--set", "units=4", "--set", "embedding_dim=4", "--epochs", "1"]
    arguments = ["--data", str(table), *columns]
    (result,) = run_json(
        "train", "sentiment", *arguments, "--ratings", "--out", str(out), *sizes
    )
    assert "correlation" in result["dev"]
    (scores,) = run_json("evaluate", str(out), *arguments)
    assert scores["metrics"].keys() >= {"mean_squared_error", "correlation"}
    (answer,) = run_json("classify", "--preset", str(out), "fine")
    assert type(answer["rating"]) is float
    assert run("classify", "--preset", str(out), "fine")[1].endswith("  fine\n")
    code, _, err = run("evaluate", str(out), "--data", str(table), "--text", "x")
    assert code == 4 and "no column 'label'" in err
    train = ["train", "ner", "--data", str(folder / "train.conll"), "--ratings"]
    code, _, err = run(*train, "--out", str(tmp_path / "new"))
    assert code == 2 and "--ratings is for sentiment" in err


def test_train_learns_from_texts_first(run_json, folder, texts, tmp_path):
    out, plain = tmp_path / "first", tmp_path / "plain"
    first = ["--pretrain", texts, "--pretrain-epochs", "2", "--epochs", "1"]
    run_json(*train(folder, out, *first, *TINY))
    run_json(*train(folder, plain, "--epochs", "1", *TINY))
    assert not list(out.glob("pretraining"))
    words = [
        keras_seqzoo.SentimentClassifier.load(path)
        .network.get_layer("corrections")
        .get_weights()[0]
        for path in (out, plain)
    ]
    assert words[0].shape == words[1].shape and (words[0] != words[1]).any()


def test_texts_to_learn_from_must_be_there(run, folder, tmp_path):
    missing = ["--pretrain", str(tmp_path / "missing.txt")]
    assert run(*train(folder, tmp_path / "new", *missing))[0] == 4
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    code, _, err = run(*train(folder, tmp_path / "b", "--pretrain", str(empty)))
    assert code == 4 and "`texts`" in err


def test_train_takes_the_encoder_of_another_preset(
    run, run_json, folder, classifier, tmp_path
):
    data, out = tmp_path / "soups.tsv", tmp_path / "soups"
    data.write_text("hot\ta fine film\ncold\ta dull film\nmild\tfilm\n" * 10)
    arguments = ["train", "sentiment", "--data", str(data), "--transfer", classifier]
    pooled = ["--set", "pooling=max", "--epochs", "1", "--calibrate"]
    run_json(*arguments, *pooled, "--out", str(out))
    assert keras_seqzoo.SentimentClassifier.load(out).labels == ("cold", "hot", "mild")
    new = ["--out", str(tmp_path / "new")]
    code, _, err = run(*arguments, *new, "--set", "units=3")
    assert code == 2 and "units" in err
    with pytest.raises(SystemExit, match="2"):
        run(*arguments, *new, "--preset", classifier)


@pytest.mark.parametrize("option", ["--transfer", "--pretrain"])
def test_options_of_sentiment_are_named(run, folder, tmp_path, option):
    data = ["--data", str(folder / "train.conll"), "--out", str(tmp_path / "new")]
    code, _, err = run("train", "ner", *data, option, "x")
    assert code == 2 and f"{option} is for sentiment, not for ner" in err


def test_calibrated_training(run, run_json, folder, tmp_path):
    data = tmp_path / "noisy.tsv"
    lines = ["positive\ta fine film", "negative\ta dull film"] * 10
    data.write_text("\n".join([*lines, "negative\ta fine film"] * 2))
    out = tmp_path / "calibrated"
    dev = ["--data", str(data), "--dev", str(data), "--out", str(out)]
    fast = ["--epochs", "30", "--set", "learning_rate=0.05", "--set", "average=0"]
    fast += TINY
    (result,) = run_json("train", "sentiment", *dev, *fast, "--calibrate")
    model = keras_seqzoo.SentimentClassifier.load(out)
    assert model.evaluate(data)["accuracy"] == result["dev"]["accuracy"]
    assert model.calibrate(data) == pytest.approx(1, abs=0.01)


def test_a_model_that_cannot_be_calibrated_is_kept(run, folder, tmp_path):
    out = tmp_path / "sure"
    dev = ["--dev", str(folder / "train.tsv"), "--calibrate"]
    fast = ["--epochs", "30", "--set", "learning_rate=0.05", *TINY]
    code, _, err = run(*train(folder, out, *dev, *fast))
    assert code == 0 and "warning: not calibrated: No temperature fits" in err
    assert (out / "preset.json").exists()
