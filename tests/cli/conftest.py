"""Tiny presets, trained by the command line itself, that it finds by name."""

import json

import pytest

from keras_seqzoo.cli import main

SIZES = ["--set", "units=8", "--set", "embedding_dim=8"]
WORDS = [*SIZES, "--set", "min_count=1"]
WINDOWS = ["--set", "batch_size=4", "--set", "sequence_length=16"]
WINDOWS += ["--set", "dev_windows=4", "--set", "dev_length=16"]
CONLL = "Ada B-PER\nlives O\nin O\nLondon B-LOC\n\nParis B-LOC\nis O\nfar O\n\n"
LABELLED = "positive\ta fine film\nnegative\ta dull film\n"
PLAIN = "the quick brown fox jumps over the lazy dog\n"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of the data files, with the zoo inside."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "train.conll").write_text(CONLL * 6, encoding="utf-8")
    (folder / "train.tsv").write_text(LABELLED * 10, encoding="utf-8")
    (folder / "train.txt").write_text(PLAIN * 80, encoding="utf-8")
    return folder


def trained(folder, task, data, name, arguments):
    out = folder / "zoo" / name
    given = ["train", task, "--data", str(folder / data), "--out", str(out)]
    assert main([*given, "--epochs", "1", *arguments]) == 0
    return name


@pytest.fixture(scope="session")
def tagger(folder):
    return trained(folder, "ner", "train.conll", "ner_bilstm_crf.tiny", WORDS)


@pytest.fixture(scope="session")
def classifier(folder):
    return trained(folder, "sentiment", "train.tsv", "sentiment_bilstm.tiny", WORDS)


@pytest.fixture(scope="session")
def language_model(folder):
    arguments = [*SIZES, *WINDOWS]
    return trained(folder, "char-lm", "train.txt", "char_lm_lstm.tiny", arguments)


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """Runs the command line where the tiny zoo is found first."""
    monkeypatch.setenv("KERAS_SEQZOO_ZOO", str(folder / "zoo"))

    def run(*arguments):
        code = main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def run_json(run):
    """Runs a command with `--json` and returns its objects."""

    def run_json(*arguments):
        code, out, err = run(*arguments, "--json")
        assert code == 0, err
        return [json.loads(line) for line in out.splitlines()]

    return run_json
