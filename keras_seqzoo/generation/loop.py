"""The loop of generation: step, choose, hand out, feed back."""

import numpy as np

RECENT = 256


def generate_tokens(steps, logits, states, choose, tokens=()):
    """Yields tokens for ever, each fed back as the next input.

    Args:
        steps: Object with `step(tokens [1], states) -> (logits [1, V], states)`.
        logits: Array [1, V] after the last token of the prompt.
        states: The state after it.
        choose: Function `(logits, tokens so far) -> tokens`, see `chooser`.
        tokens: The prompt, of which the last 256 count as tokens so far.

    Yields:
        Integers.
    """
    recent = np.zeros((1, 0), int)
    recent = np.append(recent, np.asarray(tokens, int)[None, -RECENT:], axis=1)
    while True:
        chosen = choose(logits, recent)
        yield int(chosen[0])
        recent = np.append(recent, chosen[None], axis=1)[:, -RECENT:]
        logits, states = steps.step(chosen, states)
