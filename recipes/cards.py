"""Writes pictures, cards and file lists of the zoo anew from the results in it.

python recipes/cards.py           writes what differs
python recipes/cards.py --check   exits with 1 if something differs

Weights, golden answers and preprocessors stay as they are; for a change of
`results.json`, such as a measured speed, edit that file and run this.
"""

import argparse
import dataclasses
import sys
import tempfile
from pathlib import Path

from keras_seqzoo.files import read_json, write_text
from keras_seqzoo.hub import (
    card,
    check_results,
    list_files,
    read_manifest,
    write_manifest,
)
from keras_seqzoo.hub.pictures import CONFUSION, CURVES, RELIABILITY, pictures

ZOO = Path(__file__).resolve().parent.parent / "zoo"
CARD, MANIFEST = "README.md", "preset.json"


def written(folder):
    """Returns `{file name: content}` of all that follows from the results."""
    results = check_results(read_json(folder / "results.json"))
    drawn = pictures(results)
    manifest = read_manifest(folder)
    with tempfile.TemporaryDirectory() as outer:
        for name, picture in drawn.items():
            write_text(Path(outer) / name, picture)
        files = {**list_files(folder), **list_files(outer)}
        gone = {CURVES, CONFUSION, RELIABILITY} - drawn.keys()
        files = {name: files[name] for name in sorted(files) if name not in gone}
        manifest = dataclasses.replace(manifest, files=files)
        write_manifest(outer, manifest)
        text = (Path(outer) / MANIFEST).read_text(encoding="utf-8")
    return {**drawn, MANIFEST: text, CARD: card(dataclasses.asdict(manifest), results)}


def differing(folder):
    """Returns the part of `written` that the folder does not have."""
    return {
        name: content
        for name, content in written(folder).items()
        if not (folder / name).is_file()
        or (folder / name).read_text(encoding="utf-8") != content
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    changed = False
    for folder in sorted(path.parent for path in ZOO.glob(f"*/{MANIFEST}")):
        for name, content in differing(folder).items():
            changed = True
            print(f"{folder.name}/{name}")
            if not check:
                write_text(folder / name, content)
    sys.exit(1 if check and changed else 0)


if __name__ == "__main__":
    main()
