"""Lets mkdocstrings read `Example:` as it reads an indented `Examples:`."""

import re
import textwrap

import griffe

EXAMPLE = re.compile(r"^Example:\n\n(.*?)(?=^[A-Z]\w+: |\Z)", re.MULTILINE | re.DOTALL)


class Examples(griffe.Extension):
    def on_object(self, *, obj, **kwargs):
        if obj.docstring:
            obj.docstring.value = EXAMPLE.sub(indented, obj.docstring.value)


def indented(found):
    body = textwrap.indent(found[1].strip(), "    ")
    return f"Examples:\n{body}\n\n"
