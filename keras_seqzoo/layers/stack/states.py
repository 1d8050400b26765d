"""What goes into the layers of a stack as states, and what comes out, as shapes."""


def starts(initial_state, depth):
    """The start states of each layer, `None` where a layer chooses its own."""
    if initial_state is None:
        return [None] * depth
    if len(initial_state) != depth:
        raise ValueError(
            f"`initial_state` must be a list of {depth} lists of tensors, one for each "
            f"layer. Received: a list of {len(initial_state)}"
        )
    return initial_state


def output_shape(layer, shape):
    """The shape of the outputs of a layer, [B, T, U] or [B, U]."""
    shapes = layer.compute_output_shape(shape)
    return tuple(shapes[0] if layer.return_state else shapes)


def state_shapes(layer, shape):
    """The shapes of the final states of a layer, a list of [B, n]."""
    return list(layer.compute_output_shape(shape)[1:])
