"""The contract that every recurrent cell of the package keeps."""

from functools import partial

import keras
from keras import ops

from keras_seqzoo.cells.config import Settings


class RecurrentCell(Settings, keras.layers.Layer):
    r"""One step of a recurrence, split so that the same equations run three ways.

    $$y_t, s_t = \mathrm{step}(\mathrm{project}(x_t), s_{t-1})$$

    A subclass gives the equations of one time step and nothing about time:

    * `project(inputs, training)`: all that does not look at the state, for any number
      of axes between batch and features: `[B, ..., D]` -> a tensor, or a nest of
      tensors, `[B, ..., n]`. Randomness is drawn here and nowhere else; `draws` says
      whether there is any, and without it the batch need not be the first axis.
    * `matrices(gates_x)`: the matrices by which the step multiplies what depends on
      the state, by name; they hold for a whole sequence. A vector stands for a
      diagonal matrix.
    * `recur(states, products)`: what is linear in the state; `products` has, for each
      name of `matrices`, the function that multiplies by it.
    * `combine(gates_x, gates_h, states, products)`: the rest; deterministic.
    * `get_initial_state(batch_size)`: a list of tensors `[B, n]`, one for each of
      `state_size`.

    `column_parts` names matrices whose product the step also takes as a list of that
    many equal parts of its columns, so that a sequence may be run without joining them.

    `step` joins `recur` and `combine`; a cell that does not split overrides `step`.

    Under `keras.layers.RNN`, which calls the cell once a step, a mask is drawn once a
    step; under `keras_seqzoo.layers.RNN` once a sequence.
    """

    column_parts: dict[str, int] = {}

    def project(self, inputs, training=False):
        """Returns what the step needs of the inputs."""
        raise NotImplementedError(f"{type(self).__name__} must define project.")

    def draws(self, training):
        """Whether `project` draws random numbers."""
        return False

    def matrices(self, gates_x):
        """Returns the matrices of a sequence; `gates_x` of any of its steps."""
        return {}

    def recur(self, states, products):
        """Returns what is linear in the state, [B, G·U]."""
        raise NotImplementedError(f"{type(self).__name__} must define recur or step.")

    def combine(self, gates_x, gates_h, states, products):
        """Returns `(output, new_states)` from both parts of the gates and the state."""
        raise NotImplementedError(f"{type(self).__name__} must define combine or step.")

    def step(self, gates_x, states, products=None):
        """One time step after `project`: `(output [B, O], new_states)`."""
        if products is None:
            products = plain_products(self.matrices(gates_x))
        gates_h = self.recur(states, products)
        return self.combine(gates_x, gates_h, states, products)

    def call(self, inputs, states, training=False):
        return self.step(self.project(inputs, training), states)


def plain_products(matrices):
    """Returns, for each matrix, the function that multiplies by it."""
    return {name: partial(multiply, matrix) for name, matrix in matrices.items()}


def multiply(matrix, x):
    """Returns x [B, n] times a matrix [n, m], or a vector [n] for a diagonal one."""
    return x * matrix if len(matrix.shape) == 1 else ops.matmul(x, matrix)
