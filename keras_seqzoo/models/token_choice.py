"""How a language model chooses its next token, from the options of a user."""

import inspect

from keras_seqzoo.generation import RowDraws, chooser
from keras_seqzoo.text.vocabulary import PADDING, UNKNOWN


def check_prompt(prompt):
    """Raises a `TypeError` if a prompt is no string."""
    if not isinstance(prompt, str):
        raise TypeError(
            "`prompt` must be a str, or a list of such for `generate`. "
            f"Received: {prompt!r:.80} of type {type(prompt).__name__}"
        )


def check_prompts(prompts):
    """Raises a `TypeError` if prompts are no list or tuple of strings."""
    if not isinstance(prompts, (list, tuple)):
        raise TypeError(
            "Each of `batches` must be a list of prompts. "
            f"Received: {prompts!r:.80} of type {type(prompts).__name__}"
        )
    for prompt in prompts:
        check_prompt(prompt)


def choice(
    preprocessor,
    rows,
    temperature=0.8,
    seed=None,
    top_k=None,
    top_p=None,
    typical=None,
    repetition_penalty=None,
    allowed=None,
    unknown=False,
):
    """Returns the `chooser` for some rows and its `RowDraws`.

    Args:
        preprocessor: That of the model.
        rows: Numbers of the texts that are written side by side.
        temperature, seed, top_k, top_p, typical, repetition_penalty: As for `chooser`.
        allowed: As for `forbidden_ids`.
        unknown: As for `forbidden_ids`.
    """
    draws = RowDraws(rows, seed)
    choose = chooser(
        temperature,
        top_k,
        top_p,
        typical,
        repetition_penalty,
        forbidden=forbidden_ids(preprocessor, allowed, unknown),
        draws=draws,
    )
    return choose, draws


OPTIONS = tuple(inspect.signature(choice).parameters)[2:]


def check_options(names):
    """Raises a `TypeError` if one of the names is no option of `choice`."""
    if unknown := sorted(set(names) - set(OPTIONS)):
        raise TypeError(
            f"There is no option `{unknown[0]}`. There are: {', '.join(OPTIONS)}."
        )


def forbidden_ids(preprocessor, allowed=None, unknown=False):
    """Ids never to be written: padding, the unknown token, all that is not allowed.

    Args:
        preprocessor: That of the model.
        allowed: A text or a list of tokens, or `None` for all.
        unknown: Whether the unknown token may be written.

    Raises:
        TypeError: If `allowed` is anything else.
        ValueError: If it holds nothing that the model knows.
    """
    never = {PADDING} if unknown else {PADDING, UNKNOWN}
    if allowed is None:
        return sorted(never)
    known = allowed_ids(preprocessor, allowed) - never
    if not known:
        raise ValueError(
            "`allowed` must hold something that the model knows. "
            f"Received: allowed={allowed!r}"
        )
    end = {preprocessor.end_id}
    return sorted(set(range(len(preprocessor.vocabulary))) - known - end)


def allowed_ids(preprocessor, allowed):
    listed = isinstance(allowed, (list, tuple, set, frozenset))
    if not isinstance(allowed, str) and not (
        listed and all(isinstance(token, str) for token in allowed)
    ):
        raise TypeError(
            "`allowed` must be a str or a list of str. "
            f"Received: allowed={allowed!r} of type {type(allowed).__name__}"
        )
    return {int(i) for i in preprocessor.allowed(allowed)}
