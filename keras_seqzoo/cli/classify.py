"""Classify texts by sentiment."""

from keras_seqzoo.cli import options, tasks
from keras_seqzoo.cli.output import console, print_json, visible
from keras_seqzoo.cli.spans import style_of
from keras_seqzoo.cli.texts import batches


def add_arguments(parser):
    options.add_texts(parser)
    options.add_default_preset(parser)
    options.add_json(parser)


def run(arguments):
    classifier = tasks.load("sentiment", arguments.preset, arguments.login)
    show = print_class if arguments.json else styled_printer()
    for texts in batches(arguments.texts):
        for text, answer in zip(texts, classifier.classify(texts), strict=True):
            show(text, answer)


def print_class(text, answer):
    print_json(
        {
            "text": text,
            "label": answer.label,
            "probability": answer.probability,
            "probabilities": answer.probabilities,
        }
    )


def styled_printer():
    screen = console()
    return lambda text, answer: screen.print(styled_class(text, answer))


def styled_class(text, answer):
    """Returns a `rich.text.Text`: label, probability and the text."""
    from rich.text import Text

    line = Text()
    line.append(f"{answer.label} {answer.probability:.2f}", style_for(answer.label))
    return line.append("  ").append(visible(text))


def style_for(label):
    known = {"positive": "bold green", "negative": "bold red"}
    return known.get(label, f"bold {style_of(label)}")
