"""How long `import keras_seqzoo` takes on top of `import keras`.

    python recipes/benchmarks/import_time.py --repeats 9

Each import runs in a process of its own; the two kinds alternate, so that other load on
the machine meets both. Goal: less than 0.3 s.
"""

import argparse
import statistics
import subprocess
import sys

BASE = "import keras"
FULL = "import keras; import keras_seqzoo"
TIMED = "import time; t = time.perf_counter(); {}; print(time.perf_counter() - t)"


def import_seconds(code):
    """Returns how long `code` runs in a fresh interpreter, without its start."""
    command = [sys.executable, "-c", TIMED.format(code)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def measure(repeats):
    """Returns the lists of seconds of `BASE` and `FULL`, measured in turn."""
    import_seconds(FULL)
    pairs = [(import_seconds(BASE), import_seconds(FULL)) for _ in range(repeats)]
    return zip(*pairs, strict=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=9)
    base, full = map(statistics.median, measure(parser.parse_args().repeats))
    print(f"{BASE}: {base:.3f} s")
    print(f"{FULL}: {full:.3f} s")
    print(f"difference of the medians: {full - base:.3f} s")


if __name__ == "__main__":
    main()
