"""The table of tests on the backends beside TensorFlow, each without TensorFlow.

`nox -f tests/noxfile.py` runs both sessions, each in an environment of its own that
holds the package and what it needs, but TensorFlow.
"""

import configparser
from pathlib import Path

import nox

ROOT = Path(__file__).parent.parent
ONLY_WITH_TENSORFLOW = ("tensorflow", "keras-tuner", "tensorboard")
TEST_TOOLS = ("pytest", "hypothesis", "scipy")
WORKERS = ("-n", "auto", "--dist", "loadfile")
PYTORCH = "torch==2.13.0"
QUICK_WITH_JAX = (
    "tests/backends",
    "tests/recurrence/test_scan.py",
    "tests/cells/test_wrappers.py",
    "tests/layers/test_layer_contract.py",
    "tests/layers/test_pooling.py",
    "tests/layers/test_checkpointed.py",
    "tests/layers/test_drop_in.py",
    "tests/layers/test_stateful.py",
    "tests/training/test_cross_entropy.py",
)
WRITING = (
    "tests/generation",
    "tests/models/test_char_lm_beam.py",
    "tests/models/test_char_lm_generation.py",
    "tests/models/test_char_lm_options.py",
    "tests/models/test_char_lm_prompts.py",
    "tests/models/test_word_lm.py",
    "tests/models/test_writing_on_backends.py",
)
ALL = (
    "tests/backends",
    "tests/recurrence",
    "tests/cells",
    "tests/layers",
    "tests/training/test_cross_entropy.py",
)

nox.options.error_on_missing_interpreters = True


@nox.session
def jax(session):
    """The tests whose layers compile quickly, and those of writing."""
    prepare(session, *extra("jax"))
    check(session, "jax", (*QUICK_WITH_JAX, *WRITING))


@nox.session
def torch(session):
    """All tests of cells, recurrence, layers and writing."""
    prepare(session, PYTORCH)
    check(session, "torch", (*ALL, *WRITING))


def prepare(session, *backend):
    """Installs the package and what it needs, but TensorFlow."""
    requirements = listed("options", "install_requires")
    needed = [r for r in requirements if not r.startswith(ONLY_WITH_TENSORFLOW)]
    tools = [r for r in extra("test") if r.startswith(TEST_TOOLS)]
    session.install("-q", *needed, *tools, *backend)
    session.install("-q", "--no-deps", "-e", str(ROOT))


def check(session, backend, tests):
    """Runs tests on a backend, in an environment that must lack TensorFlow."""
    session.run("python", "-c", ABSENT, silent=True)
    session.chdir(ROOT)
    env = {"KERAS_BACKEND": backend}
    session.run("python", "-m", "pytest", *WORKERS, *tests, env=env)


ABSENT = "import importlib.util as u; assert u.find_spec('tensorflow') is None"


def extra(name):
    return listed("options.extras_require", name)


def listed(section, option):
    """The requirements under an option of setup.cfg."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg")
    return parser[section][option].split()
