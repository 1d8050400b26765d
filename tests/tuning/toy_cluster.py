"""A chief and workers of the toy task, as processes that are forked and killed.

    python toy_cluster.py FOLDER

Plays all scenarios, each in a folder of its name, and prints a JSON object: for each
the exit codes and what it saw.
"""

import contextlib
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path

import toy_training

from keras_seqzoo.cli import main
from keras_seqzoo.cli.quiet import import_keras_quietly

toy_training.install()
SEARCH = ["--trials", "10", "--epochs", "4", "--top", "1", "--repeats", "1"]
PATIENCE = 60


class Cluster:
    """Processes of one search in a folder."""

    def __init__(self, folder, *options):
        self.folder = folder
        folder.mkdir()
        self.data = self.folder / "data.tsv"
        self.data.write_text("p\tgood film\nn\tbad film\n" * 10, encoding="utf-8")
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        self.options = [*SEARCH, "--chief", address, *options]
        self.log = self.folder / "log.txt"
        os.environ["TOY_LOG"] = str(self.log)

    def start(self, *arguments):
        """Forks a process of the command line; returns its id."""
        pid = os.fork()
        if pid:
            return pid
        with open(self.folder / "output.txt", "a", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        out = ["--out", str(self.folder / "out")]
        os._exit(main(["tune", "sentiment", *out, *self.options, *arguments]))

    def chief(self):
        return self.start("--json")

    def worker(self, name):
        return self.start("--worker", name, "--data", str(self.data))

    def trials(self):
        """Returns what the chief knows of the trials."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            state = json.loads((self.folder / "out/oracle/oracle.json").read_text())
            return state["notes"]
        return {}

    def begun(self):
        """Returns the names of the trials whose training began, once for each time."""
        return self.log.read_text().split() if self.log.exists() else []

    def until(self, condition):
        """Waits until the trials meet a condition; returns them."""
        end = time.monotonic() + PATIENCE
        while not condition(trials := self.trials()):
            if time.monotonic() > end:
                sys.exit(f"waited in vain: {trials}")
            time.sleep(0.02)
        return trials

    def kill_at_work(self, worker, pid):
        """Kills a worker in the middle of a trial; returns the trial."""
        while True:
            trial = self.running(worker)
            os.kill(pid, signal.SIGSTOP)
            time.sleep(0.3)
            if self.trials()[trial]["open"]:
                os.kill(pid, signal.SIGKILL)
                return trial
            os.kill(pid, signal.SIGCONT)

    def running(self, worker):
        """Returns the trial that a worker trains, once it trains one."""

        def of_worker(trials):
            open_ones = {i for i, t in trials.items() if t["open"]}
            begun = open_ones & set(self.begun())
            return [i for i in begun if trials[i]["worker"] == worker]

        return of_worker(self.until(of_worker))[0]


def ended(trials):
    return [i for i, trial in trials.items() if trial.get("ended")]


def code_of(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kills(cluster):
    """A worker, and later the chief, are killed; the chief is started again."""
    workers = {name: cluster.worker(name) for name in "abc"}
    chief = cluster.chief()
    cluster.until(lambda trials: len(ended(trials)) >= 2)
    lost = cluster.kill_at_work("b", workers["b"])
    cluster.until(lambda trials: len(ended(trials)) >= 4)
    os.kill(chief, signal.SIGKILL)
    time.sleep(0.3)
    codes = [code_of(chief), code_of(workers.pop("b"))]
    again = cluster.chief()
    codes += [code_of(pid) for pid in (again, *workers.values())]
    return {"lost": lost, "codes": codes, "log": cluster.begun()}


def alone(cluster):
    """The only worker is killed; the chief gives up."""
    worker, chief = cluster.worker("a"), cluster.chief()
    cluster.running("a")
    os.kill(worker, signal.SIGKILL)
    return {"codes": [code_of(chief), code_of(worker)]}


SCENARIOS = {
    "kills": (kills, ["--silence", "1.5"], "0.15"),
    "alone": (alone, ["--silence", "0.2"], "0.5"),
}

if __name__ == "__main__":
    import_keras_quietly()
    seen = {}
    for name, (run, options, seconds) in SCENARIOS.items():
        os.environ["TOY_SECONDS"] = seconds
        seen[name] = run(Cluster(Path(sys.argv[1]) / name, *options))
    print(json.dumps(seen))
