"""Train on data files."""

import json
import signal
import subprocess
import sys
import time

import pytest

import keras_seqzoo
from keras_seqzoo.cli.training_data import held_out

PROGRAM = (
    "import sys; sys.argv = ['/usr/bin/keras-seqzoo', *sys.argv[1:]]\n"
    "from keras_seqzoo.cli import main\n"
    "sys.exit(main())"
)
SLOW = ["--epochs", "300", "--set", "units=8", "--set", "embedding_dim=4"]
SLOW += ["--set", "batch_size=4", "--set", "sequence_length=16"]
SLOW += ["--set", "dev_windows=4", "--set", "dev_length=16"]


def test_a_tenth_of_every_label_is_held_out_of_sorted_data():
    data = [("a", str(i)) for i in range(60)] + [("b", str(i)) for i in range(40)]
    rest, dev = held_out("sentiment", data, "data.tsv")
    assert [label for label, _ in dev] == ["a"] * 6 + ["b"] * 4
    assert sorted(rest + dev) == sorted(data) and rest == sorted(rest, key=data.index)
    assert held_out("ner", data, "data.conll") == (data[:90], data[90:])


def train(folder, out, *arguments):
    data = str(folder / "train.tsv")
    return ["train", "sentiment", "--data", data, "--out", str(out), *arguments]


def test_train_refuses_before_it_starts(run, folder, classifier, tmp_path):
    assert run(*train(folder, folder / "zoo" / classifier))[0] == 2
    (tmp_path / "notes").write_text("mine")
    assert run(*train(folder, tmp_path))[0] == 2
    code, _, err = run(*train(folder, tmp_path / "new", "--set", "unit=3"))
    assert code == 2 and "'unit'" in err and "units" in err
    assert run(*train(folder, tmp_path / "new", "--set", "units=0"))[0] == 2
    assert run(*train(folder, tmp_path / "new", "--set", "batch_size=no"))[0] == 2
    continued = ["--ratings", "--preset", classifier]
    with pytest.raises(SystemExit, match="2"):
        run(*train(folder, tmp_path / "new", *continued))
    assert (tmp_path / "notes").read_text() == "mine"
    assert not (tmp_path / "new").exists()


def test_a_tenth_is_held_out_of_a_text_with_few_lines():
    text = "Title\n" + "x" * 1000
    assert held_out("char-lm", text, "a.txt") == (text[:906], text[906:])
    lines = "a line\n" * 100
    rest, dev = held_out("char-lm", lines, "a.txt")
    assert rest + dev == lines and rest.endswith("\n") and 70 <= len(dev) < 80


def test_train_names_data_without_two_labels(run, tmp_path):
    path = tmp_path / "one.tsv"
    path.write_text("positive\ta film\n" * 4)
    arguments = ["train", "sentiment", "--data", str(path)]
    code, _, err = run(*arguments, "--out", str(tmp_path / "new"))
    assert code == 4 and "two labels" in err


