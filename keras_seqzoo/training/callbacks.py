"""Callbacks of Keras around a training loop that is not Keras's own."""

import keras


def callback_list(callbacks, model, **options):
    """Returns the `keras.callbacks.CallbackList` of some callbacks.

    Args:
        callbacks: List of `keras.callbacks.Callback`.
        model: The `keras.Model` that is trained.
        **options: Other arguments of `CallbackList`.

    Raises:
        TypeError: If `callbacks` holds anything else.
    """
    check_callbacks(callbacks)
    return keras.callbacks.CallbackList(list(callbacks), model=model, **options)


def check_callbacks(callbacks):
    """Raises a `TypeError` if some callbacks are no list of such."""
    if not isinstance(callbacks, (list, tuple)) or not all(
        isinstance(callback, keras.callbacks.Callback) for callback in callbacks
    ):
        raise TypeError(
            "`callbacks` must be a list of keras.callbacks.Callback. "
            f"Received: {callbacks!r}"
        )
