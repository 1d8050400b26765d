"""The contract that every recurrent cell of the package keeps."""

import keras

from keras_seqzoo.cells.config import Settings


class RecurrentCell(Settings, keras.layers.Layer):
    r"""One step of a recurrence, split so that the same equations run three ways.

    $$y_t, s_t = \mathrm{step}(\mathrm{project}(x_t), s_{t-1})$$

    A subclass gives the equations of one time step and nothing about time:

    * `project(inputs, training)`: all that does not look at the state, for any number
      of axes between batch and features: `[B, ..., D]` -> a tensor, or a nest of
      tensors, `[B, ..., n]`. Randomness is drawn here and nowhere else.
    * `recur(states)`: what is linear in the state.
    * `combine(gates_x, gates_h, states)`: the rest; deterministic.
    * `get_initial_state(batch_size)`: a list of tensors `[B, n]`, one for each of
      `state_size`.

    `step` joins `recur` and `combine`; a cell that does not split overrides `step`.

    `pointwise` says that unit u of a new state looks at unit u of the gates and of the
    states only, apart from `recur`, which is `states[0] @ recurrent_matrix(gates_x)`.

    Under `keras.layers.RNN`, which calls the cell once a step, a mask is drawn once a
    step; under `keras_seqzoo.layers.RNN` once a sequence.
    """

    pointwise = False

    def project(self, inputs, training=False):
        """Returns what the step needs of the inputs."""
        raise NotImplementedError(f"{type(self).__name__} must define project.")

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
