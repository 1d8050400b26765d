"""Training by a strategy does what training on one device does."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from keras_seqzoo.training.data_parallel import (
    DataParallel,
    OneDevice,
    make_strategy,
    replicas,
    weight,
)


def network():
    keras.utils.set_random_seed(1)
    inputs = keras.Input((3,))
    hidden = keras.layers.Flatten()(keras.layers.Embedding(4, 2)(inputs))
    return keras.Model(inputs, keras.layers.Dense(2)(hidden))


def optimizer():
    return keras.optimizers.AdamW(
        0.1, weight_decay=0.01, global_clipnorm=0.1, use_ema=True
    )


def test_a_strategy_of_one_device_learns_the_same():
    random = np.random.default_rng(1)
    x, y = random.integers(4, size=(8, 3)), random.normal(size=(8, 2))
    plain, shared = network(), network()
    loss = keras.losses.MeanSquaredError()
    one = OneDevice(plain, optimizer(), loss, jit_compile=False)
    strategy = tf.distribute.MirroredStrategy(["CPU:0"])
    many = DataParallel(shared, optimizer, loss, strategy)
    assert replicas(strategy) == 1
    for _ in range(3):
        assert many.train(x, y) == pytest.approx(one.train(x, y), rel=1e-5)
    many.share()
    for a, b in zip(plain.get_weights(), shared.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4)


def test_unknown_strategies_are_refused():
    assert make_strategy(None) is None
    with pytest.raises(ValueError, match="mirrored, multi_worker.*'tpu'"):
        make_strategy("tpu")


@pytest.mark.parametrize("rows, count", [(8, 2), (5, 2), (7, 3), (2, 3), (1, 4)])
def test_every_row_of_a_batch_counts_the_same(rows, count):
    weights = [weight(rows, replica, count) / count for replica in range(count)]
    counted = np.zeros(rows)
    for replica, share in enumerate(weights):
        own = range(replica % min(rows, count), rows, count)
        counted[list(own)] += share / len(own)
    np.testing.assert_allclose(counted, 1 / rows)


def test_a_name_in_place_of_a_strategy_is_refused():
    with pytest.raises(TypeError, match="make_strategy.*Received: 'mirrored'"):
        replicas("mirrored")
