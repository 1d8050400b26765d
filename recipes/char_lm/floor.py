"""The floor: what an n-gram model with Witten-Bell smoothing reaches on the same text.

python recipes/char_lm/floor.py --order 6
"""

import argparse
import math
from collections import Counter, defaultdict

from split import SHAKESPEARE, split

from keras_seqzoo.data import fetch, read_plain
from keras_seqzoo.models.word_lm_text import words_of


class WittenBell:
    r"""Interpolated n-gram model over characters, or over a tuple of words.

    $$p_n(w \mid h) = \frac{c(hw) + T(h)\, p_{n-1}(w \mid h')}{c(h) + T(h)}, \qquad
      p_0 = \frac{1}{V}$$

    T(h) is the number of distinct tokens seen after h, h' is h without its first
    token. A context that was never seen is left to the shorter one.

    Reference: Witten & Bell (1991), method C; Chen & Goodman (1999), section 2.4.
    """

    def __init__(self, text, order, vocabulary_size):
        self.order = order
        self.uniform = 1 / vocabulary_size
        self.counts = [defaultdict(Counter) for _ in range(order)]
        for n, table in enumerate(self.counts):
            for i in range(n, len(text)):
                table[text[i - n : i]][text[i]] += 1
        self.totals = [
            {context: counter.total() for context, counter in table.items()}
            for table in self.counts
        ]

    def probability(self, token, context):
        """Returns p(token | context), of which the last order - 1 count."""
        p = self.uniform
        for n in range(min(self.order, len(context) + 1)):
            history = context[len(context) - n :]
            if history not in self.totals[n]:
                break
            counter, total = self.counts[n][history], self.totals[n][history]
            p = (counter[token] + len(counter) * p) / (total + len(counter))
        return p

    def losses(self, text, before=None):
        """-log p of each token of a text that stands after another one."""
        before = text[:0] if before is None else before
        reach, whole = self.order - 1, before + text
        return [
            -math.log(self.probability(whole[i], whole[max(0, i - reach) : i]))
            for i in range(len(before), len(whole))
        ]

    def mean_loss(self, text):
        """Mean of -log p over a text, the context carried from its start."""
        return sum(self.losses(text)) / len(text)


def entry(parts, order, scored):
    """Returns the entry of `results.json` on an n-gram model of `parts["train"]`.

    Args:
        parts: `{name: text}`.
        order: Length of the n-grams.
        scored: `{metric: name of the part that it is of}`.
    """
    model = WittenBell(parts["train"], order, len(set("".join(parts.values()))))
    return {
        "name": f"Witten-Bell {order}-gram",
        "metrics": {
            metric: model.mean_loss(parts[part]) for metric, part in scored.items()
        },
    }


def word_entry(parts, order):
    """As `entry`, over words and the ends of sentences of `parts["test"]`."""
    words = {name: tuple(words_of(text)) for name, text in parts.items()}
    model = WittenBell(words["train"], order, len(set().union(*words.values())))
    return {
        "name": f"Witten-Bell {order}-gram",
        "metrics": {"perplexity": math.exp(model.mean_loss(words["test"]))},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", help="file to use instead of tiny Shakespeare")
    parser.add_argument("--order", type=int, default=6)
    arguments = parser.parse_args()
    text = read_plain(arguments.text or fetch(SHAKESPEARE))
    parts = split(text)
    model = WittenBell(parts["train"], arguments.order, len(set(text)))
    for name in ("dev", "test", "last tenth"):
        loss = model.mean_loss(parts[name])
        print(f"order {arguments.order}, {name}: {loss:.4f} nats/char")


if __name__ == "__main__":
    main()
