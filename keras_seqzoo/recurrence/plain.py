"""The loop of steps, differentiated by the backend."""

from keras_seqzoo.recurrence.masks import keep
from keras_seqzoo.recurrence.scan import scan


def plain_unroll(cell, source, project, states, mask, reverse):
    """Outputs [T, B, O] and final states; time is the first axis."""
    gates_x = project(cell, source)

    def body(states, x):
        gates, step_mask = x if mask is not None else (x, None)
        output, new_states = cell.step(gates, states)
        return keep(step_mask, new_states, states), output

    xs = gates_x if mask is None else (gates_x, mask)
    states, outputs = scan(body, list(states), xs, reverse)
    return outputs, states
