"""The loss of a language model, quick over many tokens."""

import keras
from keras import ops


def mean_cross_entropy(logits, targets):
    r"""Mean negative log-probability of the targets, in nats.

    $$\frac1N \sum_{i=1}^N \Bigl((\max_v z_{iv} - z_{i y_i}) - \log \max_v p_{iv}\Bigr),
      \qquad p_i = \mathrm{softmax}(z_i), \qquad
      \frac{\partial}{\partial z_{iv}} = \frac{p_{iv} - [v = y_i]}{N}$$

    The largest logit and its probability give the logarithm of the normalizer without
    a second pass of exponentials, and p serves the gradient.

    Args:
        logits: Float tensor [..., V].
        targets: Integer tensor [...], ids below V.

    Returns:
        Scalar, float32 or of the dtype of wider logits; NaN if there are no targets.

    Raises:
        ValueError: If the shapes do not belong to each other.

    Example:

    >>> logits, targets = np.zeros((2, 3, 4), "float32"), np.ones((2, 3), "int32")
    >>> round(float(mean_cross_entropy(logits, targets)), 4)  # log of 4 tokens
    1.3863
    """
    logits, targets = map(ops.convert_to_tensor, (logits, targets))
    check_shapes(tuple(logits.shape), tuple(targets.shape))
    wide = keras.backend.result_type(logits.dtype, "float32")
    rows = ops.reshape(ops.cast(logits, wide), (-1, logits.shape[-1]))
    return of_rows(rows, ops.reshape(ops.cast(targets, "int32"), (-1, 1)))


def check_shapes(logits, targets):
    fits = len(logits) == len(targets) + 1 and all(
        None in pair or pair[0] == pair[1]
        for pair in zip(logits[:-1], targets, strict=True)
    )
    if not fits:
        raise ValueError(
            "`targets` must have the shape of `logits` without its last axis. "
            f"Received: logits of shape {logits}, targets of shape {targets}"
        )


def of_rows(rows, targets):
    """The loss of logits [N, V] and targets [N, 1]."""

    @ops.custom_gradient
    def loss_and_gradient(rows):
        probabilities = ops.softmax(rows)
        below = rows_max(rows) - at(rows, targets)
        loss = ops.mean(below - ops.log(rows_max(probabilities)))

        def gradient(*args, upstream=None):
            (scale,) = args if upstream is None else (upstream,)
            return scaled_gradient(probabilities, targets, scale)

        return loss, gradient

    return loss_and_gradient(rows)


def rows_max(rows):
    return ops.max(rows, axis=-1, initial=-float("inf"))


def at(rows, targets):
    """The entry of each row that its target names: [N, V], [N, 1] -> [N]."""
    return ops.take_along_axis(rows, targets, axis=-1)[:, 0]


def scaled_gradient(probabilities, targets, scale):
    """Returns (p - onehot(y)) · scale / N."""
    count = ops.shape(probabilities)[0]
    share = scale / ops.cast(count, probabilities.dtype)
    number = ops.reshape(ops.arange(count, dtype="int32"), (-1, 1))
    places = ops.concatenate([number, targets], axis=-1)
    values = (at(probabilities, targets) - 1) * share
    return ops.scatter_update(probabilities * share, places, values)
