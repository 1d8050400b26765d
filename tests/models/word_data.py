"""Small data that a word-level model learns within seconds."""

import random

PEOPLE = ["Ada", "Alan", "Grace", "Edsger", "Barbara"]
PLACES = ["Paris", "Oslo", "Lima", "Cairo"]
VERBS = ["met", "saw", "left", "painted"]


def tagged_sentences(count, seed):
    """Sentences like `Ada Alan met Oslo .` with IOB2 tags; people of 1 or 2 words."""
    rng = random.Random(seed)
    sentences = []
    for _ in range(count):
        person = rng.choices(PEOPLE, k=rng.choice([1, 2]))
        words = [*person, rng.choice(VERBS), rng.choice(PLACES), "."]
        tags = ["B-PER", *["I-PER"] * (len(person) - 1), "O", "B-LOC", "O"]
        sentences.append((words, tags))
    return sentences


def labelled_texts(count, seed):
    """`(label, text)` whose label is told by one word of the text."""
    rng = random.Random(seed)
    told = {"good": "splendid", "bad": "dreadful", "plain": "ordinary"}
    return [
        (
            label,
            f"a {' '.join(rng.choices(VERBS, k=rng.randint(0, 6)))} {told[label]} film",
        )
        for label in rng.choices(list(told), k=count)
    ]
