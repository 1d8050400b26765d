"""The hand-written backward pass against the backend's own, with dropout drawn."""

import keras
import numpy as np
import pytest
from cell_table import CELLS, UNITS, randomize
from keras import tree

from keras_seqzoo import cells, layers
from keras_seqzoo.recurrence.hoisted import drawn, projected, time_major
from keras_seqzoo.recurrence.plain import plain_unroll

tf = pytest.importorskip("tensorflow", reason="the backward pass is TensorFlow's")
pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="the backward pass is TensorFlow's"
)
LINEAR = [name for name, make in CELLS.items() if hasattr(make(), "coefficients")]
STEPWISE = [name for name in CELLS if name not in LINEAR]


def results(run, cell, x, mask, reverse):
    """Outputs, final states and all gradients; `project` draws the same masks anew."""
    keras.utils.set_random_seed(3)
    for layer in cell._flatten_layers():
        if hasattr(layer, "seed_generator"):
            layer.seed_generator.state.assign([5, 0])
    states = [tf.ones_like(s) * 0.3 for s in cell.get_initial_state(x.shape[0])]
    weights = [w.value for w in cell.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch([x, *states])
        gates = tree.map_structure(time_major, cell.project(x, training=True))
        outputs, final = run(cell, gates, drawn, states, mask, reverse)
        if mask is not None:
            outputs = tf.where(mask, outputs, tf.zeros_like(outputs))
        loss = sum(tf.reduce_sum(tf.cos(0.7 + y)) for y in (outputs, *final))
    gradients = tape.gradient(
        loss, [x, *states, *weights], unconnected_gradients="zero"
    )
    return [outputs, *final, *gradients]


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("name", STEPWISE)
def test_equals_the_gradient_of_the_loop(name, masked, reverse, monkeypatch):
    """In float64, and with matrices cut by columns, as large ones are."""
    from keras_seqzoo.recurrence import products
    from keras_seqzoo.recurrence.through_time import unroll, unroll_to_train

    monkeypatch.setattr(products, "SPLIT_FROM", 0)
    x = tf.random.stateless_normal((2, 5, UNITS), (1, 2), dtype="float64")
    cell = CELLS[name](dtype="float64")
    cell.build(x.shape)
    randomize(cell)
    mask = tf.constant([[1, 1, 0, 1, 0], [0, 1, 1, 0, 0]]) > 0
    mask = time_major(mask[..., None]) if masked else None
    plain = results(plain_unroll, cell, x, mask, reverse)
    for fast in (unroll, unroll_to_train):
        found = results(fast, cell, x, mask, reverse)
        for a, b in zip(found, plain, strict=True):
            assert a.dtype == "float64"
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("steps", [1, 5, 7])
@pytest.mark.parametrize("name", ["LSTM", "GRU before", "LayerNormLSTM", "SimpleRNN"])
def test_what_is_kept_is_that_of_its_step(name, steps, reverse):
    """With gates that are computed in the loop, of sizes that are not known before."""
    from keras_seqzoo.recurrence.through_time import unroll_to_train

    cell = CELLS[name](dtype="float64")
    cell.build((2, steps, UNITS))
    randomize(cell)
    x = tf.random.stateless_normal((steps, 2, UNITS), (1, 2), dtype="float64")

    def gradients(run, x):
        states = cell.get_initial_state(tf.shape(x)[1])
        weights = [w.value for w in cell.trainable_weights]
        with tf.GradientTape() as tape:
            tape.watch(x)
            outputs, final = run(cell, x, projected, states, None, reverse)
            loss = tf.reduce_sum(tf.cos(outputs)) + tf.reduce_sum(final[-1])
        return tape.gradient(loss, [x, *weights], unconnected_gradients="zero")

    unknown = tf.TensorSpec((None, None, UNITS), "float64")
    fast = tf.function(lambda x: gradients(unroll_to_train, x), (unknown,))
    eager = gradients(unroll_to_train, x)
    for *found, expected in zip(
        fast(x), eager, gradients(plain_unroll, x), strict=True
    ):
        for values in found:
            np.testing.assert_allclose(values, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("training", "expected"), [(True, 1), (False, 2)])
def test_a_step_backward_of_a_training_has_one_product(training, expected):
    """That of the forward pass is not computed again."""
    layer = layers.LSTM(4)
    layer.build((2, 5, 3))

    @tf.function
    def gradient(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(layer(x, training=training))
        return tape.gradient(loss, [w.value for w in layer.trainable_weights])

    graph = gradient.get_concrete_function(tf.TensorSpec((2, 5, 3))).graph
    loops = [graph._get_function(name).graph for name in graph._functions]
    backward = next(loop for loop in loops if loop.name.startswith("while_body"))
    found = [op.type for op in backward.get_operations()]
    assert found.count("MatMul") == expected


@pytest.mark.parametrize("way", ["unroll", "unroll_to_train"])
@pytest.mark.parametrize("name", ["LSTM", "GRU after", "LayerNormLSTM", "WeightDrop"])
def test_under_xla(name, way):
    from keras_seqzoo.recurrence import through_time

    x = tf.random.stateless_normal((2, 4, UNITS), (1, 2))
    cell = CELLS[name]()
    cell.build(x.shape)
    randomize(cell)
    gates = tree.map_structure(time_major, cell.project(x))
    states = cell.get_initial_state(2)

    def gradients(run):
        with tf.GradientTape() as tape:
            outputs, final = run(cell, gates, drawn, states, None, False)
            loss = tf.reduce_sum(tf.cos(outputs)) + tf.reduce_sum(final[-1])
        weights = [w.value for w in cell.trainable_weights]
        return tape.gradient(loss, weights, unconnected_gradients="zero")

    unroll = getattr(through_time, way)
    compiled = tf.function(lambda: gradients(unroll), jit_compile=True)()
    for a, b in zip(compiled, gradients(plain_unroll), strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-4, atol=2e-6)


class DeepCell(cells.RecurrentCell):
    """A cell of a user's own, whose weights lie in a layer."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.state_size, self.output_size = [units], units
        self.dense = keras.layers.Dense(units, activation="tanh")

    def build(self, input_shape):
        self.dense.build((None, input_shape[-1] + self.output_size))
        self.built = True

    def project(self, inputs, training=False):
        return inputs

    def step(self, gates_x, states, products=None):
        h = self.dense(tf.concat([gates_x, states[0]], axis=-1))
        return h, [h]

    def get_initial_state(self, batch_size=None):
        return [tf.zeros((batch_size, self.output_size))]


def test_a_cell_with_weights_out_of_reach():
    x = tf.random.stateless_normal((2, 5, 3), (1, 2))
    layer = layers.RNN(DeepCell(4))
    twin = keras.layers.RNN(DeepCell(4))
    values = []
    for candidate in (layer, twin):
        candidate.build(x.shape)
        candidate.set_weights(layer.get_weights())
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.cos(candidate(x)))
        weights = [w.value for w in candidate.trainable_weights]
        values.append([loss, *tape.gradient(loss, weights)])
    for a, b in zip(*values, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def test_its_states_cannot_be_computed_again():
    layer = layers.RNN(DeepCell(4), checkpoint_every=2)
    with pytest.raises(ValueError, match="checkpoint_every"):
        layer(tf.zeros((2, 5, 3)))
