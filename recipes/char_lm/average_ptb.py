"""Averages the weights of a model of the Treebank before and after a warm restart.

    python recipes/char_lm/average_ptb.py char zoo/char_lm_lstm.ptb \\
        runs/char_lm_lstm.ptb --out runs/averaged/char_lm_lstm.ptb

Of some shares of the later weights that with the lowest loss on the development part is
taken, and that one alone is scored on the test part. The text is as for train_ptb.py.

Reference: Izmailov et al. (2018), Averaging weights leads to wider optima.
"""

import argparse
import shlex
import sys
from pathlib import Path

from train_ptb import card, parts_of_treebank
from treebank import PLANS

from keras_seqzoo.files import read_json
from keras_seqzoo.training import window_loss

SHARES = (0.0, 0.25, 0.5, 0.625, 0.75, 0.875, 1.0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plan", choices=PLANS)
    parser.add_argument("before", help="preset before the restart")
    parser.add_argument("after", help="preset after it")
    parser.add_argument("--out", required=True, help="folder of the averaged preset")
    return parser.parse_args()


def averaged(before, after, share):
    """Weights between two lists of arrays: `share` of the second, else the first."""
    pairs = zip(before, after, strict=True)
    return [(1 - share) * a + share * b for a, b in pairs]


def losses_on(lm, ends, dev_text):
    """`{share: loss on the development text}`; the model holds the last weights."""
    ids, losses = lm.ids_of(dev_text), {}
    for share in SHARES:
        lm.network.set_weights(averaged(*ends, share))
        losses[share] = window_loss(lm.network, ids, num_windows=256)
        print(f"{share:.3f} of the later weights: {losses[share]:.4f}", flush=True)
    return losses


def results_of(lm, parts, options, losses):
    """The results of the later run with the scores of the averaged model."""
    share = min(losses, key=losses.get)
    results = read_json(Path(options.after) / "results.json")
    tried = ", ".join(f"{s:g} {loss:.4f}" for s, loss in losses.items())
    return results | {
        "metrics": lm.evaluate(parts["test"]),
        "dev": lm.evaluate(parts["dev"]),
        "protocol": f"{results['protocol']} The weights are {share:g} of those after "
        f"the last restart and {1 - share:g} of those before it, by the loss on the "
        f"development part (share and nats a token: {tried}).",
        "command": f"{results['command']}; averaged by "
        + shlex.join(["python", *sys.argv]),
    }


def main():
    options = arguments()
    plan = PLANS[options.plan]
    parts = parts_of_treebank()
    lm, before = (plan.task.from_preset(p) for p in (options.after, options.before))
    ends = before.network.get_weights(), lm.network.get_weights()
    losses = losses_on(lm, ends, parts["dev"])
    lm.network.set_weights(averaged(*ends, min(losses, key=losses.get)))
    results = results_of(lm, parts, options, losses)
    lm.save_to_preset(options.out, results=results, **card(plan))
    print(results["metrics"])


if __name__ == "__main__":
    main()
