"""What long and wide generations take: time and memory.

    python recipes/checks/long_generation.py [--preset char_lm_lstm.shakespeare]

Writes 100,000 characters as a stream, then the continuations of 10,000 prompts. The
exit code is 1 if the memory of the process grew by more than 10 MB after the first
tenth of the stream.
"""

import argparse
import os
import sys
import time
from itertools import islice

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from peak import peak_megabytes
from rich.console import Console
from rich.table import Table

import keras_seqzoo

CHARACTERS, PROMPTS, LENGTH, LIMIT = 100_000, 10_000, 100, 10


def long_stream(lm):
    """Yields `(what, characters, seconds, peak of the memory)` of both parts."""
    stream = lm.stream("", seed=0)
    for count in (CHARACTERS // 10, CHARACTERS - CHARACTERS // 10):
        begun = time.perf_counter()
        sum(1 for _ in islice(stream, count))
        yield "stream", count, time.perf_counter() - begun, peak_megabytes()


def many_prompts(lm):
    begun = time.perf_counter()
    texts = lm.generate(["ROMEO:", ""] * (PROMPTS // 2), LENGTH, seed=0)
    seconds = time.perf_counter() - begun
    return f"{PROMPTS} prompts", sum(map(len, texts)), seconds, peak_megabytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="char_lm_lstm.shakespeare")
    lm = keras_seqzoo.CharLM.from_preset(parser.parse_args().preset)
    rows = [*long_stream(lm), many_prompts(lm)]
    table = Table("what", "characters", "seconds", "a second", "peak MB")
    for what, count, seconds, peak in rows:
        rate = f"{count / seconds:,.0f}"
        table.add_row(what, f"{count:,}", f"{seconds:.1f}", rate, f"{peak:.1f}")
    Console().print(table)
    return int(rows[1][-1] - rows[0][-1] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
