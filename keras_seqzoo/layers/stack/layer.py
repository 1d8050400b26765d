"""A deep recurrent network as one layer."""

import keras
from keras import ops, tree

from keras_seqzoo.cells.config import fraction
from keras_seqzoo.cells.masks import sequence_dropout
from keras_seqzoo.layers.stack.checks import check_connection, check_layers
from keras_seqzoo.layers.stack.connections import CONNECTIONS
from keras_seqzoo.layers.stack.members import member
from keras_seqzoo.layers.stack.states import output_shape, starts, state_shapes
from keras_seqzoo.layers.stack.steps import in_order, inputs_beside


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class Stack(keras.layers.Layer):
    r"""Recurrent layers one on another, joined by a connection.

    $$y^{(0)} = x, \qquad
      h^{(k)} = \mathrm{layer}_k(y^{(k-1)}), \quad
      y^{(k)} = \mathrm{connect}(y^{(k-1)}, h^{(k)})$$

    `connection` chooses what joins the inputs $x$ and the outputs $h$ of a layer:

    * `"plain"`: $h$;
    * `"residual"`: $h + x$, or $h + W_s x$ where the widths differ (He et al. 2016,
      eq. 1-2; Wu et al. 2016, section 3.1);
    * `"highway"`: $t \odot h + (1 - t) \odot x$ with $t = \sigma(W_t x + b_t)$, and
      $W_s x$ for $x$ where the widths differ (Srivastava et al. 2015, section 2);
    * `"dense"`: $[x; h]$, so that a layer sees the inputs of the stack and all layers
      below, and the outputs hold them all (Godin et al. 2017).

    Each layer runs over the whole sequence before the next one, by its own fastest
    path.

    The stack makes its layers anew from the configurations of those given, as
    `Bidirectional` does, and sets `return_sequences`, `return_state` and `stateful` of
    each. Layers may run backwards, in turns with forward ones or all; inputs, outputs
    and masks stay in the order of time.

    Dropout is variational: between two layers one mask for all steps of a sequence
    (Gal & Ghahramani, 2016), as in the cells. What a connection carries past a layer
    is not dropped. The inputs of the stack are dropped by `dropout` of the first cell.

    Args:
        layers: List of recurrent layers (`RNN`, `Bidirectional`, those of Keras too) or
            cells.
        connection: `"plain"`, `"residual"`, `"highway"` or `"dense"`.
        dropout: Fraction of the inputs of every layer but the first to drop.
        return_sequences: Whether to return all outputs or the last one: that of the
            last real step, or of the first for a last layer that runs backwards.
        return_state: Whether to return the final states too.
        stateful: Whether a batch starts from the final states of the one before.
        seed: Seed of the dropout.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        sequences: Tensor [B, T, D].
        initial_state: List with the start states of each layer, a list of tensors
            [B, n] or `None`.
        mask: Boolean tensor [B, T], true at real steps.
        training: Whether dropout is active.

    Returns:
        Tensor [B, T, O] or [B, O]; with `return_state` followed by the list of final
        states of each layer.

    Raises:
        TypeError: If a layer is not recurrent.
        ValueError: If an argument is out of its range, a layer is built or stands in
            the list twice.

    Example:

    >>> stack = keras_seqzoo.layers.Stack.of(
    ...     keras_seqzoo.layers.LSTM(8), 3, connection="residual", return_state=True
    ... )
    >>> outputs, *states = stack(np.zeros((2, 5, 3)))
    >>> outputs, *states = stack(np.zeros((2, 1, 3)), initial_state=states)
    >>> tuple(outputs.shape), len(states)
    ((2, 8), 3)

    Reference: El Hihi & Bengio (1996); Graves (2013), section 2.
    """

    def __init__(
        self,
        layers,
        connection="plain",
        dropout=0.0,
        return_sequences=False,
        return_state=False,
        stateful=False,
        seed=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        check_layers(layers)
        self.supports_masking = True
        self.connection = connection
        self.dropout = fraction("dropout", dropout)
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.stateful = stateful
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.layers = self.members_of(layers)
        self.connections = self.connections_of(connection)

    @classmethod
    def of(cls, layer, depth, connection="plain", **kwargs):
        """Makes a stack of `depth` layers like `layer`, each with its own weights."""
        if not isinstance(depth, int) or depth < 1:
            raise ValueError(
                f"`depth` must be a positive integer. Received: depth={depth!r}"
            )
        names = [f"{layer.name}_{k}" for k in range(1, depth + 1)]
        return cls([member(layer, name=name) for name in names], connection, **kwargs)

    def members_of(self, layers):
        options = {"return_state": self.return_state, "stateful": self.stateful}
        *below, top = layers
        return [
            *(member(layer, return_sequences=True, **options) for layer in below),
            member(top, return_sequences=self.return_sequences, **options),
        ]

    def connections_of(self, connection):
        check_connection(connection, self.layers[-1])
        return [
            CONNECTIONS[connection](dtype=self.dtype_policy, name=f"{connection}_{k}")
            for k in range(1, len(self.layers) + 1)
        ]

    def build(self, sequences_shape, initial_state_shape=None):
        for layer, connection, shape in self.levels(sequences_shape):
            layer.build(shape)
            connection.build(shape, output_shape(layer, shape))

    def levels(self, shape):
        """Yields each layer, its connection and the shape [B, T, D] of its inputs."""
        for layer, connection in zip(self.layers, self.connections, strict=True):
            yield layer, connection, shape
            width = connection.width(shape[-1], output_shape(layer, shape)[-1])
            shape = (*shape[:-1], width)

    def call(self, sequences, initial_state=None, mask=None, training=False):
        mask = mask if mask is None else ops.cast(mask, "bool")
        x, states = sequences, []
        for k, start in enumerate(starts(initial_state, len(self.layers))):
            dropped = self.drop(x, training) if k else x
            outputs, *final = self.run(k, dropped, start, mask, training)
            x = self.join(k, x, outputs, mask)
            states.append(final)
        x = ops.cast(x, self.compute_dtype)
        return (x, *self.cast_states(states)) if self.return_state else x

    def drop(self, x, training):
        if not training or not self.dropout:
            return x
        return sequence_dropout(x, self.dropout, self.seed_generator)

    def run(self, k, x, start, mask, training):
        """Outputs of a layer in the order of time, then its final states."""
        layer = self.layers[k]
        given = layer(x, initial_state=start, mask=mask, training=training)
        outputs, *states = given if self.return_state else [given]
        return in_order(outputs, layer), *states

    def join(self, k, inputs, outputs, mask):
        if k == len(self.layers) - 1:
            inputs = inputs_beside(outputs, inputs, self.layers[k], mask)
        return self.connections[k](inputs, outputs)

    def cast_states(self, states):
        return tree.map_structure(lambda s: ops.cast(s, self.compute_dtype), states)

    def reset_state(self):
        """Sets the states of a stateful stack back to the start states."""
        for layer in self.layers:
            layer.reset_state()

    def compute_output_shape(self, sequences_shape, initial_state_shape=None):
        *_, (top, connection, shape) = levels = list(self.levels(sequences_shape))
        outputs = output_shape(top, shape)
        outputs = (*outputs[:-1], connection.width(shape[-1], outputs[-1]))
        if not self.return_state:
            return outputs
        return outputs, *(state_shapes(layer, shape) for layer, _, shape in levels)

    def compute_mask(self, sequences, mask=None):
        """The mask of the inputs, where the outputs are a sequence."""
        return mask if self.return_sequences else None

    def get_config(self):
        names = ("connection", "dropout", "return_sequences", "return_state")
        return {
            **super().get_config(),
            **{name: getattr(self, name) for name in (*names, "stateful", "seed")},
            "layers": [keras.saving.serialize_keras_object(x) for x in self.layers],
        }
