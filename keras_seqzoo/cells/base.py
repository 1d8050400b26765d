"""The contract that every recurrent cell of the package keeps."""

import keras
from keras import ops

from keras_seqzoo.cells.config import Settings
from keras_seqzoo.cells.initial import widened
from keras_seqzoo.cells.start import START_STATES, start_states

ROLES = ("initializer", "regularizer", "constraint")


class RecurrentCell(Settings, keras.layers.Layer):
    r"""One step of a recurrence, split so that the same equations run three ways.

    $$y_t, s_t = \mathrm{step}(\mathrm{project}(x_t), s_{t-1})$$

    A subclass gives the equations of one time step and nothing about time:

    * `project(inputs, training)`: all that does not look at the state, for any number
      of axes between batch and features. Randomness is drawn here and nowhere else.
    * `recur(states)`: what is linear in the state.
    * `combine(gates_x, gates_h, states)`: the rest; deterministic.

    `step` joins the last two; a cell whose step does not split overrides `step`.

    Under `keras.layers.RNN`, which calls the cell once a step, a mask is drawn once a
    step; under `keras_seqzoo.layers.RNN` once a sequence.

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
        self.store(locals(), RecurrentCell)
        self.check_positive("units")
        self.check_fraction("dropout")
        self.check_choice("start_state", START_STATES)
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.state_size = [self.units]
        self.output_size = self.units

    def build(self, input_shape):
        self.build_kernels(input_shape[-1])
        self.build_start_state()
        self.built = True

    def build_kernels(self, features):
        """Adds `kernel` [D, G·U] and `bias` [G·U]."""
        width = self.num_gates * self.units
        self.kernel = self.add_matrix("kernel", (features, width))
        self.bias = self.add_bias((width,))

    def add_bias(self, shape):
        """Adds `bias`, or returns `None` if the cell has none."""
        return (
            self.add_matrix("bias", shape, "bias", self.bias_start())
            if self.use_bias
            else None
        )

    def bias_start(self):
        """Returns the initializer of the bias."""
        return self.bias_initializer

    def add_matrix(self, name, shape, role="kernel", initializer=None):
        """Adds a weight whose initializer, regularizer and constraint go by its role."""
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
        """Returns what the step needs of the inputs: [B, ..., D] -> [B, ..., G·U]."""
        gates_x = ops.matmul(self.drop_inputs(inputs, training), self.kernel)
        return gates_x if self.bias is None else ops.add(gates_x, self.bias)

    def drop_inputs(self, inputs, training):
        """Dropout with one mask for all steps of a sequence."""
        if not training or not self.dropout:
            return inputs
        batch, *between, features = ops.shape(inputs)
        return keras.random.dropout(
            inputs,
            self.dropout,
            noise_shape=(batch, *(1 for _ in between), features),
            seed=self.seed_generator,
        )

    def recur(self, states):
        """Returns what is linear in the state, [B, G·U]."""
        raise NotImplementedError(f"{type(self).__name__} must define recur or step.")

    def combine(self, gates_x, gates_h, states):
        """Returns `(output, new_states)` from both parts of the gates and the state."""
        raise NotImplementedError(f"{type(self).__name__} must define combine or step.")

    def step(self, gates_x, states):
        """One time step after `project`: `(output [B, O], new_states)`."""
        return self.combine(gates_x, self.recur(states), states)

    def call(self, inputs, states, training=False):
        return self.step(self.project(inputs, training), states)
