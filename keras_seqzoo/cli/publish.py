"""Publish a preset, or the whole zoo, on the Hugging Face Hub."""

from keras_seqzoo.cli import options
from keras_seqzoo.cli.errors import MISSING_PRESET, USAGE, CommandError, exit_code
from keras_seqzoo.cli.output import console, print_json, visible


def add_arguments(parser):
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "preset",
        nargs="?",
        metavar="PRESET",
        help="a name from `keras-seqzoo list` or a folder",
    )
    what.add_argument(
        "--all",
        action="store_true",
        help="every preset of this checkout; their commits and hashes are written "
        "into its register, keras_seqzoo/hub/published.json",
    )
    parser.add_argument(
        "--to",
        required=True,
        metavar="OWNER/NAME",
        help="the repository; with --all the OWNER alone, names are those of the "
        "presets",
    )
    parser.add_argument(
        "--private", action="store_true", help="make a new repository private"
    )
    parser.add_argument(
        "--tag", help="name of this version; by default the next of v1, v2, ..."
    )
    options.add_json(parser)


def run(arguments):
    publish = publish_zoo if arguments.all else publish_one
    published = []
    for name, publication in publish(arguments):
        published.append((name, publication))
        if arguments.json:
            print_json({"preset": name, **vars(publication)})
    if not arguments.json:
        print_publications(published)


def publish_one(arguments):
    """Yields the one preset that is asked for, published."""
    from keras_seqzoo.models import publish_preset

    with exit_code(MISSING_PRESET, ValueError, OSError):
        yield (
            arguments.preset,
            publish_preset(
                arguments.preset, arguments.to, arguments.private, arguments.tag
            ),
        )


def publish_zoo(arguments):
    """Yields every preset of the checkout, published and written into the register."""
    from keras_seqzoo.models import publish_zoo

    if "/" in arguments.to:
        raise CommandError("with --all, --to takes an owner without a name", USAGE)
    with exit_code(MISSING_PRESET, ValueError, OSError):
        yield from publish_zoo(arguments.to, arguments.private, arguments.tag)


def print_publications(published):
    """Prints a line each; the handle stays whole, to be copied."""
    screen = console()
    for name, publication in published:
        screen.print(f"{visible(name)}  {publication.handle}  {publication.tag}")
