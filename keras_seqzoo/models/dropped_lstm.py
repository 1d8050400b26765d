"""The LSTM of language models whose recurrent weights are dropped in training."""

from keras_seqzoo import cells, layers


def dropped_lstm(number, units, rate):
    """An LSTM layer with dropout of its recurrent matrices.

    Args:
        number: Which of the stack it is, for its name.
        units: Number of units.
        rate: Probability of a weight to be dropped.

    Returns:
        A `keras_seqzoo.layers.RNN` that returns sequences and states.

    Reference: Merity, Keskar & Socher (2018).
    """
    return layers.RNN(
        cells.WeightDropCell(cells.LSTMCell(units), rate),
        return_sequences=True,
        return_state=True,
        name=f"lstm_{number}",
    )
