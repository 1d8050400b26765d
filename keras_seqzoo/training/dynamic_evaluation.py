"""Dynamic evaluation: a model that goes on learning from the text it is scored on."""

import keras
import numpy as np

from keras_seqzoo.generation.states import zero_state
from keras_seqzoo.number_checks import check_integer, check_number
from keras_seqzoo.training.truncated_backpropagation import compile_training_step

CLIP_NORM = 1.0


def dynamic_loss(network, ids, learning_rate=0.05, segment_length=20):
    r"""Mean loss of one pass in which each segment is scored, then learnt.

    $$\theta_{k+1} = \theta_k - \eta\, \nabla_\theta \mathcal{L}_k(\theta_k)$$

    The state is carried over, dropout is off, the gradient of a segment has a norm of
    at most 1. The weights of the network are put back at the end.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        ids: Integer array [N] of at least two tokens.
        learning_rate: η, positive.
        segment_length: Number of tokens of a segment.

    Returns:
        Nats a token, a float.

    Raises:
        ValueError: If an argument is out of its range.
        RuntimeError: If Keras does not run on TensorFlow.

    Reference: Mikolov et al. (2010), section 2.2; Krause et al. (2018).
    """
    check(ids, learning_rate, segment_length)
    optimizer = keras.optimizers.SGD(learning_rate)
    optimizer.build(network.trainable_variables)
    step = compile_training_step(network, optimizer, CLIP_NORM, training=False)
    weights = network.get_weights()
    try:
        return mean_loss(step, np.asarray(ids, np.int32), segment_length, network)
    finally:
        network.set_weights(weights)


def mean_loss(step, ids, segment_length, network):
    states, keep, total = zero_state(network, 1), np.ones((1, 1), np.float32), 0.0
    for first in range(0, len(ids) - 1, segment_length):
        segment = ids[None, first : first + segment_length + 1]
        inputs, targets = segment[:, :-1], segment[:, 1:]
        loss, _, _, states = step(inputs, targets, keep, states)
        total += float(loss) * targets.size
    return total / (len(ids) - 1)


def check(ids, learning_rate, segment_length):
    if len(ids) < 2:
        raise ValueError(
            f"The text must have at least two tokens. Received: {len(ids)}"
        )
    check_number("learning_rate", learning_rate, low=0, low_allowed=False)
    check_integer("segment_length", segment_length, low=1)
