"""How much faster three workers are than one, and what a full disk leaves.

python recipes/checks/many_workers.py

Searches 12 trials of a task whose training is a pause of 2 s, with one chief and one,
two and three workers, all processes on the loopback interface; what the pause leaves
out is the work of real training, so the figure is what the messages cost. Then (as
root, on Linux) a search in a folder that has almost no room.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tuning")]

import toy_cluster  # noqa: E402

from keras_seqzoo.cli.quiet import import_keras_quietly  # noqa: E402

SEARCH = ["--trials", "12", "--epochs", "4", "--top", "0", "--patience", "0"]
ROOM = "256k"


def seconds_with(workers, folder):
    cluster = toy_cluster.Cluster(folder, *SEARCH)
    started = time.monotonic()
    children = [cluster.worker(f"w{i}") for i in range(workers)]
    children.append(cluster.chief())
    codes = [toy_cluster.code_of(pid) for pid in children]
    assert codes == [0] * len(codes), (folder / "output.txt").read_text()
    names = cluster.begun()
    assert len(names) == len(set(names)) == 12, names
    return time.monotonic() - started


def speed_up(folder):
    os.environ["TOY_SECONDS"] = "0.5"
    alone = seconds_with(1, folder / "1")
    print(f"1 worker: {alone:.1f} s")
    for workers in (2, 3):
        seconds = seconds_with(workers, folder / str(workers))
        print(
            f"{workers} workers: {seconds:.1f} s, {alone / seconds:.2f} times as fast"
        )


def full_disk(folder):
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", disk], check=True
    )
    try:
        cluster = toy_cluster.Cluster(folder / "full")
        arguments = ["--data", str(cluster.data), "--out", str(disk / "out")]
        more = ["--trials", "200", "--epochs", "2", "--top", "0"]
        child = os.fork()
        if not child:
            output = os.open(folder / "full.txt", os.O_CREAT | os.O_WRONLY)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os._exit(toy_cluster.main(["tune", "sentiment", *arguments, *more]))
        code = toy_cluster.code_of(child)
        last = (folder / "full.txt").read_text().splitlines()[-1]
        table = (disk / "out" / "trials.csv").read_text().splitlines()
        print(f"full disk: exit code {code}, {len(table) - 1} trials kept; {last}")
    finally:
        subprocess.run(["umount", disk], check=True)


def main():
    import_keras_quietly()
    with tempfile.TemporaryDirectory() as folder:
        speed_up(Path(folder))
        if os.geteuid() == 0:
            full_disk(Path(folder))


if __name__ == "__main__":
    main()
