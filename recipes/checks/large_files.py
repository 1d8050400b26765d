"""Publishes and downloads a preset of 500 MiB in bounded memory.

python recipes/checks/large_files.py [MEBIBYTES]

The Hub of the tests runs in a process of its own; another process publishes, a third
downloads. Each prints how long it took and its peak memory. Exits with 1 if a process
held more than a quarter of the file.
"""

import argparse
import contextlib
import filecmp
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SERVER = ROOT / "tests" / "hub_server" / "loopback_hub.py"
TOKEN = "hf_zoo_write"
HEAD = """
import json, sys, time, warnings
from pathlib import Path
sys.argv[0] = "keras-seqzoo"
warnings.simplefilter("ignore")
from keras_seqzoo.hub import publish, resolve
start = time.perf_counter()
"""
TAIL = """
seconds = time.perf_counter() - start
status = Path("/proc/self/status").read_text()
peak = 1024 * int(status.split("VmHWM:")[1].split()[0])
print(json.dumps({"value": value, "seconds": seconds, "peak": peak}))
"""
PUBLISH = f"value = publish(sys.argv[1], 'zoo/large', token='{TOKEN}').commit"
DOWNLOAD = "value = str(resolve('hf://zoo/large@' + sys.argv[1]))"


def write_preset(folder, mebibytes):
    """Writes a preset whose weights are random bytes."""
    from keras_seqzoo.hub import Manifest, list_files, write_manifest

    folder.mkdir()
    with (folder / "model.weights.h5").open("wb") as file:
        for _ in range(mebibytes):
            file.write(os.urandom(1 << 20))
    (folder / "README.md").write_text("# large\n")
    write_manifest(folder, Manifest("large", {}, list_files(folder), name="a.large"))


@contextlib.contextmanager
def running_hub(folder, port):
    """Gives the address of a Hub in a process of its own."""
    command = [sys.executable, str(SERVER), str(folder), str(port)]
    process = subprocess.Popen(command)
    try:
        time.sleep(2)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait()


def step(code, argument, url, home):
    settings = {"HF_ENDPOINT": url, "HF_HOME": str(home), "HF_HUB_DISABLE_XET": "1"}
    done = subprocess.run(
        [sys.executable, "-c", HEAD + code + TAIL, argument],
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def peak_of(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(status.split("VmHWM:")[1].split()[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mebibytes", nargs="?", type=int, default=500)
    parser.add_argument("--port", type=int, default=8765)
    arguments = parser.parse_args()
    size = arguments.mebibytes << 20
    with tempfile.TemporaryDirectory() as outer:
        outer = Path(outer)
        write_preset(outer / "preset", arguments.mebibytes)
        with running_hub(outer / "hub", arguments.port) as (url, pid):
            up = step(PUBLISH, str(outer / "preset"), url, outer / "home")
            down = step(DOWNLOAD, up["value"], url, outer / "home")
            peaks = {"publish": up["peak"], "download": down["peak"]}
            peaks["hub"] = peak_of(pid)
        files = outer / "preset", Path(down["value"])
        same = filecmp.cmp(*(f / "model.weights.h5" for f in files), shallow=False)
    print(f"{arguments.mebibytes} MiB: up {up['seconds']:.1f} s, "
          f"down {down['seconds']:.1f} s, equal: {same}")  # fmt: skip
    print({name: f"{peak / 2**20:.0f} MiB" for name, peak in peaks.items()})
    sys.exit(0 if same and max(peaks.values()) < max(size / 4, 1 << 27) else 1)


if __name__ == "__main__":
    main()
