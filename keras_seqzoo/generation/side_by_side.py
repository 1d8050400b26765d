"""The loop of generation for many texts at once."""

import numpy as np

from keras_seqzoo.generation.loop import RECENT
from keras_seqzoo.generation.states import select
from keras_seqzoo.text.vocabulary import PADDING


def generate_rows(steps, logits, states, choose, ended, keep, tokens):
    """Writes several texts side by side until each has ended.

    Args:
        steps: Object with `step(tokens [B], states) -> (logits [B, V], states)`.
        logits: Array [B, V] after the prompts.
        states: The state after them.
        choose: Function `(logits, recent tokens [B, N]) -> tokens [B]`.
        ended: Function `(row, token) -> bool`, called with each token of a row in turn.
        keep: Function that is told the places of the rows that go on, when some ended.
        tokens: List of the tokens so far of each row, of which the last 256 count.

    Returns:
        List of lists of integers, the new tokens of each row; the one that ended a row
        is among them.
    """
    rows, recent = np.arange(len(tokens)), recent_tokens(tokens)
    written = [[] for _ in tokens]
    while len(rows):
        chosen = choose(logits, recent)
        recent = np.append(recent[:, 1:], chosen[:, None], axis=1)
        going = [
            place
            for place, pair in enumerate(zip(rows, chosen.tolist(), strict=True))
            if not take(*pair, written, ended)
        ]
        if len(going) < len(rows):
            keep(going)
            rows, chosen, recent = rows[going], chosen[going], recent[going]
            states = select(states, going)
        if going:
            logits, states = steps.step(chosen, states)
    return written


def take(row, token, written, ended):
    """Writes a token down and tells whether its row has ended."""
    written[row].append(token)
    return ended(row, token)


def recent_tokens(tokens):
    """The last 256 tokens of each row [B, 256], padded before the first."""
    recent = np.full((len(tokens), RECENT), PADDING)
    for row, ids in enumerate(tokens):
        last = ids[-RECENT:]
        recent[row, RECENT - len(last) :] = last
    return recent
