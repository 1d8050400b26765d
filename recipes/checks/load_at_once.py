"""Sixteen processes load one uncached preset of the Hub at the same moment.

python recipes/checks/load_at_once.py [PRESET] [--processes 16]

Each imports Keras, waits for the others, calls `from_preset` and compares the answers
with the golden ones. Exits with 1 if one fails or the cache holds a wrong byte.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "hub_server")]

LOADER = """
import json, sys, time
import keras_seqzoo
from keras_seqzoo.models.verify import first_difference
print("ready", flush=True)
sys.stdin.readline()
start = time.perf_counter()
task = keras_seqzoo.Task.from_preset(sys.argv[1])
seconds = time.perf_counter() - start
golden = json.loads(sys.argv[2])
difference = first_difference(golden["outputs"], task.answer(golden["inputs"]))
print(json.dumps({"seconds": seconds, "difference": difference}))
"""


def start(handle, golden, settings):
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, handle, golden],
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def together(processes):
    """Lets all go when the last is ready; returns what each printed."""
    for process in processes:
        process.stdout.readline()
    began = time.perf_counter()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate()[0] for process in processes]
    return [json.loads(answer) for answer in answers], time.perf_counter() - began


def wrong_blobs(cache):
    """Returns the files of the cache whose content does not have their name's hash."""
    blobs = [path for path in cache.rglob("blobs/*") if len(path.name) == 64]
    assert blobs
    return [
        path
        for path in blobs
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name
    ]


def main():
    from loopback_hub import loopback_hub

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset", nargs="?", default="char_lm_lstm.shakespeare")
    parser.add_argument("--processes", type=int, default=16)
    arguments = parser.parse_args()
    folder = ROOT / "zoo" / arguments.preset
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    with tempfile.TemporaryDirectory() as outer, loopback_hub(outer) as hub:
        commit = hub.put("zoo/preset", files)
        home = Path(outer) / "home"
        settings = {"HF_ENDPOINT": hub.url, "HF_HOME": str(home)}
        handle, golden = f"hf://zoo/preset@{commit}", files["golden.json"].decode()
        loaders = [start(handle, golden, settings) for _ in range(arguments.processes)]
        answers, seconds = together(loaders)
        wrong = wrong_blobs(home)
        left = list(home.rglob("*.incomplete"))
    good = sum(answer["difference"] is None for answer in answers)
    print(f"{good} of {len(answers)} loaded the preset and gave its answers, "
          f"all within {seconds:.1f} s; {len(wrong)} wrong and {len(left)} unfinished "
          "files in the cache")  # fmt: skip
    sys.exit(0 if good == len(answers) and not wrong and not left else 1)


if __name__ == "__main__":
    main()
