"""Metrics, callbacks and truncated backpropagation through time."""

from keras_seqzoo.lazy import lazy_names

NAMES = {
    "SpanScores": "span_f1",
    "span_scores": "span_f1",
}

__getattr__, LAZY = lazy_names(
    __name__, {name: f"{__name__}.{module}" for name, module in NAMES.items()}
)

__all__ = [*LAZY]


def __dir__():
    return __all__
