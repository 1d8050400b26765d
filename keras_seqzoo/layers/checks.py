"""What a recurrent layer refuses, and what to do instead."""

from keras import tree

from keras_seqzoo.cells import RecurrentCell


def check_cell(cell):
    """Raises an error unless `cell` may be a recurrent cell, or a list of them."""
    if isinstance(cell, (list, tuple)) and not cell:
        raise ValueError("`cell` must be a cell or a list of cells. Received: cell=[]")
    for one in tree.flatten(cell):
        if hasattr(one, "return_sequences"):
            raise TypeError(
                "`cell` must be a recurrent cell, such as cells.LSTMCell(64); layers "
                "go one on another by layers.Stack. "
                f"Received: {one!r} (of type {type(one).__name__})"
            )


def check_use_cudnn(use_cudnn, path):
    """Raises an error if cuDNN is asked for where it does not run."""
    if use_cudnn is True and path != "cudnn":
        raise ValueError(
            "`use_cudnn=True` needs TensorFlow with a GPU and LSTM or GRU with the "
            "equations of cuDNN: activation='tanh', recurrent_activation='sigmoid', "
            "use_bias=True, recurrent_dropout=0, reset_after=True, cell_clip=None, "
            "unroll=False. Pass use_cudnn='auto' to take another path here. "
            f"Received: a layer whose path is {path!r}"
        )


def check_mask(mask, sequences):
    """Raises an error unless a mask is [B, T] for sequences [B, T, ...]."""
    if mask is None or fits(mask.shape, sequences.shape[:2]):
        return
    raise ValueError(
        "`mask` must be a boolean tensor [B, T] for sequences [B, T, D]. Received: "
        f"mask of shape {tuple(mask.shape)}, sequences of shape "
        f"{tuple(sequences.shape)}"
    )


def check_states(states, cell):
    """Raises an error unless there is one start state [B, n] for each of the cell."""
    if states is None or not isinstance(cell, RecurrentCell):
        return
    shapes = [tuple(state.shape) for state in tree.flatten(states)]
    wanted = [(None, n) for n in cell.state_size]
    if len(shapes) != len(wanted) or not all(map(fits, shapes, wanted)):
        raise ValueError(
            f"`initial_state` must be a list of {len(wanted)} tensors [B, n] with n = "
            f"{', '.join(map(str, cell.state_size))}. Received: shapes {shapes}"
        )


def fits(shape, wanted):
    """Whether two shapes are of one rank and equal where both are known."""
    pairs = zip(shape, wanted, strict=False)
    return len(shape) == len(wanted) and all(
        None in pair or pair[0] == pair[1] for pair in pairs
    )
