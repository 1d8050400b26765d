"""Find named entities in texts."""

from keras_seqzoo.cli import options, tasks
from keras_seqzoo.cli.output import console, print_json
from keras_seqzoo.cli.spans import styled_spans
from keras_seqzoo.cli.texts import batches

IMPORTS_KERAS = False


def add_arguments(parser):
    options.add_texts(parser)
    options.add_default_preset(parser)
    options.add_json(parser)


def run(arguments):
    tagger = tasks.load_light("ner", arguments.preset, arguments.login)
    show = print_entities if arguments.json else styled_printer()
    for texts in batches(arguments.texts):
        for text, spans in zip(texts, tagger.tag(texts), strict=True):
            show(text, spans)


def print_entities(text, spans):
    print_json({"text": text, "entities": spans})


def styled_printer():
    screen = console()
    return lambda text, spans: screen.print(styled_spans(text, spans))
