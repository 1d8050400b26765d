"""A text with its named entities, as one styled line."""

from keras_seqzoo.cli.output import visible

STYLES = ("cyan", "magenta", "green", "yellow", "blue", "red")


def style_of(label):
    """The same colour for the same label in every run."""
    return STYLES[sum(label.encode("utf-8", "replace")) % len(STYLES)]


def styled_spans(text, spans):
    """Returns a `rich.text.Text`: each entity in brackets, followed by its label."""
    from rich.text import Text

    line, position = Text(), 0
    for span in spans:
        style = style_of(span.label)
        line.append(visible(text[position : span.start]))
        line.append("[")
        line.append(visible(text[span.start : span.end]), style=f"bold {style}")
        line.append(f" {span.label}", style=style)
        line.append("]")
        position = span.end
    return line.append(visible(text[position:]))
