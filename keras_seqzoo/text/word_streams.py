"""Any number of texts through a network in batches, with bounded memory."""

from collections.abc import Iterable, Iterator

import numpy as np

from keras_seqzoo.text.word_features import padded_length

WINDOW = 256
WINDOW_LENGTH = 2**20
BATCH_SIZE = 64
MAX_BATCH_WORDS = 8192


def answer_texts(texts, answer, check):
    """Answers texts of any of the accepted kinds.

    Args:
        texts: One item, a collection of them, or an iterator, which is consumed as its
            answers are asked for.
        answer: Function from a list of items to the list of their answers.
        check: Function of an item that says whether it is one; raises `TypeError`.

    Returns:
        One answer, a list of answers, or a generator of answers.
    """
    if isinstance(texts, str):
        return answer([texts])[0]
    if not isinstance(texts, Iterable) or isinstance(texts, (bytes, bytearray)):
        raise TypeError(
            "`texts` must be a str or an iterable of str. "
            f"Received: {type(texts).__name__}"
        )
    answers = answer_windows(texts, answer, check)
    return answers if isinstance(texts, Iterator) else list(answers)


def checked_sentences(sentences):
    """Yields lists of words; whatever else there is raises `TypeError`."""
    if isinstance(sentences, (str, bytes)) or not isinstance(sentences, Iterable):
        raise TypeError(
            "`sentences` must be an iterable of lists of str. "
            f"Received: {type(sentences).__name__}"
        )
    for number, words in enumerate(sentences):
        yield check_words(words, number)


def answer_windows(items, answer, check):
    """Yields the answers to the items, a window of them at a time."""
    items = (check(item, number) for number, item in enumerate(items))
    for window in windows(items):
        yield from answer(window)


def windows(items):
    """Splits items into lists of `WINDOW`, or fewer if they are long."""
    window, length = [], 0
    for item in items:
        window.append(item)
        length += len(item)
        if len(window) == WINDOW or length >= WINDOW_LENGTH:
            yield window
            window, length = [], 0
    if window:
        yield window


def check_text(item, number):
    if not isinstance(item, str):
        raise TypeError(
            f"`texts` must hold str. Received: item {number} of type "
            f"{type(item).__name__}"
        )
    return item


def check_words(item, number):
    words = list_of_str(item)
    if words is None:
        raise TypeError(
            f"`sentences` must hold lists of str. Received: item {number}: {item!r:.80}"
        )
    return words


def list_of_str(item):
    """The list of what an iterable of `str` holds; `None` of anything else."""
    if isinstance(item, str) or not isinstance(item, Iterable):
        return None
    found = list(item)
    return found if all(isinstance(word, str) for word in found) else None


def run_batches(sentences, run, run_all=map):
    """Runs lists of words through `run`, similar lengths together.

    Args:
        sentences: List of non-empty lists of words.
        run: Function from a list of them to the list of their results.
        run_all: `map`, or a function like it that takes `run` and a list.

    Returns:
        The results in the order of the sentences.
    """
    results = [None] * len(sentences)
    batches = list(length_batches([len(sentence) for sentence in sentences]))
    answers = run_all(run, [[sentences[i] for i in rows] for rows in batches])
    for rows, found in zip(batches, answers, strict=True):
        for row, result in zip(rows, found, strict=True):
            results[row] = result
    return results


def length_batches(lengths):
    """Splits row numbers into batches of bounded padded size, shortest rows first.

    >>> [rows.tolist() for rows in length_batches([3, 9000, 5])]
    [[0, 2], [1]]
    """
    order, start = np.argsort(lengths, kind="stable"), 0
    while start < len(order):
        stop = start + 1
        while (
            stop < len(order)
            and stop - start < BATCH_SIZE
            and fits(stop + 1 - start, lengths[order[stop]])
        ):
            stop += 1
        yield order[start:stop]
        start = stop


def fits(size, length):
    return size * padded_length(length) <= MAX_BATCH_WORDS
