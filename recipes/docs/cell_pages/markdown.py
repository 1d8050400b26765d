"""The Markdown of the page of a cell."""

from cell_pages.facts import count, example_cell, shape, texts, value
from cell_pages.latex import textbook
from cell_pages.svg import description

PAGE = """\
# {title}

{summary}

{pictures}

[How to read the pictures](index.md#the-pictures)

## In the textbook's symbols

{textbook}

## In the symbols of the paper

{body}

{columns}

## In code

```python
import keras
import numpy as np
import keras_seqzoo as ksz

x = np.random.rand(2, 5, 3).astype("float32")  # batch, steps, features

layer = ksz.layers.{layer}({example}, return_sequences=True)
print(layer(x).shape)

cell = ksz.cells.{cell}({example})
print(keras.layers.RNN(cell)(x).shape)
```

One step by hand, with the weights of that cell:

```python
{step}
```

Arguments: [{cell}](../reference/cells.md#keras_seqzoo.cells.{cell}).

## Parameters

{parameters}

| weight | shape |
|---|---|
{weights}

## Source

{reference}

## When to use it

{use}
"""
SIGMOID = """\
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


"""
STEP = """\
def step({arguments}):
    {lines}
    return {output}, [{states}]


start = cell.get_initial_state(batch_size=2)
output, states = cell(x[:, 0], start)
weights = {{w.name: keras.ops.convert_to_numpy(w) for w in cell.weights}}
by_hand, _ = step(x[:, 0], *map(keras.ops.convert_to_numpy, start), **weights)
print(np.abs(by_hand - keras.ops.convert_to_numpy(output)).max())  # next to nothing"""


def markdown(page):
    """Returns the whole page."""
    said, cell = texts(page.cell), example_cell(page)
    arguments = "".join(f", {k}={v!r}" for k, v in page.arguments.items())
    return PAGE.format(
        title=page.title,
        summary=said.summary,
        pictures="\n\n".join(picture(*item) for item in page.figures.items()),
        textbook=textbook(page.textbook),
        body=said.body,
        columns=columns(page),
        layer=page.cell.removesuffix("Cell"),
        cell=page.cell,
        example=f"8{arguments}",
        step=step(page, cell),
        parameters=parameters(page, cell),
        weights="\n".join(f"| `{w.name}` | {shape(w)} |" for w in cell.weights),
        reference=said.reference,
        use=page.use.strip(),
    )


def picture(name, figure):
    """The picture, with its equations for those who cannot see it."""
    spoken = description(figure).translate(str.maketrans("[]", "()"))
    return f"![{figure.title}: {spoken}](pictures/{name}.svg)"


def columns(page):
    """The table of gates, in the order of the columns of the kernels."""
    if len(page.columns) < 2:
        return "The kernels have one block of columns."
    head = "Columns of the kernels, each U wide, in their order:"
    rows = [
        f"| {k + 1} | ${textbook(mine)}$ | ${textbook(theirs)}$ |"
        for k, (mine, theirs) in enumerate(page.columns)
    ]
    return "\n".join([head, "", "| block | textbook | paper |", "|---|---|---|", *rows])


def step(page, cell):
    """One step in NumPy as a function of the weights by name."""
    names = [weight.name for weight in cell.weights]
    code = STEP.format(
        arguments=", ".join(("x", *page.states, *names)),
        lines=page.step.strip().replace("\n", "\n    ").replace("    \n", "\n"),
        output="output" if "output =" in page.step else page.states[0],
        states=", ".join(page.states),
    )
    return SIGMOID + code if "sigmoid(" in page.step else code


def parameters(page, cell):
    """The formula and the number of the example, which must agree."""
    number = count(cell)
    if value(page.parameters) != number:
        raise ValueError(
            f"{page.cell} has {number} parameters, {page.parameters} gives "
            f"{value(page.parameters)}"
        )
    layer = page.cell.removesuffix("Cell")
    more = "".join(f", {name}=32" for name in page.arguments)
    letters = "D features, U units" + (" and P projected units" if more else "")
    text = (
        f"{page.parameters} with {letters}: `{layer}(128{more})` on 64 features "
        f"has {number:,}."
    )
    return f"{text} {page.note}".strip()
