"""Trains the presets of the Penn Treebank, weights only.

    python recipes/char_lm/train_ptb.py char --seed 1
    python recipes/char_lm/train_ptb.py word --seed 1
    python recipes/char_lm/train_ptb.py word_published --seed 1

The last is the published recipe of AWD-LSTM, days on a CPU. The text is under a licence
of its own and is not part of the preset. An interrupted run goes on where it was when
it is started again with the same arguments.

A warm restart goes on from the weights of a finished run, on other windows and with the
learning rate raised once more; a model of words has a second after the first:

    python recipes/char_lm/train_ptb.py char --seed 2 \\
        --start zoo/char_lm_lstm.ptb --out runs/char_lm_lstm.ptb
"""

import argparse
from pathlib import Path

from run import add_arguments, facts, in_float32, interruptible, set_up
from treebank import PLANS, restarted
from warm_restart import after, go_on, restarts_of, run_name

from keras_seqzoo.data import fetch, read_plain

FILES = {
    "train": "lm/ptb/ptb.train.txt",
    "dev": "lm/ptb/ptb.valid.txt",
    "test": "lm/ptb/ptb.test.txt",
}
PROTOCOL = (
    "Mikolov's preparation: 10,000 words, its train, valid (dev, to choose the epoch) "
    "and test parts. An end of sentence counts as a {unit}. The carried figures are of "
    "one pass with the state carried, the others of random windows of 256 predictions "
    "from the zero state."
)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plan", choices=PLANS)
    parser.add_argument("--out", help="default: the plan's name, in zoo")
    add_arguments(parser)
    parser.add_argument("--start", help="preset whose weights to go on from")
    parser.add_argument("--epochs", type=int, help="default: those of the plan")
    options = parser.parse_args()
    options.out = options.out or f"zoo/{PLANS[options.plan].preset}"
    if options.start and Path(options.start).resolve() == Path(options.out).resolve():
        parser.error("--out must be another folder than --start, which stays as it is")
    return options


def lines(text):
    """The sentences without the spaces around them, one a line."""
    return "".join(f"{line.strip()}\n" for line in text.splitlines())


def parts_of_treebank():
    """`{"train", "dev", "test": text}`."""
    return {name: lines(read_plain(fetch(file))) for name, file in FILES.items()}


def model(plan, text, start):
    """An untrained model of the text, or the one that a preset holds."""
    if start:
        return go_on(plan, start)
    return plan.task.from_text(text, plan.architecture, **plan.network)


def learn(lm, plan, parts, options):
    """Trains a model; returns the history."""
    run = f"runs/{Path(options.out).name}.{options.seed}"
    training = {**plan.training, "seed": options.seed}
    if options.epochs:
        training["epochs"] = options.epochs
    return lm.fit(
        parts["train"],
        parts["dev"],
        out=run + run_name(options.start) if options.start else run,
        verbose=options.verbose,
        **training,
    )


def results_of(lm, plan, parts, options, history):
    results = {
        "metrics": lm.evaluate(parts["test"]),
        "dev": lm.evaluate(parts["dev"]),
        "protocol": PROTOCOL.format(unit=plan.unit),
        "test_data": "Penn Treebank, test",
        "floor": plan.floor(parts),
        **facts(history, options),
    }
    if options.start:
        return after(options.start, results, plan.restarts[-1])
    return results


def card(plan):
    """What the card says of the text and the model."""
    return {
        "licence": "Apache-2.0",
        "data": [
            {
                "name": "Penn Treebank, Wall Street Journal (Mikolov)",
                "licence": "Linguistic Data Consortium; weights only",
                "url": "https://catalog.ldc.upenn.edu/LDC99T42",
            }
        ],
        "description": f"A model of the {plan.unit}s of the Wall Street Journal.",
        "languages": ["en"],
        "limits": ["Lower-cased financial news of 1989, numbers replaced by N."],
    }


def main():
    options = arguments()
    plan = PLANS[options.plan]
    if options.start:
        plan = restarted(plan, restarts_of(options.start))
    set_up(options.seed, options.threads, options.precision)
    parts = parts_of_treebank()
    lm = model(plan, parts["train"], options.start)
    history = learn(lm, plan, parts, options)
    lm = in_float32(lm)
    results = results_of(lm, plan, parts, options, history)
    lm.save_to_preset(options.out, results=results, **card(plan))
    print(results["metrics"])


if __name__ == "__main__":
    interruptible(main)
