"""The compiled step against gradients of a twin made of Keras's own layers."""

import keras
import numpy as np
import pytest
from backend_marks import ON_TENSORFLOW, needs_tensorflow

from keras_seqzoo.layers import ActivationRegularization
from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig, build_char_lm_lstm
from keras_seqzoo.training.truncated_backpropagation import compile_training_step

CONFIG = CharLMLSTMConfig(
    vocabulary_size=7, embedding_dim=3, units=4, num_layers=2, dropout=0.0
)
RNG = np.random.default_rng(2)
INPUTS = RNG.integers(0, 7, size=(3, 6)).astype(np.int32)
TARGETS = RNG.integers(0, 7, size=(3, 6)).astype(np.int32)
KEEP = np.float32([[1], [0], [1]])
STATES = [RNG.normal(size=(3, 4)).astype(np.float32) for _ in range(4)]


def twin():
    """The same network of Keras's own layers, weights in the same order."""
    tokens = keras.Input((None,), dtype="int32")
    states = [keras.Input((4,)) for _ in range(4)]
    x, new = keras.layers.Embedding(7, 3)(tokens), []
    for n in (0, 2):
        layer = keras.layers.LSTM(4, return_sequences=True, return_state=True)
        x, h, c = layer(x, initial_state=states[n : n + 2])
        new += [h, c]
    logits = keras.layers.Dense(7)(x)
    return keras.Model([tokens, *states], [logits, *new])


def twin_step(network, states):
    """Loss, gradients and states of the twin."""
    import tensorflow as tf

    with tf.GradientTape() as tape:
        logits, *states = network([INPUTS, *states])
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(TARGETS, logits)
        loss = tf.reduce_mean(losses)
    gradients = tape.gradient(loss, network.trainable_variables)
    gradients = [tf.convert_to_tensor(gradient).numpy() for gradient in gradients]
    return float(loss), gradients, states


@needs_tensorflow
@pytest.mark.parametrize("clip_norm", [1e-3, 1e3])
def test_one_step_is_clipped_gradient_descent(clip_norm):
    network, other = build_char_lm_lstm(CONFIG), twin()
    other.set_weights(network.get_weights())
    before = network.get_weights()
    optimizer = keras.optimizers.SGD(0.5)
    optimizer.build(network.trainable_variables)
    step = compile_training_step(network, optimizer, clip_norm)

    loss, norm, share, states = step(INPUTS, TARGETS, KEEP, STATES)

    kept = [state * KEEP for state in STATES]
    expected_loss, gradients, expected_states = twin_step(other, kept)
    expected_norm = np.sqrt(sum(np.sum(g.astype(np.float64) ** 2) for g in gradients))
    scale = min(1.0, clip_norm / expected_norm)
    assert float(loss) == pytest.approx(expected_loss, rel=1e-5)
    assert float(norm) == pytest.approx(expected_norm, rel=1e-4)
    for new, old, gradient in zip(
        network.get_weights(), before, gradients, strict=True
    ):
        np.testing.assert_allclose(new, old - 0.5 * scale * gradient, atol=1e-6)
    for state, expected in zip(states, expected_states, strict=True):
        np.testing.assert_allclose(state, expected, atol=1e-5)


def regularized(factors):
    """Embedding and softmax of 7 tokens, the activations between them regularized."""
    tokens, state = keras.Input((None,), dtype="int32"), keras.Input((4,))
    x = keras.layers.Embedding(7, 3)(tokens)
    x = ActivationRegularization(*factors)(x)
    outputs = [keras.layers.Dense(7)(x), keras.layers.Identity()(state)]
    return keras.Model([tokens, state], outputs)


@needs_tensorflow
def test_the_losses_of_layers_are_part_of_the_gradient_alone():
    """By the equations: what a factor adds to the gradient of the embeddings."""
    steps = {}
    network = regularized((0.0, 0.0))
    weights = network.get_weights()
    for factors in ((0.0, 0.0), (2.0, 3.0)):
        network = regularized(factors)
        network.set_weights(weights)
        optimizer = keras.optimizers.SGD(1.0)
        optimizer.build(network.trainable_variables)
        loss, *_ = compile_training_step(network, optimizer, 1e9)(
            INPUTS, TARGETS, KEEP, STATES[:1]
        )
        steps[factors] = float(loss), network.get_weights()[0]
    x = weights[0][INPUTS].astype("float64")
    change = np.diff(x, axis=1)
    gradient = 4 * x / x.size
    gradient[:, 1:] += 6 * change / change.size
    gradient[:, :-1] -= 6 * change / change.size
    expected = np.zeros((7, 3))
    np.add.at(expected, INPUTS, gradient)
    (plain, without), (same, added) = steps.values()
    assert same == pytest.approx(plain, rel=1e-6)
    np.testing.assert_allclose(without - added, expected, atol=1e-6)


@needs_tensorflow
def test_one_trace_serves_every_length():
    network = build_char_lm_lstm(CONFIG)
    optimizer = keras.optimizers.SGD(0.1)
    optimizer.build(network.trainable_variables)
    step = compile_training_step(network, optimizer, 1.0)
    for length in (6, 4, 2):
        step(INPUTS[:, :length], TARGETS[:, :length], KEEP, STATES)
    assert step.experimental_get_tracing_count() == 1


@pytest.mark.skipif(ON_TENSORFLOW, reason="the error is that of the other backends")
def test_other_backends_name_the_one_that_is_needed():
    with pytest.raises(RuntimeError, match="set KERAS_BACKEND=tensorflow"):
        compile_training_step(build_char_lm_lstm(CONFIG), None, 1.0)
