"""List the presets that can be loaded by name, and the architectures."""

from fnmatch import fnmatch

from keras_seqzoo.cli import options
from keras_seqzoo.cli.errors import MISSING_PRESET, CommandError, exit_code
from keras_seqzoo.cli.output import print_json, print_table
from keras_seqzoo.cli.scores import headline, size
from keras_seqzoo.cli.tasks import task_of


def add_arguments(parser):
    parser.add_argument(
        "pattern", nargs="?", default="*", help="a shell pattern, such as 'ner*'"
    )
    options.add_json(parser)


def run(arguments):
    presets, architectures = found(arguments.pattern)
    published = on_the_hub(arguments.pattern)
    if not (presets or published or architectures):
        raise CommandError(f"nothing matches {arguments.pattern!r}", MISSING_PRESET)
    show = print_objects if arguments.json else print_tables
    show(presets, published, architectures)


def found(pattern):
    """Returns the descriptions of matching presets and the names of architectures."""
    from keras_seqzoo.models import list_architectures, list_presets, preset_info

    with exit_code(MISSING_PRESET, ValueError, OSError):
        presets = [preset_info(name) for name in list_presets(pattern)]
    return presets, list_architectures(pattern)


def on_the_hub(pattern):
    """Returns `{name: Publication}` of the presets that the first use downloads."""
    from keras_seqzoo.hub import bundled_presets, published_presets

    here = bundled_presets()
    return {
        name: publication
        for name, publication in published_presets().items()
        if publication and name not in here and fnmatch(name, pattern)
    }


def print_objects(presets, published, architectures):
    for info in presets:
        print_json(
            {
                "preset": info["name"],
                "architecture": info["architecture"],
                "licence": info["licence"],
                "metrics": info["results"].get("metrics", {}),
                "size_bytes": info["results"].get("size_bytes"),
            }
        )
    for name, publication in published.items():
        print_json({"preset": name, "handle": publication.handle})
    for name in architectures:
        print_json({"architecture": name, "task": task_of(name)})


def print_tables(presets, published, architectures):
    if presets:
        columns = ("preset", "task", "score", "size", "licence")
        print_table("Presets", columns, [row(info) for info in presets])
    if published:
        rows = [(name, p.repository, size(p.size)) for name, p in published.items()]
        columns = ("preset", "repository", "size")
        print_table("To be downloaded at first use", columns, rows)
    if architectures:
        rows = [(name, task_of(name)) for name in architectures]
        print_table("Architectures", ("architecture", "task"), rows)


def row(info):
    results = info["results"]
    return (
        info["name"],
        task_of(info["architecture"]),
        headline(results),
        size(results.get("size_bytes")),
        info["licence"],
    )
