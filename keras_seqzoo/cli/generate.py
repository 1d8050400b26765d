"""Continue prompts with a language model."""

import itertools
import sys

from keras_seqzoo.cli import options, tasks
from keras_seqzoo.cli.errors import USAGE, exit_code
from keras_seqzoo.cli.output import print_json, visible_lines
from keras_seqzoo.cli.texts import batches

SETTINGS = (
    "length",
    "temperature",
    "top_k",
    "top_p",
    "typical",
    "repetition_penalty",
    "allowed",
    "unknown",
    "stop",
    "seed",
)
BEAM = ("length", "allowed", "stop")


def add_arguments(parser):
    parser.add_argument(
        "prompts",
        nargs="*",
        metavar="PROMPT",
        help="a text to continue; `-` alone reads one prompt a line from standard "
        "input; without any, the model starts by itself",
    )
    parser.add_argument("--prompt", action="append", default=[], help="the same")
    parser.add_argument(
        "--length",
        type=options.positive_integer,
        default=200,
        help="number of characters, or of words (default 200)",
    )
    parser.add_argument(
        "--temperature",
        type=options.temperature,
        default=0.8,
        help="0 takes the likeliest character, 1 samples as learned (default 0.8)",
    )
    parser.add_argument(
        "--top-k", type=options.positive_integer, help="sample of the k likeliest"
    )
    parser.add_argument(
        "--top-p",
        type=options.probability,
        help="sample of the likeliest that sum to p",
    )
    parser.add_argument(
        "--typical",
        type=options.probability,
        help="sample of the typical ones that sum to this",
    )
    parser.add_argument(
        "--repetition-penalty",
        type=options.penalty,
        help="at least 1: makes what came before less likely",
    )
    parser.add_argument(
        "--allowed", help="characters, or words between spaces, to choose from"
    )
    parser.add_argument(
        "--unknown",
        action="store_const",
        const=True,
        help="may write the unknown word, or character, too",
    )
    parser.add_argument("--stop", help="end after this text")
    parser.add_argument(
        "--beam",
        type=options.positive_integer,
        metavar="WIDTH",
        help="look for the most probable text by a beam search of this width",
    )
    parser.add_argument("--seed", type=options.seed, help="for the same text again")
    options.add_default_preset(parser)
    options.add_json(parser)


def run(arguments):
    model = tasks.load_language_model(arguments.preset, arguments.login)
    given, chosen = [*arguments.prompt, *arguments.prompts], settings(arguments)
    if given == ["-"] and arguments.beam is None:
        write_lines(model, chosen, arguments.json)
        return
    show = print_object if arguments.json else print_stream
    for number, prompt in enumerate(prompts(given)):
        with exit_code(USAGE, ValueError, TypeError):
            pieces = begun(model, prompt, number, arguments, chosen)
        show(prompt, pieces, chosen)


def prompts(given):
    if given == ["-"]:
        return (line for lines in batches([]) for line in lines)
    return given or [""]


def begun(model, prompt, number, arguments, chosen):
    """The pieces of a continuation, of which the first is not yet written."""
    if arguments.beam is None:
        return model.stream(prompt, number=number, **chosen)
    known = {name: chosen[name] for name in BEAM if name in chosen}
    if strange := sorted({*chosen} - {*BEAM, "temperature"}):
        raise ValueError(
            f"--beam and --{strange[0].replace('_', '-')} exclude each other"
        )
    (text, _), *_ = model.beam_search(prompt, width=arguments.beam, **known)
    return [text]


def settings(arguments):
    """Returns the arguments of `CharLM.generate` that were given."""
    values = {name: getattr(arguments, name) for name in SETTINGS}
    return {name: value for name, value in values.items() if value is not None}


def write_lines(model, chosen, as_json):
    """Continues the lines of standard input, those that have arrived side by side."""
    prompts, again = itertools.tee(batches([]))
    with exit_code(USAGE, ValueError, TypeError):
        written = model.generate_batches(again, **chosen)
    show = print_object if as_json else print_stream
    for pairs in map(zip, prompts, written):
        for prompt, text in pairs:
            show(prompt, [text], chosen)


def print_object(prompt, pieces, chosen):
    print_json({"prompt": prompt, "text": "".join(pieces), **chosen})


def print_stream(prompt, pieces, chosen):
    """Writes the prompt and then each piece when it is there."""
    sys.stdout.write(visible_lines(prompt))
    for piece in pieces:
        sys.stdout.write(visible_lines(piece))
        sys.stdout.flush()
    sys.stdout.write("\n")
    sys.stdout.flush()
