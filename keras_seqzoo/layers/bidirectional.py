"""A recurrent layer run in both directions."""

import keras


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class Bidirectional(keras.layers.Bidirectional):
    r"""Runs a recurrent layer forwards and backwards and merges both outputs.

    $$y_t = \mathrm{merge}(\overrightarrow{y}_t, \overleftarrow{y}_t)$$

    A drop-in for `keras.layers.Bidirectional`. Padded steps, wherever they stand, leave
    the states of both directions as they are.

    Args:
        layer: A recurrent layer; both directions are made from its configuration.
        merge_mode: `"concat"`, `"sum"`, `"mul"`, `"ave"` or `None` (both outputs).
        weights: Start values of all weights, as `get_weights` gives them.
        backward_layer: Another layer for the backward direction.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        sequences: Tensor [B, T, D].
        initial_state: Start states of the forward, then of the backward direction.
        mask: Boolean tensor [B, T], true at real steps.
        training: Whether dropout is active.

    Returns:
        Tensor [B, T, 2·O] or [B, 2·O] with the default merge mode.

    Raises:
        TypeError: If `layer` is no recurrent layer.

    Example:

    >>> layer = keras_seqzoo.layers.Bidirectional(keras_seqzoo.layers.LSTM(8))
    >>> layer(np.zeros((2, 5, 3))).shape
    TensorShape([2, 16])

    Reference: Schuster & Paliwal (1997).
    """

    def __init__(
        self,
        layer,
        merge_mode="concat",
        weights=None,
        backward_layer=None,
        **kwargs,
    ):
        if isinstance(layer, keras.layers.Layer) and not hasattr(layer, "go_backwards"):
            raise TypeError(
                "`layer` must be a recurrent layer, such as layers.LSTM(64). "
                f"Received: {layer!r} (of type {type(layer).__name__})"
            )
        super().__init__(layer, merge_mode, weights, backward_layer, **kwargs)

    def compute_mask(self, _, mask):
        """The mask of the outputs if they are sequences; none for states.

        Keras 3.15's own fails for a stateful layer that returns its states.
        """
        mask = mask[0] if isinstance(mask, list) else mask
        kept = mask if self.return_sequences else None
        outputs = [kept] if self.merge_mode else [kept, kept]
        states = [None] * (2 * count(self.forward_layer) if self.return_state else 0)
        masks = outputs + states
        return masks[0] if len(masks) == 1 else masks


def count(layer):
    """Number of state tensors of a recurrent layer."""
    return len(keras.tree.flatten(layer.state_size))
