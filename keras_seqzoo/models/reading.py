"""A network with the weights of a file of unknown origin."""

from keras_seqzoo import hub


def read_network(architecture, config, path):
    """Builds the network of a configuration and loads its weights.

    Before anything is allocated the number of weights that the configuration asks for
    is compared with the number that the file describes, and every value is read.

    Raises:
        ValueError: If they differ, there are too many, or the file is not sound.
    """
    check_amount(architecture, config, hub.count_stored(path))
    hub.check_values(path)
    network = architecture.build(config)
    hub.put_weights(network, path)
    return network


def check_amount(architecture, config, stored):
    """Checks the number of weights a file describes against its configuration."""
    hub.check_total(stored)
    count = getattr(config, "count_parameters", lambda: None)()
    if count not in (None, stored):
        raise ValueError(
            f"The configuration of {architecture.name!r} asks for {count} weights, the "
            f"file holds {stored}. The preset is damaged; fetch it again."
        )
