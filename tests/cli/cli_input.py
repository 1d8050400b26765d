"""Standard input of a test."""

import io
import sys


def feed(monkeypatch, content):
    reader = io.TextIOWrapper(io.BufferedReader(io.BytesIO(content)))
    monkeypatch.setattr(sys, "stdin", reader)
