"""The loss of a language model of both directions."""

import keras
from keras import ops


class NeighbourLoss(keras.layers.Layer):
    r"""Mean cross-entropy of the word after and the word before each word.

    $$-\tfrac12 \log p(x_{t+1} \mid \overrightarrow{h}_t)
      - \tfrac12 \log p(x_{t-1} \mid \overleftarrow{h}_t), \qquad
      p(w \mid h) \propto \exp(v_w^\top W h + b_w)$$

    Output vectors $v_w$ are the input vectors; the softmax runs over the candidates.

    Args:
        vectors: Layer of the fixed word vectors.
        corrections: Layer of their trained corrections.

    Call arguments:
        encoded: Tensor [B, T, 2·U], forward outputs and then backward ones.
        candidates: Ids of the words of the softmax, int32 [B, C], all rows the same.
        following, preceding: Places among the candidates [B, T], -1 for none.

    Returns:
        Tensor [B, 1], the mean loss in each row.

    Reference: Peters et al. (2018), section 3.1; Dai & Le (2015).
    """

    def __init__(self, vectors, corrections):
        super().__init__()
        self.supports_masking = True
        self.tables = vectors, corrections
        self.dense = [keras.layers.Dense(vectors.output_dim) for _ in range(2)]

    def build(self, encoded_shape, **shapes):
        size = self.tables[1].input_dim
        self.bias = self.add_weight(shape=(size,), initializer="zeros", name="bias")
        for dense in self.dense:
            dense.build((*encoded_shape[:-1], encoded_shape[-1] // 2))

    def compute_mask(self, *args, **kwargs):
        """One loss for each row: nothing is left to mask."""

    def call(self, encoded, candidates, following, preceding):
        words = candidates[0]
        table = sum(layer(words) for layer in self.tables)
        bias = ops.take(self.bias, words)
        losses = [
            cross_entropy(ops.matmul(dense(h), ops.transpose(table)) + bias, targets)
            for h, dense, targets in zip(
                ops.split(encoded, 2, axis=-1),
                self.dense,
                (following, preceding),
                strict=True,
            )
        ]
        return (losses[0] + losses[1]) / 2


def cross_entropy(logits, targets):
    """Mean loss [B, 1] of logits [B, T, C] where targets [B, T] are not negative."""
    real = ops.cast(targets >= 0, logits.dtype)
    losses = keras.losses.sparse_categorical_crossentropy(
        ops.maximum(targets, 0), logits, from_logits=True
    )
    count = ops.maximum(ops.sum(real, axis=1, keepdims=True), 1)
    return ops.sum(losses * real, axis=1, keepdims=True) / count
