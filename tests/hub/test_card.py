import pytest
import yaml
from huggingface_hub import ModelCard
from test_results import RESULTS

from keras_seqzoo.hub import card

PRESET = {
    "name": "toy.open",
    "architecture": "toy",
    "config": {},
    "files": {},
    "licence": "Apache-2.0",
    "data": [{"name": "Wiki: ANN", "licence": "CC0-1.0", "url": "https://example.org"}],
    "about": {
        "description": "Finds names: all of them.",
        "usage": 'keras_seqzoo.Task.from_preset("toy.open")',
        "limits": ["Formal text only."],
        "languages": ["en"],
        "pipeline_tag": "token-classification",
    },
    "keras_seqzoo": "0.1.0",
    "format_version": 1,
}
BARE = {**PRESET, "name": "", "licence": "", "data": [], "about": {}}


def test_the_hub_reads_the_front_matter():
    data = ModelCard(card(PRESET, RESULTS)).data
    assert data.library_name == "keras"
    assert data.license == "apache-2.0"
    assert data.pipeline_tag == "token-classification"
    assert data.language == ["en"]
    assert data.tags == ["keras-seqzoo", "toy"]
    scores = {result.metric_type: result.metric_value for result in data.eval_results}
    assert scores == {"f1": 0.9, "labels PER": 0.95}
    assert {result.dataset_name for result in data.eval_results} == {"a test set"}


def test_front_matter_is_plain_yaml():
    front = card(PRESET, RESULTS).split("---")[1]
    assert yaml.safe_load(front)["model-index"][0]["name"] == "toy.open"


def test_the_card_says_what_a_user_needs():
    text = card(PRESET, RESULTS)
    assert "# toy.open\n" in text
    assert "Finds names: all of them. Architecture `toy`" in text
    assert 'keras_seqzoo.Task.from_preset("toy.open")' in text
    assert "| metric | test | development | majority |" in text
    assert "| f1 | 0.9000 | 0.9100 | 0.1000 |" in text
    assert "| labels PER | 0.9500 |  |  |" in text
    assert "Test split, CoNLL scoring." in text
    assert "seed 1. Over several runs: f1 1: 0.9000, f1 2: 0.8900." in text
    assert "3 epochs, 12 s, on 2 CPU cores, 10 parameters" in text
    assert "Speed: 12,345 words a second on 2 CPU cores." in text
    assert "![Training curves](training.svg)" in text
    assert "![Confusion matrix](confusion.svg)" in text
    assert "python train.py" in text
    assert "| [Wiki: ANN](https://example.org) | CC0-1.0 |" in text
    assert "## Limits and biases\n\n* Formal text only." in text
    assert "The weights are under Apache-2.0." in text


def test_a_card_of_the_least_that_is_known():
    text = card(BARE, {})
    assert ModelCard(text).data.to_dict() == {
        "library_name": "keras",
        "tags": ["keras-seqzoo", "toy"],
    }
    assert text.endswith("# toy\n\nArchitecture `toy` of keras_seqzoo.\n")


@pytest.mark.parametrize("key", sorted(RESULTS))
def test_every_result_can_be_left_out(key):
    results = {name: value for name, value in RESULTS.items() if name != key}
    text = card(PRESET, results)
    assert text != card(PRESET, RESULTS)
    assert "None" not in text and "\n\n\n" not in text
