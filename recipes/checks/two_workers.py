"""Two processes with `MultiWorkerMirroredStrategy` train as one does with both batches.

python recipes/checks/two_workers.py

Trains a small tagger for some epochs in one process with a batch of 16, and in two
processes on the loopback interface with a batch of 8 each, and prints both curves of
the loss. They are the same up to rounding.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys

TAGS = {"Ada": "B-PER", "Alan": "B-PER", "Paris": "B-LOC", "London": "B-LOC"}
WORDS = [*TAGS, *"the a of in to and is was met saw".split()]
SETTINGS = {"units": 16, "embedding_dim": 16, "character_units": 8}
SETTINGS |= {"input_dropout": 0.0, "dropout": 0.0}
OPTIMIZERS = ("sgd", "adamw")
PLAN = {"epochs": 5, "word_dropout": 0.0, "patience": 100}


def sentences(count, seed):
    chosen = random.Random(seed)
    for _ in range(count):
        words = [chosen.choice(WORDS) for _ in range(chosen.randint(3, 9))]
        yield words, [TAGS.get(word, "O") for word in words]


def train(strategy_name, batch_size, optimizer):
    """Trains in this process and returns the history."""
    from keras_seqzoo.training.data_parallel import make_strategy

    strategy = make_strategy(strategy_name)
    from keras_seqzoo import NERTagger

    tagger = NERTagger.from_examples(list(sentences(96, 1)), **SETTINGS)
    return tagger.fit(
        list(sentences(96, 1)),
        list(sentences(48, 2)),
        batch_size=batch_size,
        verbose=0,
        strategy=strategy,
        optimizer=optimizer,
        **PLAN,
    )


def start(arguments, workers=(), index=0):
    """Starts this program as one worker; returns the process."""
    cluster = {
        "cluster": {"worker": list(workers)},
        "task": {"type": "worker", "index": index},
    }
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3")
    if workers:
        environment["TF_CONFIG"] = json.dumps(cluster)
    return subprocess.Popen(
        [sys.executable, __file__, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def history_of(process):
    printed, _ = process.communicate(timeout=540)
    return json.loads(printed.splitlines()[-1])


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def compare(optimizer):
    chosen = ["--optimizer", optimizer]
    one = history_of(start(["--batch-size", "16", *chosen]))
    workers = [f"127.0.0.1:{port}" for port in free_ports(2)]
    both = [
        start(["--strategy", "multi_worker", "--batch-size", "8", *chosen], workers, i)
        for i in range(2)
    ]
    first, second = map(history_of, both)
    print(optimizer)
    for name, history in (("one", one), ("first", first), ("second", second)):
        print(f"{name:>8}", *(f"{epoch['loss']:.5f}" for epoch in history))
    pairs = zip(one, first, strict=True)
    return max(abs(a["loss"] - b["loss"]) / a["loss"] for a, b in pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strategy")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--optimizer", default="adamw")
    arguments = parser.parse_args()
    if arguments.batch_size:
        history = train(arguments.strategy, arguments.batch_size, arguments.optimizer)
        print(json.dumps(history))
        return
    for optimizer in OPTIMIZERS:
        difference = compare(optimizer)
        print(f"largest relative difference of the loss: {difference:.2e}", flush=True)


if __name__ == "__main__":
    main()
