"""Which networks have a twin in NumPy for one step at a time."""

from importlib import import_module

MODULES = {
    name: f"keras_seqzoo.models.{name}"
    for name in ("char_lm_gru", "char_lm_lstm", "char_lm_min")
}


def has_fast_steps(architecture):
    """Whether networks of an architecture have a twin."""
    return architecture in MODULES


def fast_steps(architecture, network, config):
    """Returns the twin of a network with a copy of its weights."""
    return import_module(MODULES[architecture]).numpy_steps(network, config)
