"""Random Unicode through the tagger: no crash, offsets in order and right.

    python recipes/checks/fuzz_tagger.py --count 100000

Half of the strings are of any code points, surrogates and controls among them, half are
pieces that tokenizers trip over, joined. Then sentences of 1 and of 5,000 words.
"""

import argparse
import random
import sys

from keras_seqzoo.runtime import Tagger

PIECES = ["Ada", "London", " ", "  ", "\n\n", ".", "...", "?!", "'s", "n't", "U.S.",
          "@me", "#tag", "http://a.b/c?d", "a@b.org", "3.14", "\u200d", "\ufe0f",
          "\u0301", "\x00", "\ud800", "\U0001f468\u200d\U0001f469", "\u05e9\u05dc",
          "\u4e2d", "\u2014", "(", ")", "\"", "\u2019", "A" * 300]  # fmt: skip
HIGHEST = sys.maxunicode
BATCH = 1000


def any_text(rng):
    high = rng.choice((0x7F, 0x7FF, 0xFFFF, HIGHEST))
    return "".join(chr(rng.randint(0, high)) for _ in range(rng.randint(0, 60)))


def pieces(rng):
    return "".join(rng.choices(PIECES, k=rng.randint(0, 20)))


def check(text, spans):
    end = 0
    for span in spans:
        assert text[span.start : span.end] == span.text != "", (text, span)
        assert end <= span.start and 0 <= span.confidence <= 1, (text, span)
        end = span.end


def main():
    args = arguments()
    rng, found = random.Random(args.seed), 0
    tagger = Tagger.from_preset(args.preset)
    for start in range(0, args.count, BATCH):
        size = min(BATCH, args.count - start)
        texts = [rng.choice((any_text, pieces))(rng) for _ in range(size)]
        for text, spans in zip(texts, tagger.tag(texts), strict=True):
            check(text, spans)
            found += len(spans)
    for words in (["Ada"], ["Ada", "lived"] * 2500):
        check(" ".join(words), tagger.tag(" ".join(words)))
        assert len(tagger.predict([words])[0]) == len(words)
    print(f"{args.count} texts, {found} entities, all offsets right")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="ner_bilstm_crf.open")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
