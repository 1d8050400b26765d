"""Metrics, callbacks and truncated backpropagation through time."""

from keras_seqzoo.lazy import lazy_names

NAMES = {
    "LanguageModelSettings": "language_model_settings",
    "LanguageModelTrainer": "language_model",
    "SpanScores": "span_f1",
    "Streams": "streams",
    "compile_training_step": "truncated_backpropagation",
    "dynamic_loss": "dynamic_evaluation",
    "evaluate_language_model": "evaluation",
    "load_checkpoint": "checkpoint",
    "mean_cross_entropy": "cross_entropy",
    "running_log_probabilities": "evaluation",
    "reliability_of": "reliability",
    "save_checkpoint": "checkpoint",
    "span_errors": "span_errors",
    "span_scores": "span_f1",
    "window_loss": "evaluation",
}

__getattr__, LAZY = lazy_names(
    __name__, {name: f"{__name__}.{module}" for name, module in NAMES.items()}
)

__all__ = [*LAZY]


def __dir__():
    return __all__
