"""Progress bars: what they show and that they change nothing."""

import io

import pytest
from rich.console import Console

from keras_seqzoo import SentimentClassifier, progress


@pytest.fixture
def terminal(monkeypatch):
    screen = io.StringIO()

    def console(**kwargs):
        return Console(file=screen, force_terminal=True, width=80)

    monkeypatch.setattr("rich.console.Console", console)
    return screen


def test_a_bar_counts_the_items_on_a_terminal(terminal):
    assert list(progress.shown([3, 1, 2], 1, "Scoring")) == [3, 1, 2]
    assert "Scoring" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_nothing_is_drawn_where_there_is_no_terminal(capsys):
    assert list(progress.shown([3, 1, 2], 1)) == [3, 1, 2]
    assert list(progress.shown([3, 1, 2], 0)) == [3, 1, 2]
    assert "".join(capsys.readouterr()).strip() == ""


def test_an_evaluation_with_a_bar_gives_the_same_scores(terminal):
    classifier = SentimentClassifier.from_preset("sentiment_bilstm.mr_tiny")
    examples = [("positive", "a fine film"), ("negative", "a dull film")] * 80
    assert classifier.evaluate(examples, verbose=1) == classifier.evaluate(examples)
    assert "100%" in terminal.getvalue()
