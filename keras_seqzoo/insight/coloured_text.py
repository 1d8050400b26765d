"""A text whose tokens are coloured by a number each, for terminals and for HTML."""

import html
from typing import NamedTuple

from keras_seqzoo.insight.colours import as_hex, colour, shades

STYLE = "white-space: pre-wrap; font-family: monospace; color: #000; background: #fff"


class ColouredText(NamedTuple):
    """Tokens, a number for each, and how the numbers become colours.

    In a notebook it shows itself; `rich.print(text)` shows it in a terminal.

    Args:
        tokens: The strings that the text is made of.
        values: A number for each.
        unit: Name of the unit of the numbers.
        signed: Whether zero is white, with one colour above and one below it.

    Example:

    >>> text = ColouredText.of("abc", [0.1, 2.0, 0.5], unit="bits")
    >>> page = text.html()
    """

    tokens: tuple
    values: tuple
    unit: str = ""
    signed: bool = False

    @classmethod
    def of(cls, tokens, values, unit="", signed=False):
        """Makes a `ColouredText`.

        Raises:
            ValueError: If there is not one number for each token.
        """
        tokens, values = tuple(tokens), tuple(map(float, values))
        if len(tokens) != len(values):
            raise ValueError(
                "`values` must have a number for each token. "
                f"Received: {len(values)} numbers, {len(tokens)} tokens"
            )
        return cls(tokens, values, unit, signed)

    def html(self):
        """Returns a piece of HTML: each number is seen when the mouse rests there."""
        spans = (
            f'<span style="background: {as_hex(rgb)}" '
            f'title="{value:.3g} {html.escape(self.unit)}">{shown_html(token)}</span>'
            for token, value, rgb in self.coloured()
        )
        return f'<div style="{STYLE}">{"".join(spans)}</div>\n'

    def coloured(self):
        """Triples of token, number and colour."""
        colours = map(colour, shades(self.values, self.signed))
        return zip(self.tokens, self.values, colours, strict=True)

    def _repr_html_(self):
        return self.html()

    def __rich__(self):
        from rich.style import Style
        from rich.text import Text

        text = Text()
        for token, _, rgb in self.coloured():
            style = Style(color="#000000", bgcolor=as_hex(rgb))
            text.append(shown(token), style)
        return text


def shown(token):
    """A token as it is seen: a line end has a sign before it, a control code one."""
    visible = "".join(visible_character(character) for character in token)
    return visible.replace("\n", "\u21b5\n")


def shown_html(token):
    return html.escape(shown(token))


def visible_character(character):
    if character == "\n" or character.isprintable():
        return character
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
