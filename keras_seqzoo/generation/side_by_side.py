"""The loop of generation for many texts at once."""

import numpy as np

from keras_seqzoo.generation.recent_tokens import RecentTokens
from keras_seqzoo.generation.states import select


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
    rows, recent = np.arange(len(tokens)), RecentTokens(tokens)
    written = [[] for _ in tokens]
    while len(rows):
        chosen = choose(logits, recent.array())
        recent.add(chosen)
        going = [
            place
            for place, pair in enumerate(zip(rows, chosen.tolist(), strict=True))
            if not take(*pair, written, ended)
        ]
        if len(going) < len(rows):
            keep(going)
            recent.keep(going)
            rows, chosen = rows[going], chosen[going]
            states = select(states, going)
        if going:
            logits, states = steps.step(chosen, states)
    return written


def take(row, token, written, ended):
    """Writes a token down and tells whether its row has ended."""
    written[row].append(token)
    return ended(row, token)
