"""Evidence of words and pairs of words: logistic regression on naive Bayes features."""

import contextlib
import dataclasses

import numpy as np

from keras_seqzoo.generation.samplers import softmax
from keras_seqzoo.models.sentiment_bilstm import EVIDENCE
from keras_seqzoo.models.sentiment_calibration import temperature
from keras_seqzoo.models.sentiment_examples import sentences_of
from keras_seqzoo.progress import shown
from keras_seqzoo.runtime.text_heads import LEAST
from keras_seqzoo.text.bigrams import bigram_rows, distinct_rows, summed

BATCH = 64
EPOCHS = 8
RATE = 0.1
START = 0.02
SHARES = np.linspace(0.0, 1.5, 16)


def bigrams_of(network):
    """The layers of the bigrams of a network: one, or none."""
    return [layer for layer in network.layers if layer.name == EVIDENCE]


def rows_of(words, num_rows):
    """The distinct rows of each text of word ids: a list of int arrays."""
    words = list(words)
    ids = np.concatenate([*words, np.zeros(0, np.int32)])
    rows, owners = distinct_rows(ids, [len(text) for text in words], num_rows)
    return np.split(rows, np.searchsorted(owners, np.arange(1, len(words))))


def ratios_of(texts, targets, num_rows):
    r"""Log counts of each row in the texts of a class less their mean: [R, L].

    Targets y [n, L] are one-hot, times a weight.

    $$r_{gc} = \log p_{gc} - \tfrac1L \sum_k \log p_{gk}, \qquad
      p_{gc} \propto 1 + \sum_{i : g \in G_i} y_{ic}$$
    """
    flat, owners = joined(texts)
    counts = 1 + summed(flat, targets[owners], num_rows)
    logs = np.log(counts / counts.sum(axis=0))
    return logs - logs.mean(axis=1, keepdims=True)


def epochs_of(texts, targets, num_rows, seed, verbose=0):
    r"""Trains a table E = r ⊙ W by AdaGrad; yields it after each epoch, float32 [R, L].

    The probabilities are $\mathrm{softmax}(\sum_{g \in G} E_g)$, the loss is the
    cross-entropy, times the sum of the targets of a text, its weight.

    Args:
        texts: List of the distinct rows of each text.
        targets: Array [n, L].
        num_rows: Number of rows R.
        seed: Seed of the order of the texts.
        verbose: 0 for no progress bar.

    References: Wang & Manning (2012), NBSVM; Duchi et al. (2011), AdaGrad.
    """
    ratios = ratios_of(texts, targets, num_rows)
    weights, squares = np.full_like(ratios, START), np.full_like(ratios, 1e-2)
    random = np.random.default_rng(seed)
    for _ in shown(range(EPOCHS), verbose, "Bigrams"):
        order = random.permutation(len(texts))
        for some in np.split(order, range(BATCH, len(order), BATCH)):
            flat, owners = joined([texts[i] for i in some])
            rows, places = np.unique(flat, return_inverse=True)
            table = ratios[rows] * weights[rows]
            found = softmax(summed(owners, table[places], len(some)))
            true = targets[some]
            errors = found * true.sum(axis=1, keepdims=True) - true
            slopes = summed(places, errors[owners], len(rows)) * ratios[rows]
            slopes /= len(some)
            squares[rows] += slopes**2
            weights[rows] -= RATE * slopes / np.sqrt(squares[rows])
        yield (ratios * weights).astype(np.float32)


def evidence(texts, table):
    """The sums of the rows of each text: [n, L]."""
    flat, owners = joined(texts)
    return summed(owners, table[flat], len(texts))


def shares(words, table):
    """What each word adds to the sum: ids [T] -> [T, L].

    A row that several places have is divided among them, that of a pair between its two
    words.
    """
    rows = bigram_rows(words[None], len(table)).reshape(2, -1)
    _, places, counts = np.unique(rows, return_inverse=True, return_counts=True)
    values = table[rows] / counts[places].reshape(*rows.shape, 1)
    own, pairs = np.where(rows[..., None] > 0, values, 0)
    found = own + np.concatenate([pairs[:1], pairs[1:] / 2])
    found[:-1] += pairs[1:] / 2
    return found


def joined(texts):
    """All rows in one array, and the number of the text of each."""
    owners = np.repeat(np.arange(len(texts)), [len(rows) for rows in texts])
    return np.concatenate([*texts, np.zeros(0, int)]).astype(int), owners


def best_share(logits, found, targets):
    r"""The share $\alpha$ of the evidence with the largest likelihood of held-out data.

    $$\hat p = \mathrm{softmax}((\log p + \alpha e) / T)$$

    with the best temperature T for each share. Targets [n, L] are those of the data.
    """
    classes, weights = targets.argmax(axis=1), targets.sum(axis=1)

    def loss(share):
        both = logits + share * found
        scaled = softmax(both / temperature(softmax(both), classes, weights))
        true = scaled[np.arange(len(classes)), classes]
        return -np.mean(weights * np.log(np.maximum(true, LEAST)))

    return min(SHARES, key=loss)


@contextlib.contextmanager
def encoder_alone(network):
    """Empties the table of the bigrams, if there is one; a failure brings it back."""
    tables = [(layer, layer.get_weights()) for layer in bigrams_of(network)]
    for layer, weights in tables:
        layer.set_weights([np.zeros_like(*weights)])
    try:
        yield
    except BaseException:
        for layer, weights in tables:
            layer.set_weights(weights)
        raise


def give_evidence(classifier, words, examples, held_out, plan, verbose=0):
    """Fills the table of a classifier that has bigrams and whose encoder is trained.

    The epoch with the best score on held-out data is kept, then their share beside the
    encoder; without such data the last epoch and half of it.

    Args:
        classifier: `SentimentClassifier`, whose table is empty.
        words: The words of each example, a list of lists of `str`.
        examples: List of `(label, text)`.
        held_out: The same, or `None`.
        plan: `ClassifierPlan`; its seed orders the examples, its weights count.
        verbose: 0 for no progress bar.
    """
    for layer in bigrams_of(classifier.network):
        rows = rows_of_texts(classifier, words, layer)
        targets = weighted(classifier.head, examples, plan)
        tables = epochs_of(rows, targets, layer.num_rows, plan.seed, verbose)
        if held_out is None:
            *_, table = tables
            table *= 0.5
        else:
            table = best_table(classifier, layer, tables, held_out, plan)
        layer.set_weights([table])


def weighted(head, examples, plan):
    """One-hot targets times the weights of the classes, float64 [n, L]."""
    plain = dataclasses.replace(plan, label_smoothing=0.0)
    return head.targets(examples, plain).astype(float)


def rows_of_texts(classifier, texts, layer):
    """The rows of texts of words, by the vocabulary of a classifier."""
    return rows_of(map(classifier.preprocessor.words_of, texts), layer.num_rows)


def best_table(classifier, layer, tables, held_out, plan):
    """The best of the tables on held-out data, times its best share."""
    head = classifier.head
    texts = sentences_of(held_out, classifier.config.max_words)
    rows = rows_of_texts(classifier, texts, layer)

    def score(table):
        return head.main_score(head.scores(held_out, evidence(rows, table)), plan)

    table = max(tables, key=score)
    outputs = classifier.outputs(text for _, text in held_out)
    logits = np.log(np.maximum(outputs, LEAST))
    targets = weighted(head, held_out, plan)
    return table * np.float32(best_share(logits, evidence(rows, table), targets))
