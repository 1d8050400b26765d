"""Arguments that several commands share, and types that check their ranges."""

import argparse
import math


def add_texts(parser):
    parser.add_argument(
        "texts",
        nargs="*",
        metavar="TEXT",
        help="a text; without any, each line of standard input is one",
    )


def add_default_preset(parser):
    parser.add_argument(
        "--preset",
        metavar="PRESET",
        help="a name from `keras-seqzoo list`, a folder or hf://owner/name[@revision]; "
        "by default the bundled preset of the task",
    )
    add_login(parser)


def add_preset(parser):
    parser.add_argument(
        "preset",
        metavar="PRESET",
        help="a name from `keras-seqzoo list`, a folder or hf://owner/name[@revision]",
    )
    add_login(parser)


def add_login(parser):
    parser.add_argument(
        "--login",
        action="store_true",
        help="read a hf:// preset with the token of `hf auth login` or HF_TOKEN",
    )


def add_json(parser):
    parser.add_argument(
        "--json", action="store_true", help="print JSON, one object a line"
    )


def add_columns(parser):
    for name in ("label", "text"):
        parser.add_argument(
            f"--{name}",
            metavar="COLUMN",
            help=f"sentiment: the data are a table, .csv or parted by tabs, and its "
            f"column of {name}s has this name (default {name})",
        )
    for name, default in (("word", "0, the first"), ("tag", "-1, the last")):
        parser.add_argument(
            f"--{name}-column",
            type=int,
            metavar="N",
            help=f"ner: number of the column of {name}s, from 0 (default {default})",
        )
    parser.add_argument(
        "--prefix", help='ner: is cut off each word, such as "en:" in WikiANN'
    )


def number(kind, accepts, wanted):
    """Returns an argparse type: a number of one kind that a predicate accepts."""

    def parse(text):
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not accepts(value):
            raise argparse.ArgumentTypeError(f"must be {wanted}, not {text!r}")
        return value

    return parse


natural = number(int, lambda n: n >= 0, "an integer of at least 0")
positive_integer = number(int, lambda n: n >= 1, "an integer of at least 1")
count = number(int, lambda n: n >= 0, "an integer of at least 0")
positive_number = number(float, lambda x: 0 < x < math.inf, "a number above 0")
seed = number(int, lambda n: 0 <= n < 1 << 31, "an integer in [0, 2**31)")
temperature = number(float, lambda t: 0 <= t <= 100, "a number in [0, 100]")
penalty = number(float, lambda p: 1 <= p <= 100, "a number in [1, 100]")
probability = number(float, lambda p: 0 < p <= 1, "a number in (0, 1]")


def setting(text):
    """argparse type of `name=value`; the value is read as JSON, else as a string."""
    import json

    name, equals, value = text.partition("=")
    if not name.isidentifier() or not equals:
        raise argparse.ArgumentTypeError(f"must be name=value, not {text!r}")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def address(text):
    """argparse type of `host:port`."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise argparse.ArgumentTypeError(f"must be HOST:PORT, not {text!r}")
    return text
