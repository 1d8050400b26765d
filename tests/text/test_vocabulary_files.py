"""Vocabularies that an attacker or a broken disk could have made."""

import json
import tracemalloc

import pytest

from keras_seqzoo import hub
from keras_seqzoo.models import get_architecture, list_presets
from keras_seqzoo.models.stored import StoredPreset
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.vocabulary_files import check_vocabulary

IDS = 10_000


@pytest.fixture
def path(tmp_path):
    return tmp_path / "words.json"


@pytest.mark.parametrize(
    "content, message",
    [
        (b'["a",' * 1_000_000, "more than .* bytes for 10000 ids"),
        (b"[" * 1_000_000, "not a JSON list of strings"),
        (b"[" + b"[]," * 300_000 + b"[]]", "not a JSON list of strings"),
        (b"[" + b"{}," * 300_000 + b"{}]", "not a JSON list of strings"),
        (b"[" + b"0," * 300_000 + b"0]", "not a JSON list of strings"),
        (b'{"a": "b"}', "not a JSON list of strings"),
        (b'["a", "b', "not a JSON list of strings"),
        (b"", "not a JSON list of strings"),
        (b"[" + b'"ab",' * 300_000 + b'"ab"]', "300001 items, the network .* 9998"),
        (json.dumps([str(i) for i in range(9999)]).encode(), "9999 items"),
    ],
)
def test_what_would_not_fit_is_refused_unparsed(path, content, message):
    path.write_bytes(content)
    tracemalloc.start()
    with pytest.raises(ValueError, match=message):
        check_vocabulary(path, IDS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3e6 + 2 * len(content)


def test_a_missing_file(path):
    with pytest.raises(ValueError, match="There is no file .*words.json"):
        check_vocabulary(path, IDS)


@pytest.mark.parametrize(
    "items", [[], ["a"], ['"', "\\", "[]", "\ud800", "é", ",", "x" * 300]]
)
def test_what_a_vocabulary_writes_is_accepted(path, items):
    Vocabulary(items).save(path)
    check_vocabulary(path, len(items) + 2)
    with pytest.raises(ValueError, match="items, the network has ids for"):
        check_vocabulary(path, len(items) + 1)


@pytest.mark.parametrize("name", list_presets())
def test_every_vocabulary_of_a_preset_is_measured(name):
    preset = StoredPreset(hub.resolve(name))
    sizes = preset.task_class.vocabulary_sizes(preset.config)
    assert set(sizes) == {p for p in preset.manifest.files if p.startswith("assets/")}
    for path, ids in sizes.items():
        check_vocabulary(preset.folder / path, ids)


@pytest.mark.parametrize("name", ["ner_bilstm_crf", "sentiment_bilstm"])
def test_the_numbers_of_tags_and_labels_have_a_range(name):
    config_class = get_architecture(name).config_class
    field = "tags" if name == "ner_bilstm_crf" else "labels"
    with pytest.raises(ValueError, match=f"length of `{field}` must be at most"):
        config_class(**{field: ["x"] * 100_000})
