"""The recurrent cells of word-level networks, how they are made and how large."""

from keras_seqzoo import cells, layers
from keras_seqzoo.models import sizes

ENCODERS = {
    "lstm": (layers.LSTM, sizes.lstm),
    "gru": (layers.GRU, sizes.gru),
    "min_gru": (layers.MinGRU, sizes.min_gru),
    "sru": (layers.SRU, sizes.sru),
    "qrnn": (layers.QRNN, sizes.qrnn),
}
CELLS = {"lstm": cells.LSTMCell, "gru": cells.GRUCell}


def encoder_layer(config):
    """Returns the function that makes one direction of a recurrent layer.

    Raises:
        ValueError: If the state is to be dropped of a cell whose gates do not see it.
    """
    if not config.recurrent_dropout:
        return ENCODERS[config.encoder][0]
    if config.encoder not in CELLS:
        raise ValueError(
            "`recurrent_dropout` must be 0 for an encoder whose gates do not see the "
            f"state. Received: recurrent_dropout={config.recurrent_dropout} with "
            f"encoder={config.encoder!r}"
        )

    def layer(units, **kwargs):
        cell = CELLS[config.encoder](units)
        cell = cells.RecurrentDropoutCell(cell, config.recurrent_dropout)
        return layers.RNN(cell, **kwargs)

    return layer
