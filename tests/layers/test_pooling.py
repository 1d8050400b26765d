"""Pooling over time against NumPy over the real steps of each row."""

import keras
import numpy as np
import pytest
from compare import close, same
from crf_cases import MASKS, emissions_of
from function_gradients import gradients
from keras import ops

from keras_seqzoo.layers.pooling import (
    AttentionPooling,
    LastPooling,
    MaxPooling,
    MeanPooling,
)

POOLINGS = {
    "max": (MaxPooling, lambda rows: rows.max(0)),
    "mean": (MeanPooling, lambda rows: rows.mean(0)),
    "last": (LastPooling, lambda rows: rows[-1]),
}
every_class = pytest.mark.parametrize(
    "cls", [MaxPooling, MeanPooling, LastPooling, AttentionPooling]
)
every_mask = pytest.mark.parametrize("mask", MASKS)


def by_row(pool, x, mask):
    """`pool` over the real steps of each row, zeros where there are none."""
    zeros = np.zeros(x.shape[-1])
    return [
        pool(row[keep]) if keep.any() else zeros
        for row, keep in zip(x, mask, strict=True)
    ]


@every_mask
@pytest.mark.parametrize("name", POOLINGS)
def test_pooling_looks_at_the_real_steps(name, mask):
    cls, pool = POOLINGS[name]
    x, mask = emissions_of(), MASKS[mask]
    close(cls()(x, mask=mask), by_row(pool, x, mask), rtol=1e-6)


@every_mask
@pytest.mark.parametrize("units", [None, 5])
def test_attention_weighs_the_real_steps(units, mask):
    x, mask = emissions_of(), MASKS[mask]
    layer = AttentionPooling(units)
    layer.build((None, None, 3))
    rng = np.random.default_rng(1)
    kernel, bias, query = (rng.normal(size=w.shape) for w in layer.weights)
    layer.set_weights([kernel, bias, query])

    def pool(rows):
        scores = np.exp(np.tanh(rows @ kernel + bias) @ query)
        return (scores / scores.sum() * rows).sum(0)

    close(layer(x, mask=mask), by_row(pool, x, mask), rtol=1e-5)


@every_class
def test_no_mask_means_all_steps_are_real(cls):
    layer, x = cls(), emissions_of()
    same(layer(x), layer(x, mask=MASKS["none"]))


@every_class
@every_mask
def test_padding_gets_no_gradient_and_may_hold_anything(cls, mask):
    layer, mask = cls(), MASKS[mask]
    x = np.where(mask[:, :, None], emissions_of(), np.nan).astype("float32")
    layer.build(x.shape)
    (gradient,) = gradients(lambda x: ops.sum(layer(x, mask=mask)), x)
    assert np.isfinite(ops.convert_to_numpy(layer(x, mask=mask))).all()
    assert np.isfinite(gradient).all()
    assert not gradient[~mask].any()
    assert gradient[mask].any()


@every_class
@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_mixed_precision(cls, policy):
    layer = cls(dtype=policy)
    x, mask = emissions_of(), MASKS["empty"]
    found = layer(x, mask=mask)
    assert keras.backend.standardize_dtype(found.dtype) == policy.removeprefix("mixed_")
    plain = cls()
    plain.build(x.shape)
    plain.set_weights(layer.get_weights())
    close(ops.cast(found, "float32"), plain(x, mask=mask), atol=0.02)


@every_class
def test_a_saved_model_pools_the_same(cls, tmp_path):
    x, mask = keras.Input((None, 3)), keras.Input((None,), dtype="bool")
    model = keras.Model((x, mask), cls(name="pool")(x, mask=mask))
    assert model.output_shape == (None, 3)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    inputs = (emissions_of(), MASKS["holes"])
    same(model.predict(inputs, verbose=0), loaded.predict(inputs, verbose=0))


def test_attention_keeps_its_configuration():
    layer = AttentionPooling(7, kernel_initializer="he_normal")
    again = AttentionPooling.from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
    assert again.units == 7


def test_units_must_be_positive():
    with pytest.raises(ValueError, match="Received: units=0"):
        AttentionPooling(0)
