"""Run every bundled preset on a few texts."""

from keras_seqzoo.cli import classify, options, tasks
from keras_seqzoo.cli.output import console, print_json, visible_lines
from keras_seqzoo.cli.spans import styled_spans
from keras_seqzoo.cli.timing import timed

SENTENCES = (
    "Angela Merkel met Emmanuel Macron in Paris before flying to Berlin.",
    "Ada Lovelace and Charles Babbage worked on the Analytical Engine in London.",
    "The University of Oxford and Microsoft opened a laboratory in Nairobi.",
)
REVIEWS = (
    "A warm, funny and beautifully acted film.",
    "The plot is dull and the jokes are worse.",
    "I did not expect to enjoy it this much.",
)
PROMPTS = ("ROMEO:", "The king")
STARTS = ("",) * 6
GENERATION = {"length": 160, "temperature": 0.7, "seed": 1}


def add_arguments(parser):
    options.add_json(parser)


def run(arguments):
    loaded = {
        task: tasks.bundled(task) or [tasks.default_preset(task)] for task in RUNS
    }
    for task, names in loaded.items():
        for name in names:
            show(task, name, arguments.json)


def show(task, name, as_json):
    answer, render = RUNS[task]
    model, load_seconds = timed(lambda: tasks.load(task, name))
    results, seconds = timed(lambda: answer(model))
    if as_json:
        times = {"load_seconds": load_seconds, "seconds": seconds}
        print_json({"preset": name, "task": task, "results": results, **times})
        return
    screen = console()
    screen.rule(f"{name}  (loaded in {load_seconds:.1f} s)", align="left")
    for result in results:
        screen.print(render(result))
    screen.print(f"{len(results)} texts in {seconds:.2f} s\n", style="dim")


def tagged(model):
    answers = model.tag(list(SENTENCES))
    return [
        {"text": t, "entities": list(s)}
        for t, s in zip(SENTENCES, answers, strict=True)
    ]


def render_tagged(result):
    return styled_spans(result["text"], result["entities"])


def classified(model):
    answers = model.classify(list(REVIEWS))
    return [{"text": t, "answer": a} for t, a in zip(REVIEWS, answers, strict=True)]


def render_classified(result):
    return classify.styled_class(result["text"], result["answer"])


def continued(model):
    """Continues prompts; a model of documents, such as names, writes whole ones."""
    prompts = PROMPTS if model.preprocessor.end_id is None else STARTS
    texts = model.generate(list(prompts), **GENERATION)
    return [{"prompt": p, "text": t} for p, t in zip(prompts, texts, strict=True)]


def render_continued(result):
    from rich.text import Text

    prompt = visible_lines(result["prompt"])
    text = visible_lines(result["text"]).removeprefix(prompt)
    return Text(prompt, style="bold cyan").append(text, style="not bold default")


RUNS = {
    "ner": (tagged, render_tagged),
    "sentiment": (classified, render_classified),
    "char-lm": (continued, render_continued),
}
