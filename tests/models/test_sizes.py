"""The number of weights is known before anything is built, and holds what is loaded."""

import json
import shutil
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_task import toy_task

from keras_seqzoo import hub
from keras_seqzoo.hub.weights import MAX_PARAMETERS
from keras_seqzoo.models import Task, build, get_architecture, list_presets

SMALL = st.integers(2, 9)
NUMBERS = {
    "vocabulary_size",
    "embedding_dim",
    "num_trained_words",
    "num_shapes",
    "shape_dim",
    "num_characters",
    "character_dim",
    "character_units",
    "character_width",
    "units",
    "num_layers",
    "expansion",
    "feed_forward",
    "window",
}
CHOICES = {
    "character_encoder": ("cnn", "bilstm", "none"),
    "pooling": ("max", "mean", "last", "attention"),
    "encoder": ("lstm", "gru", "min_gru", "sru", "qrnn"),
    "cell": ("min_gru", "min_lstm"),
}
NAMES = (
    "char_lm_gru",
    "char_lm_lstm",
    "char_lm_min",
    "ner_bilstm_crf",
    "sentiment_bilstm",
    "word_lm_awd",
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_the_count_is_that_of_the_built_network(name, data):
    config_class = get_architecture(name).config_class
    known = vars(config_class())
    chosen = {key: data.draw(SMALL, key) for key in sorted(NUMBERS & known.keys())}
    chosen["num_layers"] = min(chosen["num_layers"], 3)
    for key in CHOICES.keys() & known.keys():
        chosen[key] = data.draw(st.sampled_from(CHOICES[key]), key)
    assert (
        config_class(**chosen).count_parameters()
        == build(name, **chosen).count_params()
    )


@pytest.mark.parametrize("name", list_presets())
def test_the_file_of_a_preset_describes_as_many(name):
    folder = hub.resolve(name)
    manifest = hub.read_manifest(folder)
    config = get_architecture(manifest.architecture).config_class(**manifest.config)
    assert hub.count_stored(folder / hub.WEIGHTS) == config.count_parameters()


HUGE = {
    "char_lm_lstm": {"units": 8192, "num_layers": 16},
    "char_lm_min": {"units": 8192, "num_layers": 64},
    "word_lm_awd": {"units": 8192, "num_layers": 16},
    "ner_bilstm_crf": {
        "vocabulary_size": 5_000_000,
        "num_trained_words": 5_000_000,
        "embedding_dim": 4096,
    },
    "sentiment_bilstm": {"vocabulary_size": 5_000_000, "embedding_dim": 4096},
}


@pytest.mark.parametrize("name", list_presets())
def test_a_configuration_of_huge_sizes_is_refused_before_it_is_built(name, tmp_path):
    """Each setting is in its range; their product asks for up to 80 GB."""
    manifest = hub.read_manifest(hub.resolve(name))
    folder = shutil.copytree(hub.resolve(name), tmp_path / name)
    changed = {**manifest.config, **HUGE[manifest.architecture]}
    manifest = hub.Manifest(manifest.architecture, changed, hub.list_files(folder))
    hub.write_manifest(folder, manifest)
    tracemalloc.start()
    with pytest.raises(ValueError, match="asks for [0-9]{10,} weights, the file"):
        Task.from_preset(folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20e6


def test_a_file_that_describes_too_much_is_refused(tmp_path):
    """Zeros are stored in almost no bytes."""
    import h5py

    folder = toy_task().save_to_preset(tmp_path / "toy.open")
    with h5py.File(folder / hub.WEIGHTS, "a") as file:
        shape = (MAX_PARAMETERS // 1000, 1001)
        file.create_dataset(
            "bomb", shape, "f4", chunks=(1000, 1001), compression="gzip"
        )
    path = folder / "preset.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps({**data, "files": hub.list_files(folder)}))
    with pytest.raises(ValueError, match=f"more than {MAX_PARAMETERS}"):
        Task.from_preset(folder)


def test_an_architecture_that_does_not_count_is_still_checked_by_its_layout(tmp_path):
    task = toy_task()
    assert task.config.count_parameters() is None
    folder = task.save_to_preset(tmp_path / "toy.open")
    assert Task.from_preset(folder).config == task.config
