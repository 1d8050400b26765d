"""Writes a tagger with int8 word vectors and says what that costs.

    python recipes/ner/compact.py ner_bilstm_crf.open --out my_compact_tagger

Span F1 of both as they are loaded from their folders, on the data of recipes/ner.
"""

import argparse
import json
from pathlib import Path

from corpus import tests, train_and_dev

from keras_seqzoo import NERTagger, hub
from keras_seqzoo.files import read_json


def main():
    args = arguments()
    source = hub.resolve(args.preset)
    about = read_json(source / "preset.json")
    compact = NERTagger.load(source).with_int8_vectors()
    compact.save_to_preset(
        args.out, licence=about["licence"], data=about["data"], **described(about)
    )
    data = {"dev": train_and_dev()[1], **tests()}
    before, after = scores(source, data), scores(args.out, data)
    change = {name: round(100 * (after[name] - before[name]), 3) for name in data}
    sizes = [(f / hub.WEIGHTS).stat().st_size for f in (source, Path(args.out))]
    found = {"f1_before": before, "f1_after": after, "change_in_points": change}
    print(json.dumps(found | {"bytes_before_and_after": sizes}))


def described(about):
    kept = ("description", "languages", "limits")
    return {name: about["about"][name] for name in kept if name in about["about"]}


def scores(folder, data):
    tagger = NERTagger.load(folder)
    return {name: tagger.evaluate(examples)["f1"] for name, examples in data.items()}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset")
    parser.add_argument("--out", required=True, help="folder of the new preset")
    return parser.parse_args()


if __name__ == "__main__":
    main()
