"""The LSTM of language models whose weights or states are dropped in training."""

from keras_seqzoo import cells, layers


def regularized_lstm(number, units, weight_dropout, zoneout=(0.0, 0.0)):
    """An LSTM layer with dropout of its recurrent matrices and zoneout of its states.

    Args:
        number: Which of the stack it is, for its name.
        units: Number of units.
        weight_dropout: Probability of a recurrent weight to be dropped.
        zoneout: Probabilities of h and of c to keep their old value at a step.

    Returns:
        A `keras_seqzoo.layers.RNN` that returns sequences and states.

    References: Merity, Keskar & Socher (2018); Krueger et al. (2017).
    """
    cell = cells.WeightDropCell(cells.LSTMCell(units), weight_dropout)
    if any(zoneout):
        cell = cells.ZoneoutCell(cell, list(zoneout))
    return layers.RNN(
        cell, return_sequences=True, return_state=True, name=f"lstm_{number}"
    )
