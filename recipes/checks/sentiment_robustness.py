"""What odd input does to the text classifier: time, memory, answers.

    python recipes/checks/sentiment_robustness.py
    python recipes/checks/sentiment_robustness.py --lines 1000000

Without `--lines`: one text each of a kind that goes wrong elsewhere, with its seconds
and the peak memory of the process after it. With it: so many lines streamed through one
call; the exit code is 1 if the memory grew by more than 100 MB after the first tenth.
"""

import argparse
import itertools
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from peak import peak_megabytes
from rich.console import Console
from rich.table import Table

from keras_seqzoo import SentimentClassifier

REVIEW = (
    "The plot is thin, but the cast is wonderful and the ending moved me to tears. "
)
TEXTS = {
    "empty": "",
    "spaces": " \t ",
    "HTML": "<p>A <b>great</b> film.<br /><br />I'd see it again &amp; again.</p>",
    "emoji": "\U0001f600\U0001f44d\U0001f3fd best film ever \u2764\ufe0f",
    "Chinese": "\u8fd9\u90e8\u7535\u5f71\u5f88\u597d\u770b\u3002",
    "Arabic": "\u0641\u064a\u0644\u0645 \u0631\u0627\u0626\u0639",
    "Hindi": "\u0905\u091a\u094d\u091b\u0940 \u092b\u093f\u0932\u094d\u092e",
    "control characters": "good\x00film\x1b[31m",
    "one word of 1 MB": "a" * 1_000_000,
    "2,500 words": REVIEW * 167,
    "1 MB review": REVIEW * (1_000_000 // len(REVIEW)),
}
LIMIT = 100


def odd_texts(classifier):
    table = Table("text", "characters", "answer", "seconds", "peak MB")
    for name, text in TEXTS.items():
        start = time.perf_counter()
        answer = classifier.classify(text)
        seconds = time.perf_counter() - start
        shown = f"{answer.label} {answer.probability:.2f}"
        row = (name, len(text), shown, f"{seconds:.2f}", int(peak_megabytes()))
        table.add_row(*map(str, row))
    Console().print(table)
    return 0


def stream(classifier, count):
    """Classifies lines that are made as they are read; returns the exit code."""
    lines = (f"{i} {REVIEW[: 20 + i % 60]}" for i in range(count))
    answers = classifier.classify(lines)
    start = time.perf_counter()
    warm_up = sum(1 for _ in itertools.islice(answers, count // 10))
    before = int(peak_megabytes())
    total = warm_up + sum(1 for _ in answers)
    seconds, after = time.perf_counter() - start, int(peak_megabytes())
    print(
        f"{total} lines, {total / seconds:.0f} a second, peak memory {before} MB after "
        f"{warm_up} lines, {after} MB at the end"
    )
    return int(total != count or after - before > LIMIT)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="sentiment_bilstm.mr")
    parser.add_argument("--lines", type=int)
    arguments = parser.parse_args()
    classifier = SentimentClassifier.from_preset(arguments.preset)
    if arguments.lines:
        sys.exit(stream(classifier, arguments.lines))
    sys.exit(odd_texts(classifier))


if __name__ == "__main__":
    main()
