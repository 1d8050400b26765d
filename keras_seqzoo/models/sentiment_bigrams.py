"""The table of words and pairs of words of a classifier, and its share."""

import contextlib
import dataclasses

import numpy as np

from keras_seqzoo.generation.logits import softmax
from keras_seqzoo.models.bigram_evidence import epochs_of, evidence, rows_of
from keras_seqzoo.models.sentiment_bilstm import EVIDENCE
from keras_seqzoo.models.sentiment_calibration import temperature
from keras_seqzoo.models.sentiment_examples import sentences_of
from keras_seqzoo.runtime.text_heads import LEAST

SHARES = np.linspace(0.0, 1.5, 16)


def bigrams_of(network):
    """The layers of the bigrams of a network: one, or none."""
    return [layer for layer in network.layers if layer.name == EVIDENCE]


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
