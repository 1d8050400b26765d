"""Cells that see their inputs through one matrix."""

import keras
from keras import ops

from keras_seqzoo.cells.base import RecurrentCell
from keras_seqzoo.cells.initial import widened
from keras_seqzoo.cells.masks import sequence_dropout
from keras_seqzoo.cells.start import START_STATES, start_states
from keras_seqzoo.cells.sums import plus

ROLES = ("initializer", "regularizer", "constraint")


class KernelCell(RecurrentCell):
    r"""A cell that sees the inputs as $W x_t + b$, all gates in one product.

    Args:
        units: Number of units, a positive integer.
        use_bias: Whether the gates have a bias.
        kernel_initializer: Initializer of `kernel`.
        bias_initializer: Initializer of `bias`.
        kernel_regularizer: Regularizer of `kernel`.
        bias_regularizer: Regularizer of `bias`.
        kernel_constraint: Constraint on `kernel`.
        bias_constraint: Constraint on `bias`.
        dropout: Fraction of the inputs to drop, one mask for a whole sequence.
        start_state: `"zeros"`, `"random"` (normal, drawn anew for each sequence) or
            `"learned"` (one trainable vector for each state).
        seed: Seed of the masks and of the random start state.
        **kwargs: Arguments of `keras.layers.Layer`.

    Raises:
        ValueError: If an argument is out of its range.
    """

    num_gates = 1

    def __init__(
        self,
        units,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        bias_regularizer=None,
        kernel_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        start_state="zeros",
        seed=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.store(locals(), KernelCell)
        self.check_positive("units")
        self.check_fraction("dropout")
        self.check_choice("start_state", START_STATES)
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.state_size = [self.units]
        self.output_size = self.units

    @property
    def width(self):
        """Number of columns of the kernels, all gates together."""
        return self.num_gates * self.units

    def build(self, input_shape):
        self.build_kernels(input_shape[-1])
        self.build_start_state()
        self.built = True

    def build_kernels(self, features):
        """Adds `kernel` [D, G·U] and `bias` [G·U]."""
        self.kernel = self.add_matrix("kernel", (features, self.width))
        self.bias = self.add_bias((self.width,))

    def add_bias(self, shape):
        """Adds `bias`, or returns `None` if the cell has none."""
        if not self.use_bias:
            return None
        return self.add_matrix("bias", shape, "bias", self.bias_start())

    def bias_start(self):
        """Returns the initializer of the bias."""
        return self.bias_initializer

    def add_matrix(self, name, shape, role="kernel", initializer=None):
        """Adds a weight whose initializer, regularizer, constraint go by its role."""
        by_role = {kind: getattr(self, f"{role}_{kind}") for kind in ROLES}
        by_role["initializer"] = widened(initializer or by_role["initializer"])
        return self.add_weight(name=name, shape=shape, **by_role)

    def build_start_state(self):
        if self.start_state == "learned":
            self.start_weights = [
                self.add_weight(name=f"start_{i}", shape=(n,), initializer="zeros")
                for i, n in enumerate(self.state_size)
            ]

    def get_initial_state(self, batch_size=None):
        """Returns the start state, a list of tensors [B, n], one for each state."""
        return start_states[self.start_state](self, batch_size)

    def project(self, inputs, training=False):
        """Returns $W x_t + b$ of every gate: [B, ..., D] -> [B, ..., G·U]."""
        return self.gates(self.drop_inputs(inputs, training))

    def draws(self, training):
        return bool(training and self.dropout)

    def gates(self, inputs):
        """Returns what the gates need of inputs after dropout."""
        return plus(ops.matmul(inputs, self.kernel), self.bias)

    def drop_inputs(self, inputs, training):
        """Dropout with one mask for all steps of a sequence."""
        if not self.draws(training):
            return inputs
        return sequence_dropout(inputs, self.dropout, self.seed_generator)
