"""The cards of the zoo: written from its own data, with all that a card has to say."""

import dataclasses

import pytest
from huggingface_hub import ModelCard

from keras_seqzoo.files import read_json
from keras_seqzoo.hub import card, checkout_presets, read_manifest
from keras_seqzoo.hub.pictures import pictures

ZOO = checkout_presets()
SECTIONS = ("Use", "Results", "Training", "Data", "Limits and biases", "Licence")
PICTURES = {
    "token-classification": {"training.svg", "confusion.svg"},
    "text-classification": {"training.svg", "confusion.svg"},
    "text-generation": {"training.svg"},
}


@pytest.fixture(params=ZOO)
def folder(request):
    return ZOO[request.param]


@pytest.fixture
def results(folder):
    return read_json(folder / "results.json")


@pytest.fixture
def text(folder):
    return (folder / "README.md").read_text(encoding="utf-8")


def test_a_card_is_written_from_manifest_and_results(folder, results, text):
    assert text == card(dataclasses.asdict(read_manifest(folder)), results)
    for name, picture in pictures(results).items():
        assert (folder / name).read_text(encoding="utf-8") == picture


def test_what_the_hub_reads_of_a_card(folder, text):
    data = ModelCard(text).data
    assert data.library_name == "keras" and "keras-seqzoo" in data.tags
    assert data.license and data.language and data.pipeline_tag in PICTURES
    drawn = {path.name for path in folder.glob("*.svg")}
    assert drawn >= PICTURES[data.pipeline_tag]
    assert all(f"]({name})" in text for name in drawn)


def test_every_score_of_a_card_has_its_seed_and_one_has_a_floor(text):
    (entry,) = ModelCard(text).data.to_dict()["model-index"]
    (result,) = entry["results"]
    known = [metric["args"] for metric in result["metrics"]]
    assert known and all("seed" in args for args in known)
    assert any({"simple_baseline", "simple_baseline_value"} <= a.keys() for a in known)


def test_a_card_has_every_section_and_size_and_speed(folder, results, text):
    assert all(f"\n## {name}\n" in text for name in SECTIONS)
    assert results["protocol"] in text and results["command"] in text
    assert f"{results['parameters']:,} parameters" in text
    assert " MB of weights" in text and "\nSpeed: " in text
    for item in read_manifest(folder).data:
        assert f"[{item['name']}]({item['url']}) | {item['licence']} |" in text
