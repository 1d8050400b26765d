"""What must hold of the texts and losses of a language model in training."""

import math

from keras_seqzoo.data.errors import UnusableData


def long_enough(dev_ids, length):
    """Returns the development text if a window of that length fits into it."""
    if len(dev_ids) > length:
        return dev_ids
    raise UnusableData(
        f"The development text must have more than `dev_length` = {length} tokens. "
        f"Received: {len(dev_ids)}. Give a longer text or a smaller `dev_length`."
    )


def finite(loss, name, epoch):
    """Returns a loss if it is a finite number; `epoch` counts from 0."""
    if math.isfinite(loss):
        return loss
    raise ValueError(
        f"The {name} became {loss} in epoch {epoch + 1}. "
        "Lower `learning_rate` or `clip_norm`."
    )
