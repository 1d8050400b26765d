"""Adds the mean scores of several seeds to a preset of the zoo.

python recipes/seeds.py zoo/char_lm_lstm.names runs/names.2 runs/names.3 \\
    --metrics nats_per_char_documents novel_share

The folders are presets trained by the same recipe with other seeds; the preset's own
seed counts too. Card and file list follow: run recipes/cards.py afterwards.
"""

import argparse
from pathlib import Path

from run_scores import spread

from keras_seqzoo.files import read_json, write_json

RESULTS = "results.json"


def summary(results, metrics):
    """Returns `{"3 seeds": {metric: {"mean", "sd"}}}`, of the test data and of dev.

    Raises:
        ValueError: If two of the results are of one seed.
    """
    seeds = [found["seed"] for found in results]
    if len(set(seeds)) < len(seeds):
        raise ValueError(f"The seeds must differ. Received: {seeds}")
    parts = {"": "metrics", "dev ": "dev"}
    scores = {
        prefix + name: spread([found[part][name] for found in results])
        for prefix, part in parts.items()
        for name in metrics
        if all(name in found[part] for found in results)
    }
    return {f"{len(seeds)} seeds": scores}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset", type=Path)
    parser.add_argument("others", type=Path, nargs="+")
    parser.add_argument("--metrics", nargs="+", required=True)
    arguments = parser.parse_args()
    folders = [arguments.preset, *arguments.others]
    results = [read_json(folder / RESULTS) for folder in folders]
    known = results[0].get("seeds", {})
    own = results[0] | {"seeds": known | summary(results, arguments.metrics)}
    write_json(arguments.preset / RESULTS, own)


if __name__ == "__main__":
    main()
