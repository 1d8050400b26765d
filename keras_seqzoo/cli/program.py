"""Reads the command line, runs one command, turns its end into an exit code."""

import argparse
import os
import sys

from keras_seqzoo.cli import (
    classify,
    demo,
    evaluate,
    generate,
    info,
    list_presets,
    publish,
    surprise,
    tag,
    train,
    tune,
    verify,
)
from keras_seqzoo.cli.errors import FAILURE, INTERRUPTED, USAGE, CommandError, one_line
from keras_seqzoo.cli.output import visible
from keras_seqzoo.cli.quiet import import_keras_quietly, show_own_warnings, shown_log

PROGRAM = "keras-seqzoo"
COMMANDS = {
    "demo": demo,
    "list": list_presets,
    "info": info,
    "tag": tag,
    "classify": classify,
    "generate": generate,
    "surprise": surprise,
    "train": train,
    "tune": tune,
    "evaluate": evaluate,
    "verify": verify,
    "publish": publish,
}
EXIT_CODES = """exit codes:
  0    all went well
  1    failure while running
  2    wrong use of the command line
  3    preset not found or not sound
  4    data missing or in a wrong format
  130  interrupted
"""


class Parser(argparse.ArgumentParser):
    """Reports wrong use on one line."""

    def error(self, message):
        self.exit(USAGE, f"{PROGRAM}: error: {message} (see `{self.prog} --help`)\n")


def main(argv=None):
    """Runs the command line.

    Args:
        argv: Arguments without the name of the program; those of the process if `None`.

    Returns:
        The exit code: 0, or one of the codes listed by `keras-seqzoo --help`.
    """
    arguments = parser().parse_args(argv)
    prepare_streams()
    if arguments.debug:
        with shown_log():
            return arguments.run(arguments) or 0
    return guarded(arguments)


def guarded(arguments):
    try:
        show_own_warnings()
        if arguments.imports_keras:
            import_keras_quietly()
        code = arguments.run(arguments) or 0
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        discard_output()
        return 0
    except KeyboardInterrupt as interrupt:
        return report(
            one_line(interrupt).replace("KeyboardInterrupt", "interrupted"), 130
        )
    except CommandError as error:
        return report(one_line(error), error.code)
    except (ValueError, OSError) as error:
        return report(one_line(error), FAILURE)
    except Exception as error:
        return report(f"{type(error).__name__}: {one_line(error)}", FAILURE)


def report(message, code):
    kind = "" if code == INTERRUPTED else "error: "
    print(f"{PROGRAM}: {kind}{visible(message)}", file=sys.stderr)
    return code


def prepare_streams():
    """Characters that a terminal's encoding lacks are escaped, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def discard_output():
    """Nobody reads standard output any more: let the last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser():
    """Returns the parser of the whole command line; imports nothing heavy."""
    from keras_seqzoo._version import __version__

    top = Parser(
        prog=PROGRAM,
        description="Recurrent sequence models for Keras 3: run, list, train, check.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    top.add_argument("--debug", action="store_true", help="show tracebacks and log")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        add_command(commands, name, module)
    return top


def add_command(commands, name, module):
    summary = module.__doc__.splitlines()[0]
    command = commands.add_parser(
        name, help=summary, description=summary, allow_abbrev=False
    )
    command.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help="show tracebacks and log",
    )
    module.add_arguments(command)
    command.set_defaults(
        run=module.run, imports_keras=getattr(module, "IMPORTS_KERAS", True)
    )
