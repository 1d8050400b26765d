"""The loop of generation: step, choose, hand out, feed back."""

from keras_seqzoo.generation.recent_tokens import RecentTokens


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
    recent = RecentTokens([tokens])
    while True:
        chosen = choose(logits, recent.array())
        yield int(chosen[0])
        recent.add(chosen)
        logits, states = steps.step(chosen, states)
