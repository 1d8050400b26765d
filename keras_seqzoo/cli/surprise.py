"""Show how little a language model expected each character of a text."""

import sys
from pathlib import Path

from keras_seqzoo.cli import options, tasks
from keras_seqzoo.cli.errors import USAGE, CommandError, exit_code
from keras_seqzoo.cli.output import console, print_json
from keras_seqzoo.cli.texts import batches
from keras_seqzoo.files import write_text


def add_arguments(parser):
    options.add_texts(parser)
    parser.add_argument(
        "--state",
        metavar="NAME",
        help="show a unit of this state instead, such as c_1; see --unit",
    )
    parser.add_argument(
        "--unit", type=options.natural, help="number of the unit of --state (default 0)"
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a page of HTML"
    )
    options.add_default_preset(parser)
    options.add_json(parser)


def run(arguments):
    if arguments.unit is not None and arguments.state is None:
        raise CommandError("--unit needs --state: a unit of which state?", USAGE)
    model = tasks.load_language_model(arguments.preset, arguments.login)
    show, shown = print_object if arguments.json else console().print, []
    for text in texts(arguments.texts):
        coloured = colour(model, text, arguments)
        show(coloured)
        sys.stdout.flush()
        if arguments.html:
            shown.append(coloured)
    if arguments.html:
        write_text(arguments.html, page(shown))


def texts(given):
    return (text for some in batches(given) for text in some)


def colour(model, text, arguments):
    """Returns the text coloured by its surprise or by the unit that was asked for."""
    if arguments.state is None:
        return model.surprise(text)
    with exit_code(USAGE, ValueError):
        return model.activation(text, arguments.state, arguments.unit or 0)


def print_object(text):
    print_json({"tokens": text.tokens, "values": text.values, "unit": text.unit})


def page(coloured):
    body = "".join(f"{text.html()}<hr>\n" for text in coloured)
    return f'<!doctype html>\n<meta charset="utf-8">\n{body}'
