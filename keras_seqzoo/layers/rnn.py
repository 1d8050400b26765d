"""Any recurrent cell over a sequence."""

import keras
from keras import tree

from keras_seqzoo.cells import RecurrentCell
from keras_seqzoo.layers.checks import (
    check_cell,
    check_mask,
    check_states,
    check_use_cudnn,
)
from keras_seqzoo.recurrence import choice, run_cell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class RNN(keras.layers.RNN):
    r"""Runs a recurrent cell over a sequence; a drop-in for `keras.layers.RNN`.

    $$y_t, s_t = \mathrm{cell}(x_t, s_{t-1}), \qquad t = 1 \dots T$$

    A cell of this package runs with its input product hoisted out of the loop; any
    other cell, and `unroll=True`, runs by a loop of whole steps: Keras's own, or on JAX
    one of this package. `path` tells which one ran.

    Args:
        cell: A recurrent cell, or a list of cells to be stacked.
        return_sequences: Whether to return all outputs or the last one.
        return_state: Whether to return the final states too.
        go_backwards: Whether to run from the last step to the first; the outputs are
            then in that order.
        stateful: Whether a batch starts from the final states of the one before.
        unroll: Whether to unroll the loop.
        zero_output_for_mask: Whether the output of a masked step is zero or the output
            of the step before it.
        use_cudnn: `"auto"`; `False` for a path without cuDNN on a GPU; `True` for an
            error where cuDNN does not run.
        recurrence: `"auto"` or `"loop"`, which forces the loop of whole steps.
        checkpoint_every: Steps between two states that are kept for the gradient, a
            positive integer or `"sqrt"`; what lies between is computed again, so that
            memory grows like the square root of T. `None` keeps all states.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        sequences: Tensor [B, T, D].
        initial_state: List of start states [B, n], by default the cell's.
        mask: Boolean tensor [B, T], true at real steps.
        training: Whether dropout is active.

    Returns:
        Tensor [B, T, O] or [B, O]; with `return_state` followed by the final states.

    Raises:
        TypeError: If the cell is a layer.
        ValueError: If `recurrence`, `use_cudnn` or `checkpoint_every` is unknown or
            cannot be had for the cell, there are no steps, or the mask or the start
            states do not fit.

    Example:

    >>> layer = keras_seqzoo.layers.RNN(keras_seqzoo.cells.LSTMCell(8))
    >>> layer(np.zeros((2, 5, 3))).shape
    TensorShape([2, 8])
    """

    def __init__(
        self,
        cell,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        zero_output_for_mask=False,
        use_cudnn="auto",
        recurrence="auto",
        checkpoint_every=None,
        **kwargs,
    ):
        check_cell(cell)
        super().__init__(
            cell,
            return_sequences=return_sequences,
            return_state=return_state,
            go_backwards=go_backwards,
            stateful=stateful,
            unroll=unroll,
            zero_output_for_mask=zero_output_for_mask,
            **kwargs,
        )
        if recurrence not in ("auto", "loop"):
            raise ValueError(
                "`recurrence` must be 'auto' or 'loop'. "
                f"Received: recurrence={recurrence!r}"
            )
        if use_cudnn not in ("auto", True, False):
            raise ValueError(
                "`use_cudnn` must be 'auto', True or False. "
                f"Received: use_cudnn={use_cudnn!r}"
            )
        if isinstance(self.cell, RecurrentCell):
            self.input_spec = keras.layers.InputSpec(ndim=3)
        self.use_cudnn = use_cudnn
        self.recurrence = recurrence
        self.checkpoint_every = checkpoint_every
        self.check_checkpoints()
        self.supports_jit = self.path != "cudnn"
        run_cell.runner(self.path)

    def check_checkpoints(self):
        every = self.checkpoint_every
        if every is None:
            return
        whole = isinstance(every, int) and not isinstance(every, bool)
        if every != "sqrt" and not (whole and every > 0):
            raise ValueError(
                "`checkpoint_every` must be a positive integer, 'sqrt' or None. "
                f"Received: checkpoint_every={every!r}"
            )
        if self.path == "loop":
            raise ValueError(
                "`checkpoint_every` needs a cell of keras_seqzoo.cells, "
                "`recurrence='auto'` and `unroll=False`. Received: "
                f"cell={self.cell}, recurrence={self.recurrence!r}, "
                f"unroll={self.unroll}"
            )

    @property
    def path(self):
        """How this layer runs its cell; see `keras_seqzoo.recurrence.choice.path`."""
        return choice.path(
            self.cell,
            self.unroll,
            self.recurrence,
            self.compute_dtype,
            choice.device(),
            self.use_cudnn,
        )

    def call(self, sequences, initial_state=None, mask=None, training=False):
        if sequences.shape[1] == 0:
            raise ValueError(
                "The sequences must have at least one step; pad them to one and mask "
                f"it. Received: sequences of shape {tuple(sequences.shape)}"
            )
        check_use_cudnn(self.use_cudnn, self.path)
        check_mask(mask, sequences)
        check_states(initial_state, self.cell)
        return super().call(sequences, initial_state, mask, training)

    def inner_loop(self, sequences, initial_state, mask, training=False):
        if self.path == "loop" and run_cell.keras_loops(self.cell):
            return super().inner_loop(sequences, initial_state, mask, training)
        options = {
            "mask": mask,
            "training": training,
            "reverse": self.go_backwards,
            "zero": self.zero_output_for_mask,
        }
        if self.checkpoint_every is None:
            return run_cell.run(
                self.cell, sequences, initial_state, path=self.path, **options
            )
        return run_cell.run_checkpointed(
            self.cell,
            sequences,
            initial_state,
            every=self.checkpoint_every,
            sequences=self.return_sequences,
            **options,
        )

    def reset_state(self):
        """Sets the states of a stateful layer back to the cell's start state."""
        if self.states is None:
            return
        variables = tree.flatten(self.states)
        starts = tree.flatten(self.get_initial_state(variables[0].shape[0]))
        for variable, start in zip(variables, starts, strict=True):
            variable.assign(start)

    def get_config(self):
        own = ("use_cudnn", "recurrence", "checkpoint_every")
        return super().get_config() | {name: getattr(self, name) for name in own}
