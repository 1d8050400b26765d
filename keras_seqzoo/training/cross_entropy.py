"""The loss of a language model, quick over many tokens."""

from keras import ops


def mean_cross_entropy(logits, targets):
    r"""Mean negative log-probability of the targets, in nats.

    $$\frac1N \sum_{i=1}^N \Bigl(\max_v z_{iv} - \log \max_v p_{iv} - z_{i y_i}\Bigr),
      \qquad p_i = \mathrm{softmax}(z_i), \qquad
      \frac{\partial}{\partial z_{iv}} = \frac{p_{iv} - [v = y_i]}{N}$$

    The largest logit and its probability give the logarithm of the normalizer without
    a second pass of exponentials, and p serves the gradient.

    Args:
        logits: Float tensor [..., V].
        targets: Integer tensor [...], ids below V.

    Returns:
        Scalar of the dtype of the logits.

    Example:

    >>> logits, targets = np.zeros((2, 3, 4), "float32"), np.ones((2, 3), "int32")
    >>> round(float(mean_cross_entropy(logits, targets)), 4)  # log of 4 tokens
    1.3863
    """
    rows = ops.reshape(logits, (-1, logits.shape[-1]))
    targets = ops.reshape(targets, (-1, 1))

    @ops.custom_gradient
    def loss_and_gradient(rows):
        probabilities = ops.softmax(rows)
        logs = rows_max(rows) - ops.log(rows_max(probabilities))
        loss = ops.mean(logs - at(rows, targets))

        def gradient(*args, upstream=None):
            (scale,) = args if upstream is None else (upstream,)
            return scaled_gradient(probabilities, targets, scale)

        return loss, gradient

    return loss_and_gradient(rows)


def rows_max(rows):
    return ops.max(rows, axis=-1)


def at(rows, targets):
    """The entry of each row that its target names: [N, V], [N, 1] -> [N]."""
    return ops.take_along_axis(rows, targets, axis=-1)[:, 0]


def scaled_gradient(probabilities, targets, scale):
    """Returns (p - onehot(y)) · scale / N."""
    count = ops.shape(probabilities)[0]
    share = scale / ops.cast(count, probabilities.dtype)
    number = ops.reshape(ops.arange(count, dtype=targets.dtype), (-1, 1))
    places = ops.concatenate([number, targets], axis=-1)
    values = (at(probabilities, targets) - 1) * share
    return ops.scatter_update(probabilities * share, places, values)
