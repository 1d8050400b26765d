"""Classify texts by sentiment."""

from keras_seqzoo.cli import options, tasks
from keras_seqzoo.cli.explained import METHODS, append_words, in_words, page
from keras_seqzoo.cli.output import console, print_json, visible
from keras_seqzoo.cli.quiet import import_keras_quietly
from keras_seqzoo.cli.spans import style_of
from keras_seqzoo.cli.texts import batches

IMPORTS_KERAS = False


def add_arguments(parser):
    options.add_texts(parser)
    options.add_default_preset(parser)
    parser.add_argument(
        "--explain",
        action="store_true",
        help="shade the words that speak for the answer (blue) or against it (orange)",
    )
    parser.add_argument(
        "--method",
        choices=METHODS,
        default=METHODS[0],
        help="how words are scored with --explain or --html (default gradient)",
    )
    parser.add_argument(
        "--html", metavar="FILE", help="write the shaded texts as a page of HTML too"
    )
    options.add_json(parser)


def run(arguments):
    if arguments.explain or arguments.html:
        explain(arguments)
        return
    classifier = tasks.load_light("sentiment", arguments.preset, arguments.login)
    show = print_class if arguments.json else styled_printer()
    for texts in batches(arguments.texts):
        for text, answer in zip(texts, answers(classifier, texts), strict=True):
            show(text, answer)


def explain(arguments):
    import_keras_quietly()
    classifier = tasks.load("sentiment", arguments.preset, arguments.login)
    screen = console()
    with page(arguments.html) as write:
        for texts in batches(arguments.texts):
            for text in texts:
                explanation = classifier.explain(text, arguments.method)
                write(explanation.html())
                if arguments.json:
                    print_explanation(explanation)
                else:
                    line = styled_answer(explanation.answer).append("  ")
                    append = append_words if screen.color_system else in_words
                    screen.print(append(line, explanation))


def answers(classifier, texts):
    """Returns the labels of texts, or their ratings."""
    ask = classifier.classify if classifier.labels else classifier.rate
    return ask(texts)


def print_class(text, answer):
    print_json({"text": text, **fields(answer)})


def print_explanation(explanation):
    given = {"method": explanation.method, "words": explanation.words}
    print_json({"text": explanation.text, **fields(explanation.answer), **given})


def fields(answer):
    """Returns an answer as a dict: that of a classification, or a rating."""
    return {"rating": answer} if isinstance(answer, float) else answer._asdict()


def styled_printer():
    screen = console()
    return lambda text, answer: screen.print(styled_class(text, answer))


def styled_class(text, answer):
    """Returns a `rich.text.Text`: label, probability and the text."""
    line = styled_answer(answer).append("  ")
    return line.append(visible(text), style="not bold default")


def styled_answer(answer):
    from rich.text import Text

    if isinstance(answer, float):
        return Text(f"{answer:.2f}", "bold")
    return Text(
        f"{visible(answer.label)} {answer.probability:.2f}", style_for(answer.label)
    )


def style_for(label):
    known = {"positive": "bold green", "negative": "bold red"}
    return known.get(label, f"bold {style_of(label)}")
