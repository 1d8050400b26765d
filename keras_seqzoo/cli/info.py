"""Show what is known of a preset: data, licence, scores, size."""

from keras_seqzoo.cli import options
from keras_seqzoo.cli.errors import MISSING_PRESET, exit_code
from keras_seqzoo.cli.output import plain, print_json, print_table
from keras_seqzoo.cli.scores import is_number, score, size


def add_arguments(parser):
    options.add_preset(parser)
    options.add_json(parser)


def run(arguments):
    from keras_seqzoo.models import preset_info

    with exit_code(MISSING_PRESET, ValueError, OSError):
        info = preset_info(arguments.preset, token=arguments.login)
    if arguments.json:
        print_json({**info, "folder": str(info["folder"])})
    else:
        print_table(info["name"] or arguments.preset, ("field", "value"), rows(info))


def rows(info):
    """Returns pairs of a field and its value, both strings."""
    results = info["results"]
    return [
        ("architecture", info["architecture"]),
        ("description", info["about"].get("description", "")),
        ("licence", info["licence"]),
        *(("data", data_line(item)) for item in info["data"]),
        *score_rows("test", results.get("metrics", {})),
        *score_rows("dev", results.get("dev", {})),
        ("protocol", results.get("protocol", "")),
        ("parameters", f"{results.get('parameters', 0):,}"),
        ("weights", size(results.get("size_bytes"))),
        ("folder", str(info["folder"])),
        *(("limit", limit) for limit in info["about"].get("limits", [])),
    ]


def data_line(item):
    return " · ".join(str(value) for value in item.values() if value)


def score_rows(kind, scores):
    return [
        (f"{kind} {name}", score(name, value))
        for name, value in plain(scores).items()
        if is_number(value)
    ]
