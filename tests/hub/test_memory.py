"""Refusing a crafted preset takes less memory than twice the model's size."""

import zipfile
import zlib
from pathlib import Path

import h5py
import numpy as np
import pytest

from keras_seqzoo.configuration import from_dict, to_dict
from keras_seqzoo.hub import save_weights
from keras_seqzoo.models import get_architecture
from keras_seqzoo.models.reading import read_network

ARCHITECTURE = get_architecture("char_lm_lstm")
CONFIG = ARCHITECTURE.config_class(units=850, num_layers=4)
KERNEL = "layers/lstm_1/cell/vars/0"
MODEL_BYTES = 4 * CONFIG.count_parameters()


def replaced(name, *description, **options):
    def craft(file, folder):
        del file[name]
        file.create_dataset(name, *description, **options)

    return craft


def not_finite(file, folder):
    file[KERNEL][-1, -1] = np.nan


def float64(file, folder):
    values = file[KERNEL][()].astype("f8")
    del file[KERNEL]
    file[KERNEL] = values


def neighbour(file, folder):
    file.create_dataset("more", (100_000, 100_000), "f4", compression="gzip")


def soft_link(file, folder):
    del file[KERNEL]
    file[KERNEL] = h5py.SoftLink("/elsewhere")


def external_link(file, folder):
    del file[KERNEL]
    file[KERNEL] = h5py.ExternalLink("/etc/passwd", "/x")


def climbing_group(file, folder):
    file.create_group("layers/../../escaped")


def gzip_bomb(file, folder):
    """A chunk that inflates to a gigabyte."""
    stored = file[KERNEL]
    options = {"chunks": (850, 3400), "compression": "gzip"}
    replaced(KERNEL, stored.shape, "f4", **options)(file, folder)
    file[KERNEL].id.write_direct_chunk((0, 0), zlib.compress(bytes(1 << 30)))


GZIP = {"compression": "gzip", "fillvalue": 0}
EDITS = {
    "shape bomb": replaced(KERNEL, (30_000, 30_000), "f4", **GZIP),
    "one long axis": replaced(KERNEL, (1 << 33,), "f4", **GZIP),
    "chunk bomb": replaced(
        KERNEL,
        (850, 3400),
        "f4",
        maxshape=(None, None),
        chunks=(16_000, 16_000),
        **GZIP,
    ),
    "same number in another shape": replaced(KERNEL, (3400, 850), "f4", **GZIP),
    "neighbour": neighbour,
    "gzip bomb": gzip_bomb,
    "layer name with ../": climbing_group,
    "NaN": not_finite,
    "float64": float64,
    "soft link": soft_link,
    "external link": external_link,
}


def truncated(path):
    path.write_bytes(path.read_bytes()[:-1000])


def bit_flipped(path):
    content = bytearray(path.read_bytes())
    with h5py.File(path) as file:
        dataset = file[KERNEL].id
        last = dataset.get_chunk_info(dataset.get_num_chunks() - 1)
    content[last.byte_offset + last.size // 2] ^= 0x10
    path.write_bytes(content)


def zip_file(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", "{}")


def edited(craft):
    def damage(path):
        with h5py.File(path, "a") as file:
            craft(file, path.parent)

    return damage


DAMAGES = {name: edited(craft) for name, craft in EDITS.items()} | {
    "truncated": truncated,
    "bit flipped": bit_flipped,
    "zip": zip_file,
}


def memory(name):
    """Returns a line of /proc/self/status in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(x.split()[1]) for x in lines if x.startswith(name))


def peak_of(call):
    """Returns by how many bytes the process grew at most during a call."""
    Path("/proc/self/clear_refs").write_text("5")
    start = memory("VmRSS")
    call()
    return memory("VmHWM") - start


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("memory") / "model.weights.h5"
    save_weights(ARCHITECTURE.build(CONFIG), path)
    return path


@pytest.mark.parametrize("name", DAMAGES)
def test_peak_memory_of_a_refusal(sound, tmp_path, name):
    path = tmp_path / "model.weights.h5"
    path.write_bytes(sound.read_bytes())
    DAMAGES[name](path)

    def refuse():
        with pytest.raises(ValueError, match="weights"):
            read_network(ARCHITECTURE, CONFIG, path)

    assert MODEL_BYTES > 75e6
    assert peak_of(refuse) < 2 * MODEL_BYTES


@pytest.mark.parametrize(
    "config",
    [
        {"units": 2_000_000_000},
        {"units": [0] * 100_000},
        {"class_name": "Lambda", "config": {"function": "os.system"}},
    ],
)
def test_peak_memory_of_a_refused_configuration(config):
    def refuse():
        with pytest.raises(ValueError, match=r"at most|type int|does not know"):
            from_dict(ARCHITECTURE.config_class, {**to_dict(CONFIG), **config})

    assert peak_of(refuse) < 2 * MODEL_BYTES


def test_the_measure_sees_what_is_allocated():
    assert peak_of(lambda: np.ones(10_000_000)) > 79e6
