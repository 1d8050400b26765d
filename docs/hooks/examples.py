"""Lets mkdocstrings read `Example:` as it reads `Examples:`."""

import re

import griffe


class Examples(griffe.Extension):
    def on_object(self, *, obj, **kwargs):
        if obj.docstring:
            text = obj.docstring.value
            obj.docstring.value = re.sub(r"(?m)^Example:$", "Examples:", text)
