"""A network with the weights of a file of unknown origin."""

from keras_seqzoo import hub


def read_network(architecture, config, path):
    """Builds the network of a configuration and loads its weights.

    Before anything is allocated the number of weights that the configuration asks for
    is compared with the number that the file describes.

    Raises:
        ValueError: If they differ, there are too many, or the file is not sound.
    """
    check_amount(architecture, config, path)
    network = architecture.build(config)
    hub.load_weights(network, path)
    return network


def check_amount(architecture, config, path):
    """Checks the numbers of bytes and of weights of a file against its configuration.

    The file is not opened if it is too large for what the configuration asks for.
    """
    count = getattr(config, "count_parameters", lambda: None)()
    if count is not None:
        hub.check_bytes(path, count)
    stored = hub.count_stored(path)
    hub.check_total(stored)
    hub.check_bytes(path, stored)
    if count not in (None, stored):
        raise ValueError(
            f"The configuration of {architecture.name!r} asks for {count} weights, the "
            f"file holds {stored}. The preset is damaged; fetch it again."
        )
