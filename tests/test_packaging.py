"""What goes into the wheel: every package of the tree and the presets of the zoo."""

import configparser
from fnmatch import fnmatch
from pathlib import Path

import pytest

import keras_seqzoo

ROOT = Path(keras_seqzoo.__file__).parent.parent
WHEEL_BYTES = 40_000_000


@pytest.fixture(scope="module")
def options():
    parser = configparser.ConfigParser()
    assert parser.read(ROOT / "setup.cfg")
    return parser


def globs_of(options, package, section="options.package_data"):
    return options[section][package].replace(",", " ").split()


def test_every_folder_with_modules_is_a_package(options):
    listed = set(options["options"]["packages"].split())
    folders = {path.parent for path in (ROOT / "keras_seqzoo").rglob("*.py")}
    packages = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert listed == packages | {"keras_seqzoo.zoo"}


def test_every_other_file_of_the_package_is_data(options):
    for path in (ROOT / "keras_seqzoo").rglob("*"):
        if path.is_dir() or path.suffix in (".py", ".pyc"):
            continue
        package = ".".join(path.parent.relative_to(ROOT).parts)
        assert any(path.match(glob) for glob in globs_of(options, package)), path


def test_the_zoo_of_the_checkout_is_the_zoo_of_the_wheel(options):
    assert options["options"]["package_dir"].strip() == "keras_seqzoo.zoo = zoo"
    assert ROOT / "zoo" in keras_seqzoo.hub.zoo_folders()


def test_every_file_of_a_preset_is_packaged(options):
    assert globs_of(options, "keras_seqzoo.zoo") == ["*/*", "*/assets/**"]
    for path in (ROOT / "zoo").glob("*/**/*"):
        parts = path.relative_to(ROOT / "zoo").parts
        assert path.is_dir() or len(parts) == 2 or parts[1] == "assets", path


def test_the_presets_of_the_wheel_are_small_and_of_every_task(options):
    left_out = globs_of(options, "keras_seqzoo.zoo", "options.exclude_package_data")
    packed = [
        folder
        for folder in (ROOT / "zoo").iterdir()
        if folder.is_dir() and f"{folder.name}/**" not in left_out
    ]
    size = sum(path.stat().st_size for folder in packed for path in folder.rglob("*"))
    assert size < WHEEL_BYTES
    for task in ("ner_*", "sentiment_*", "char_lm_*"):
        assert any(fnmatch(folder.name, task) for folder in packed), task
