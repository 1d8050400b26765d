"""How long `from_preset` of a cached preset takes beyond importing Keras.

python recipes/benchmarks/cold_load.py [--runs 3]

Each run is a new process: it imports Keras, then `keras_seqzoo`, then loads the preset
by a pinned `hf://` handle from the cache of huggingface_hub, without a network.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "hub_server")]

LOAD = """
import json, sys, time
import keras
start = time.perf_counter()
import keras_seqzoo
keras_seqzoo.Task.from_preset(sys.argv[1])
print(json.dumps(time.perf_counter() - start))
"""
FILL = "import sys; from keras_seqzoo.hub import resolve; resolve(sys.argv[1])"


def process(code, handle, settings):
    done = subprocess.run(
        [sys.executable, "-c", code, handle],
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return done.stdout


def main():
    from loopback_hub import loopback_hub

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as outer:
        handles = {}
        settings = {"HF_HOME": str(Path(outer) / "home")}
        with loopback_hub(outer) as hub:
            for folder in sorted(
                path.parent for path in ROOT.glob("zoo/*/preset.json")
            ):
                paths = [path for path in folder.rglob("*") if path.is_file()]
                files = {
                    p.relative_to(folder).as_posix(): p.read_bytes() for p in paths
                }
                commit = hub.put(f"zoo/{folder.name}", files)
                handles[folder.name] = f"hf://zoo/{folder.name}@{commit}"
                online = {**settings, "HF_ENDPOINT": hub.url}
                process(FILL, handles[folder.name], online)
        offline = {**settings, "HF_HUB_OFFLINE": "1"}
        for name, handle in handles.items():
            times = [json.loads(process(LOAD, handle, offline)) for _ in range(runs)]
            spread = f"median of {runs}, {min(times):.2f} to {max(times):.2f}"
            print(f"{name}: {statistics.median(times):.2f} s ({spread})")


if __name__ == "__main__":
    main()
