import argparse
import shutil

import pytest
from recipe_modules import recipe

from keras_seqzoo import NERTagger
from keras_seqzoo.data import Sentence
from keras_seqzoo.files import read_json

public_corpus = recipe("ner/public_corpus")
NAMES = ["Ada", "Bob", "Cleo", "Dan"]
SENTENCES = [
    Sentence(["So", name, "met", "Oslo"], ["O", "B-person", "O", "B-location"])
    for name in NAMES
] * 4


@pytest.fixture
def arguments(tmp_path, monkeypatch):
    """Those of a run whose corpus is small and whose scores lie in a folder apart."""
    shutil.copy(public_corpus.HERE / "floors.json", tmp_path)
    monkeypatch.setattr(public_corpus, "HERE", tmp_path)
    monkeypatch.setattr(public_corpus, "parts", lambda corpus: [SENTENCES] * 3)
    monkeypatch.setattr("sys.argv", ["recipe.py", "wnut17", "--dev-only"])
    settings = {"units": 8, "character_units": 4, "embedding_dim": 8, "affix_rows": 20}
    return argparse.Namespace(
        corpus="wnut17",
        vectors="none",
        seed=3,
        out=tmp_path / "ner_bilstm_crf.toy",
        min_count=1,
        set=settings,
        plan={"epochs": 3, "learning_rate": 0.05},
    )


def test_a_choice_is_made_on_dev_and_scored_later(arguments, tmp_path):
    public_corpus.train(arguments)
    chosen = read_json(arguments.out / "results.json")
    assert "metrics" not in chosen and chosen["dev"]["f1"] > 0.5
    assert chosen["command"] == "python recipe.py wnut17"
    assert read_json(tmp_path / "choices.json") == {"wnut17": chosen["dev"]}
    public_corpus.score(arguments)
    scored = read_json(arguments.out / "results.json")
    assert {k: scored[k] for k in chosen} == chosen
    again = NERTagger.load(arguments.out).evaluate(SENTENCES)
    assert scored["metrics"] == pytest.approx(again)
    kept = read_json(tmp_path / "scores" / "wnut17_alone.json")["runs"]["seed 3"]
    assert kept == {"dev": chosen["dev"]["f1"], "test": scored["metrics"]["f1"]}


def test_the_preset_of_another_seed_is_not_scored(arguments):
    public_corpus.train(arguments)
    arguments.seed = 4
    with pytest.raises(SystemExit, match="is of seed 3, not 4"):
        public_corpus.score(arguments)
