"""A wheel without presets downloads by name what one command has published.

python recipes/checks/wheel.py

Two wheels are built of a copy of the checkout whose folder `zoo` is empty, one before
and one after `keras-seqzoo publish --all` put the zoo on the Hub of the tests. Each is
installed into a folder of its own and runs outside the checkout. The first has to say
that a preset is not on the Hub yet; the second has to verify each, then again without a
network. Exits with 1 if one does something else.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "hub_server")]

FILES = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")
NOT_YET = "is not part of this installation and is not on the Hugging Face Hub yet"
PROGRAM = "import sys; from keras_seqzoo.cli import main; sys.exit(main())"


def copy_checkout(folder):
    """Copies what a wheel is built of, and puts the zoo aside as `presets`."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "keras_seqzoo", folder / "keras_seqzoo", ignore=ignored)
    shutil.copytree(ROOT / "zoo", folder / "presets")
    (folder / "zoo").mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)


def installed(checkout, folder):
    """Builds a wheel and installs it into a new folder."""
    python = [sys.executable, "-m"]
    wheels = folder / "wheels"
    quiet = {"check": True, "capture_output": True}
    subprocess.run([*python, "build", "--wheel", "-o", wheels, checkout], **quiet)
    (wheel,) = wheels.glob("*.whl")
    target = ["--no-deps", "--target", folder / "site", wheel]
    subprocess.run([*python, "pip", "install", "--quiet", *target], **quiet)
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    return folder / "site"


def program(site, *arguments, **settings):
    """Runs the command line of an installation outside the checkout."""
    own = {"PYTHONPATH": str(site), "HF_HUB_DISABLE_XET": "1", **settings}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, **own},
        cwd=site.parent,
        capture_output=True,
        text=True,
    )


def publish_zoo(checkout, **settings):
    (checkout / "zoo").rmdir()
    (checkout / "presets").rename(checkout / "zoo")
    done = program(checkout, "publish", "--all", "--to", "zoo", "--json", **settings)
    (checkout / "zoo").rename(checkout / "presets")
    (checkout / "zoo").mkdir()
    return [json.loads(line)["preset"] for line in done.stdout.splitlines()]


def main():
    from loopback_hub import WRITER, loopback_hub

    names = sorted(path.parent.name for path in ROOT.glob("zoo/*/preset.json"))
    with tempfile.TemporaryDirectory() as outer, loopback_hub(outer) as hub:
        outer = Path(outer)
        client = {"HF_ENDPOINT": hub.url, "HF_HOME": str(outer / "home")}
        copy_checkout(outer / "checkout")
        before = installed(outer / "checkout", outer / "before")
        told = [program(before, "verify", name, **client) for name in names]
        not_yet = [done.returncode == 3 and NOT_YET in done.stderr for done in told]
        published = publish_zoo(outer / "checkout", HF_TOKEN=WRITER, **client)
        after = installed(outer / "checkout", outer / "after")
        online = [program(after, "verify", name, **client) for name in names]
        client["HF_HUB_OFFLINE"] = "1"
        offline = [program(after, "verify", name, **client) for name in names]
    found = [done.returncode == 0 for done in [*online, *offline]]
    print(f"{sum(not_yet)} of {len(names)} said to be not on the Hub yet, "
          f"{len(published)} published, {sum(found[: len(names)])} verified by name, "
          f"{sum(found[len(names) :])} without a network")  # fmt: skip
    sys.exit(0 if all([*not_yet, *found]) and sorted(published) == names else 1)


if __name__ == "__main__":
    main()
