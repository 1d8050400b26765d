"""What the outputs of the network mean: one of several classes, or a rating.

Both heads have the same methods: `check` of examples, `targets` and `loss` for the
training, `scores` for an evaluation and `main_score`, the higher the better.
"""

import keras
import numpy as np
from keras import ops

from keras_seqzoo.models.sentiment_examples import check_labels, ratings_of


class Classes:
    """One of a fixed set of labels; outputs are their probabilities [B, L]."""

    def __init__(self, labels):
        self.labels = labels
        self.rows = {label: i for i, label in enumerate(labels)}

    def check(self, examples):
        """Raises `ValueError` if a label is unknown."""
        check_labels(examples, self.labels)

    def indices(self, examples):
        """Returns the numbers of the labels of examples, int [n]."""
        self.check(examples)
        return np.array([self.rows[label] for label, _ in examples])

    def targets(self, examples, plan):
        """Returns float32 [n, L]: smoothed labels times the weights of their classes.

        $$y = w_c \\left((1 - \\epsilon) 1_c + \\epsilon / L\\right)$$
        """
        classes = self.indices(examples)
        size, smoothing = len(self.labels), plan.label_smoothing
        table = (1 - smoothing) * np.eye(size) + smoothing / size
        if plan.class_weights == "balanced":
            table *= balanced(classes, size)[:, None]
        return table.astype(np.float32)[classes]

    def loss(self):
        """Cross-entropy with targets that need not sum to one."""
        return keras.losses.CategoricalCrossentropy()

    def scores(self, examples, outputs):
        """Returns `accuracy` and `macro_f1`, the mean F1 of the labels that occur."""
        true, found = self.indices(examples), outputs.argmax(axis=1)
        return {
            "accuracy": float(np.mean(true == found)),
            "macro_f1": macro_f1(true, found),
        }

    def main_score(self, scores, plan):
        balanced = plan.class_weights == "balanced"
        return scores["macro_f1" if balanced else "accuracy"]


def balanced(classes, size):
    """Returns weights [L] by which all classes that occur count the same in total."""
    counts = np.bincount(classes, minlength=size)
    return len(classes) / (np.count_nonzero(counts) * np.maximum(counts, 1))


def macro_f1(true, found):
    """Returns the mean over all labels in either of 2·hits / (true + found)."""
    labels = np.union1d(true, found)
    hits = [np.sum((true == c) & (found == c)) for c in labels]
    sizes = [np.sum(true == c) + np.sum(found == c) for c in labels]
    return float(
        np.mean([2 * hit / size for hit, size in zip(hits, sizes, strict=True)])
    )


class Ratings:
    """A number; outputs are [B, 1]."""

    def __init__(self, scale):
        self.scale = scale

    def check(self, examples):
        """Raises `ValueError` if a label is no finite number."""
        ratings_of(examples)

    def targets(self, examples, plan):
        return np.array(ratings_of(examples), np.float32)[:, None]

    def loss(self):
        return ScaledSquaredError(self.scale)

    def scores(self, examples, outputs):
        """Returns mean squared and absolute error and Pearson's correlation."""
        true, found = np.array(ratings_of(examples)), outputs[:, 0].astype(float)
        return {
            "mean_squared_error": float(np.mean((true - found) ** 2)),
            "mean_absolute_error": float(np.mean(np.abs(true - found))),
            "correlation": correlation(true, found),
        }

    def main_score(self, scores, plan):
        return -scores["mean_squared_error"]


def correlation(x, y):
    """Pearson's correlation, 0 where one of the two is constant."""
    x, y = x - x.mean(), y - y.mean()
    spread = np.sqrt(np.sum(x * x) * np.sum(y * y))
    return float(np.sum(x * y) / spread) if spread else 0.0


class ScaledSquaredError(keras.losses.Loss):
    """Mean of ((true - predicted) / scale)², of the same size for all scales."""

    def __init__(self, scale, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, y_true, y_pred):
        return ops.mean(ops.square((y_true - y_pred) / self.scale), axis=-1)


def head_of(config):
    """Returns the head of a `SentimentBiLSTMConfig`."""
    return Classes(config.labels) if config.labels else Ratings(config.rating_scale)
