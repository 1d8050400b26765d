"""Writes a tagger with int8 word vectors and says what that costs.

    python recipes/ner/compact.py ner_bilstm_crf.open --out my_compact_tagger

Span F1 of both as they are loaded from their folders, on the data of recipes/ner.
"""

import argparse
import json
import shlex
import sys
from pathlib import Path

from corpus import tests, train_and_dev
from open_presets import in_one

from keras_seqzoo import NERTagger, hub
from keras_seqzoo.files import read_json


def main():
    args = arguments()
    source = hub.resolve(args.preset)
    about = read_json(source / "preset.json")
    about = {k: about[k] for k in ("licence", "data")} | described(about)
    compact = NERTagger.load(source).with_int8_vectors()
    compact.save_to_preset(args.out, **about)
    data = {"dev": train_and_dev()[1], **tests()}
    before, after = scores(source, data), scores(args.out, data)
    compact.save_to_preset(args.out, results=results(source, after), **about)
    before, after = ({k: v["f1"] for k, v in x.items()} for x in (before, after))
    change = {name: round(100 * (after[name] - before[name]), 3) for name in data}
    sizes = [(f / hub.WEIGHTS).stat().st_size for f in (source, Path(args.out))]
    found = {"f1_before": before, "f1_after": after, "change_in_points": change}
    print(json.dumps(found | {"bytes_before_and_after": sizes}))


def described(about):
    about = about["about"]
    text = f"{about['description']} The word vectors are 8-bit integers."
    return {"description": text} | {k: about[k] for k in ("languages", "limits")}


def scores(folder, data):
    tagger = NERTagger.load(folder)
    return {name: tagger.evaluate(examples) for name, examples in data.items()}


def results(source, found):
    """The `results.json` of the tagger that it was made from, with its own scores."""
    kept = ("floor", "history", "protocol", "seed", "test_data", "training")
    known = read_json(source / "results.json")
    tested = {name: one for name, one in found.items() if name != "dev"}
    return {k: known[k] for k in kept} | {
        "dev": found["dev"],
        "metrics": in_one(tested),
        "command": shlex.join(["python", *sys.argv]),
    }


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset")
    parser.add_argument("--out", required=True, help="folder of the new preset")
    return parser.parse_args()


if __name__ == "__main__":
    main()
