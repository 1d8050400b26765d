"""The open English corpora of `ner_bilstm_crf.open`, with PER, LOC and ORG alone."""

import random

from keras_seqzoo.data import Sentence, fetch, open_text, read_conll
from keras_seqzoo.text import tag_schemes

WNUT17 = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}
PLAIN = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
SPLIT_SEED = 2009


def relabelled(sentences, labels):
    """Sentences with labels renamed by a table; entities of other labels become O."""
    return [
        Sentence(words, tags_with(tag_schemes.spans(tags), len(words), labels))
        for words, tags in sentences
    ]


def tags_with(spans, length, labels):
    kept = [(labels[label], a, b) for label, a, b in spans if label in labels]
    return tag_schemes.tags_from_spans(kept, length, "iob2")


def wnut17(file):
    """WNUT-17: person, location, corporation and group; work and product become O."""
    return relabelled(read_conll(fetch(f"ner/wnut17/{file}")), WNUT17)


def broad_twitter(part):
    """A part of the Broad Twitter Corpus, as it is."""
    return relabelled(read_conll(fetch(f"ner/btc/btc.{part}")), PLAIN)


def wikigold():
    """WikiGold as `(train, dev, test)` of whole documents, 80, 10 and 10 % of them."""
    path = fetch("ner/wikigold/wikigold.conll.txt")
    sentences = iter(relabelled(read_conll(path), PLAIN))
    documents = [
        [next(sentences) for _ in range(size)] for size in document_sizes(path)
    ]
    random.Random(SPLIT_SEED).shuffle(documents)
    tenth = len(documents) // 10
    parts = documents[2 * tenth :], documents[:tenth], documents[tenth : 2 * tenth]
    return tuple([s for document in part for s in document] for part in parts)


def document_sizes(path):
    """The number of sentences of each document; -DOCSTART- parts documents."""
    sizes, inside = [0], False
    with open_text(path) as lines:
        for line in lines:
            if line.startswith("-DOCSTART-"):
                sizes.append(0)
            elif line.strip() and not inside:
                sizes[-1] += 1
            inside = bool(line.strip()) and not line.startswith("-DOCSTART-")
    return [size for size in sizes if size]


def english_web():
    """The development part of UNER English EWT: reviews, mail, weblogs, answers."""
    path = fetch("ner/uner_english/en_ewt-ud-dev.iob2")
    return relabelled(read_conll(path, word_column=1, tag_column=2), PLAIN)


def train_and_dev():
    """Returns `(train, dev)`, each three corpora joined."""
    wiki_train, wiki_dev, _ = wikigold()
    train = wnut17("wnut17train.conll") + broad_twitter("train") + wiki_train
    dev = wnut17("emerging.dev.conll") + broad_twitter("dev") + wiki_dev
    return train, dev


def tests():
    """Returns the test data by name; the first is of kinds of text not trained on."""
    return {
        "ewt": english_web(),
        "btc": broad_twitter("test"),
        "wnut17": wnut17("emerging.test.annotated"),
        "wikigold": wikigold()[2],
    }
