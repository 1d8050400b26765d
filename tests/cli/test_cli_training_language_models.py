"""Train language models: of characters, words and documents, interrupted."""

import signal
import subprocess
import sys
import time

import keras_seqzoo

PROGRAM = (
    "import sys; sys.argv = ['/usr/bin/keras-seqzoo', *sys.argv[1:]]\n"
    "from keras_seqzoo.cli import main\n"
    "sys.exit(main())"
)
SLOW = ["--epochs", "300", "--set", "units=8", "--set", "embedding_dim=4"]
SLOW += ["--set", "batch_size=4", "--set", "sequence_length=16"]
SLOW += ["--set", "dev_windows=4", "--set", "dev_length=16"]


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
