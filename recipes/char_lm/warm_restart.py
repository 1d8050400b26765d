"""Going on from the weights of a trained preset, and telling so in its results."""

import dataclasses
from pathlib import Path

from keras_seqzoo.files import read_json
from keras_seqzoo.hub import read_manifest
from keras_seqzoo.hub.manifest_checks import WEIGHTS

NEXT = "; then "


def go_on(plan, start):
    """The model of a preset, with the dropout of the plan."""
    begun = plan.task.from_preset(start)
    config = dataclasses.replace(begun.config, **plan.network)
    lm = plan.task(plan.architecture, config, begun.preprocessor)
    lm.network.set_weights(begun.network.get_weights())
    return lm


def restarts_of(start):
    """The number of warm restarts that a preset had."""
    return read_json(Path(start) / "results.json")["command"].count(NEXT)


def run_name(start):
    """What tells runs from other weights apart, from the checksum of these."""
    return f".after.{read_manifest(start).files[WEIGHTS]['sha256'][:8]}"


def after(start, second, restart):
    """The results of a run that went on from a preset: how both were trained.

    Args:
        start: Folder of the preset.
        second: The results of the run alone.
        restart: What it replaced of the plan, of `Plan.restarts`.
    """
    first = read_json(Path(start) / "results.json")
    old, new = first["training"], second["training"]
    return second | {
        "training": {
            "epochs": old["epochs"] + new["epochs"],
            "seconds": round(old["seconds"] + new["seconds"], 1),
            "hardware": NEXT.join((old["hardware"], new["hardware"])),
        },
        "history": {
            name: first["history"][name] + values
            for name, values in second["history"].items()
        },
        "command": NEXT.join((first["command"], second["command"])),
        "protocol": f"{first['protocol']} After {old['epochs']} epochs a warm restart: "
        "from the weights of the best of them, on other windows, the learning rate "
        f"raised once more, with {listed(restart['network'] | restart['training'])}.",
    }


def listed(settings):
    return ", ".join(f"{name} {value}" for name, value in settings.items())