def test_train_needs_enough_text_to_hold_some_out(run, tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("a short text " * 100)
    arguments = ["train", "char-lm", "--data", str(path)]
    code, _, err = run(*arguments, "--out", str(tmp_path / "new"))
    assert code == 4 and "more than `dev_length` = 256 tokens. Received: 130" in err


def test_word_lm_counts_words(run, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("some words of a text\n" * 40)
    arguments = ["train", "word-lm", "--data", str(path), "--epochs", "1"]
    code, _, err = run(*arguments, "--out", str(tmp_path / "new"))
    assert code == 4 and "more than `dev_length` = 256 tokens. Received: 24" in err
    small = ["--set", "dev_length=16", "--set", "batch_size=4", "--set", "units=4"]
    small += ["--set", "embedding_dim=4", "--set", "sequence_length=8"]
    code, _, err = run(*arguments, "--out", str(tmp_path / "new"), *small)
    assert code == 0, err


def test_train_a_model_of_documents(run, run_json, language_model, tmp_path):
    path, out = tmp_path / "names.txt", tmp_path / "char_lm_lstm.names"
    path.write_bytes(b"Ada\r\nGrace\r\n\r\nAlan\r\n" * 40)
    arguments = ["--data", str(path), "--documents", "--out", str(out)]
    small = ["--set", "units=4", "--set", "embedding_dim=4", "--epochs", "1"]
    small += ["--set", "dev_length=16", "--set", "batch_size=4", "--samples", "5"]
    (result,) = run_json("train", "char-lm", *arguments, *small)
    assert result["dev"]["nats_per_char_documents"] > 0
    vocabulary = keras_seqzoo.CharLM.from_preset(out).preprocessor.vocabulary.items
    assert set(vocabulary) == {"<eos>", *"AdaGraceAlan"}
    (scores,) = run_json("evaluate", str(out), "--data", str(path), "--length", "9")
    assert scores["metrics"]["nats_per_char_documents"] > 0
    code, _, err = run(
        "train", "char-lm", *arguments[:3], "--out", str(tmp_path / "new"),
        "--preset", language_model,
    )  # fmt: skip
    assert code == 4 and "model is one of running text" in err
    train = ["train", "word-lm", "--data", str(path), "--documents"]
    code, _, err = run(*train, "--out", str(tmp_path / "new"))
    assert code == 2 and "--documents is for char-lm" in err


def test_train_goes_on_from_a_preset(run, run_json, folder, classifier, tmp_path):
    out = tmp_path / "tuned"
    start = ["--preset", classifier, "--epochs", "2"]
    dev = ["--dev", str(folder / "train.tsv")]
    (result,) = run_json(*train(folder, out, *start, *dev))
    assert (result["epochs"], result["preset"]) == (2, str(out))
    results = json.loads((out / "results.json").read_text())
    assert results["dev"] == result["dev"]
    assert run("classify", "--preset", str(out), "x")[0] == 0
    assert run(*train(folder, tmp_path / "b", *start, "--set", "units=4"))[0] == 2


def test_interrupted_training_says_how_to_go_on(folder, tmp_path):
    out = tmp_path / "lm"
    arguments = ["train", "char-lm", "--data", str(folder / "train.txt")]
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments, "--out", str(out), *SLOW],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    patience = time.monotonic() + 60
    while not list((out / "checkpoint").glob("*.npz")):
        assert process.poll() is None and time.monotonic() < patience
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    printed, errors = process.communicate(timeout=60)
    assert (process.returncode, printed) == (130, b"")
    last = errors.decode().splitlines()[-1]
    assert last.startswith("keras-seqzoo: interrupted; the same command goes on")
    assert list((out / "checkpoint").glob("*.npz"))


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


TINY = ["--set", "units=4", "--set", "embedding_dim=4", "--set", "min_count=1"]


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.txt"
    path.write_text("a fine film\n\na dull film\n" * 8, encoding="utf-8")
    return str(path)


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


@pytest.mark.parametrize(
    "task, kind, lines",
    [
        ("ner", "tagger", "Ada B-SHIP\n\n"),
        ("sentiment", "classifier", "odd\ta film\npositive\ta film\n"),
    ],
)
def test_a_label_that_the_preset_lacks(request, run, tmp_path, task, kind, lines):
    preset = request.getfixturevalue(kind)
    (tmp_path / "data").write_text(lines * 9)
    given = ["--data", str(tmp_path / "data"), "--dev", str(tmp_path / "data")]
    given += ["--out", str(tmp_path / "new"), "--preset", preset]
    code, _, err = run("train", task, *given)
    assert code == 4 and "which the model does not know" in err


def test_texts_to_learn_from_must_be_there(run, folder, tmp_path):
    missing = ["--pretrain", str(tmp_path / "missing.txt")]
    assert run(*train(folder, tmp_path / "new", *missing))[0] == 4
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    code, _, err = run(*train(folder, tmp_path / "b", "--pretrain", str(empty)))
    assert code == 4 and "`texts`" in err


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


def test_vectors_and_their_table_are_settings_of_a_tagger(run, folder, tmp_path):
    vectors = tmp_path / "vectors"
    vectors.mkdir()
    (vectors / "toy.8d.txt").write_text("ada 1 2 3 4 5 6 7 8\n", encoding="utf-8")
    out = tmp_path / "tagger"
    arguments = ["train", "ner", "--data", str(folder / "train.conll"), "--epochs", "1"]
    given = ["--set", f"vectors={vectors}", "--set", "embedding_dim=8"]
    given += ["--set", "units=8", "--set", "table=tuned", "--out", str(out)]
    code, _, err = run(*arguments, *given)
    assert code == 0, err
    tagger = keras_seqzoo.NERTagger.load(out)
    assert tagger.config.vectors == "tuned" and "ada" in tagger.preprocessor.words
    data = ["--set", "num_characters=4", "--out", str(tmp_path / "new")]
    code, _, err = run(*arguments, *data)
    assert code == 2 and "no setting 'num_characters'" in err


def test_columns_of_a_tagger_are_options(run, run_json, tagger, folder, tmp_path):
    path = tmp_path / "columns.tsv"
    path.write_text("B-PER\tx\ten:Ada\nO\tx\ten:lives\n", encoding="utf-8")
    given = ["--word-column", "2", "--tag-column", "0", "--prefix", "en:"]
    (result,) = run_json("evaluate", tagger, "--data", str(path), *given)
    expected = keras_seqzoo.NERTagger.load(folder / "zoo" / tagger).evaluate(
        [(["Ada", "lives"], ["B-PER", "O"])]
    )
    assert result["metrics"] == expected
    code, _, err = run("evaluate", tagger, "--data", str(path), "--label", "x")
    assert code == 2 and "--label is for sentiment, not for ner" in err


def test_a_preset_is_trained_on_the_same_way_twice(run, folder, tagger, tmp_path):
    data = ["--data", str(folder / "train.conll"), "--preset", tagger, "--epochs", "2"]
    losses = []
    for name in "ab":
        out = tmp_path / name
        assert run("train", "ner", *data, "--out", str(out))[0] == 0
        losses.append(json.loads((out / "results.json").read_text())["history"]["loss"])
    assert losses[0] == pytest.approx(losses[1], abs=1e-6)
