"""The data of `keras-seqzoo train`: to learn from, and to choose the best epoch by."""

from keras_seqzoo.cli import readers


def data_of(arguments):
    """Returns the examples to train on and those to choose the best epoch."""
    data = read(arguments, arguments.data)
    if arguments.dev:
        return data, read(arguments, arguments.dev)
    return held_out(arguments.task, data, arguments.data)


def read(arguments, path):
    """Returns the examples in a file: a list, or the text of a language model."""
    data = readers.read(arguments.task, path, readers.columns_of(arguments))
    if not arguments.documents:
        return data
    return [line.strip() for line in data.split("\n") if line.strip()]


def held_out(task, data, path):
    """Splits off a tenth of the data, if there is something in both parts."""
    if isinstance(data, str):
        parts = last(data)
    elif task == "ner":
        parts = data[: first_of_last(data)], data[first_of_last(data) :]
    else:
        parts = drawn(data, label if task == "sentiment" else str)
    where = f"{path}, a tenth of it held out because --dev is missing"
    return tuple(readers.enough(task, part, where) for part in parts)


def first_of_last(data):
    """Where the last tenth begins: neighbours belong together."""
    return len(data) - max(1, len(data) // 10)


def last(text):
    """A text without its last tenth, and that tenth, which begins with a line.

    Without a line break near its begin it begins anywhere.

    >>> last("a\\nb\\n")
    ('a\\n', 'b\\n')
    """
    first = first_of_last(text)
    line = text.rfind("\n", first - len(text) // 20 - 1, first) + 1 or first
    return text[:line], text[line:]


def label(pair):
    return pair[0]


def drawn(examples, key):
    """The examples without every tenth in the order of a key, and those.

    >>> drawn([("a", "1"), ("a", "2"), ("b", "3"), ("b", "4")], label)[1]
    [('b', '3')]
    """
    order = sorted(range(len(examples)), key=lambda place: key(examples[place]))
    chosen = set(order[min(5, len(order) // 2) :: 10])
    rest = [one for place, one in enumerate(examples) if place not in chosen]
    return rest, [examples[place] for place in sorted(chosen)]
