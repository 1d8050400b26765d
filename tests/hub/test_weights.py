import h5py
import keras
import numpy as np
import pytest
from networks import dense, tagger

from keras_seqzoo.hub import load_weights, save_weights
from keras_seqzoo.hub.weights import count_parameters


def arrays(path):
    """`{path: array}` of an HDF5 file, read with h5py alone."""
    found = {}
    with h5py.File(path) as file:
        file.visititems(
            lambda name, item: (
                found.update({name: item[()]})
                if isinstance(item, h5py.Dataset)
                else None
            )
        )
    return found


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.weights.h5"


def test_a_fresh_network_gets_the_weights_rounded_to_float16(path):
    source, target = tagger(), tagger()
    save_weights(source, path)
    load_weights(target, path)
    for mine, theirs in zip(source.weights, target.weights, strict=True):
        rounded = np.asarray(mine).astype(np.float16).astype(np.float32)
        np.testing.assert_array_equal(np.asarray(theirs), rounded)


def test_float32_is_exact(path):
    source, target = tagger(), tagger()
    save_weights(source, path, dtype="float32")
    load_weights(target, path)
    for mine, theirs in zip(source.get_weights(), target.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_keras_itself_reads_the_file(path):
    source, target = tagger(), tagger()
    save_weights(source, path, dtype="float32")
    target.load_weights(path)
    for mine, theirs in zip(source.get_weights(), target.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_file_of_keras_itself_is_read(path):
    source, target = tagger(), tagger()
    source.save_weights(path)
    load_weights(target, path)
    for mine, theirs in zip(source.get_weights(), target.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_weight_that_keras_leaves_out_is_named(path, monkeypatch):
    save_weights(dense(), path)
    monkeypatch.setattr(
        keras.layers.Dense,
        "load_own_variables",
        lambda self, store: self.bias.assign(store["1"]),
    )
    with pytest.raises(ValueError, match="did not set the weights 'dense.*/kernel'"):
        load_weights(dense(), path)


def test_optimizer_and_metrics_are_left_out(path):
    network = dense()
    network.compile("adam", "mse", metrics=["mae"])
    network.fit(np.ones((2, 2)), np.ones((2, 3)), verbose=0)
    save_weights(network, path)
    assert sorted(arrays(path)) == ["layers/dense/vars/0", "layers/dense/vars/1"]
    load_weights(dense(), path)


def test_a_compiled_network_is_loaded_too(path):
    source, target = dense(), dense()
    save_weights(source, path, dtype="float32")
    target.compile("adam", "mse")
    load_weights(target, path)
    np.testing.assert_array_equal(source.get_weights()[0], target.get_weights()[0])


def test_stored_types_and_compression(path):
    save_weights(tagger(units=40), path)
    assert {array.dtype.name for array in arrays(path).values()} == {"float16"}
    with h5py.File(path) as file:
        kernel = file["layers/bidirectional/forward_layer/cell/vars/1"]
        assert kernel.compression == "gzip"


def test_an_array_beyond_float16_stays_float32(path):
    network = dense()
    kernel = np.array([[1.0, 2.0, 70_000.0], [0.0, -1.0, 3.0]], np.float32)
    network.set_weights([kernel, np.ones(3, np.float32)])
    save_weights(network, path)
    stored = arrays(path)
    assert stored["layers/dense/vars/0"].dtype == np.float32
    assert stored["layers/dense/vars/1"].dtype == np.float16
    fresh = dense()
    load_weights(fresh, path)
    np.testing.assert_array_equal(fresh.get_weights()[0], kernel)


def test_the_largest_float16_is_not_lost(path):
    network = dense()
    network.set_weights([np.full((2, 3), 65504.0), np.zeros(3)])
    save_weights(network, path)
    fresh = dense()
    load_weights(fresh, path)
    assert (fresh.get_weights()[0] == 65504).all()


def test_a_value_that_would_round_to_infinity_is_not_lost(path):
    network = dense()
    network.set_weights([np.full((2, 3), 65519.0), np.zeros(3)])
    save_weights(network, path)
    fresh = dense()
    load_weights(fresh, path)
    assert (fresh.get_weights()[0] == 65519).all()


def test_the_same_weights_give_the_same_bytes(tmp_path):
    files = [tmp_path / "a.weights.h5", tmp_path / "b.weights.h5"]
    first, second = tagger(), tagger()
    second.set_weights(first.get_weights())
    for network, file in zip((first, second), files, strict=True):
        save_weights(network, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_float16_file_is_about_half_of_float32(tmp_path):
    network = dense(300, 200)
    save_weights(network, tmp_path / "half.weights.h5")
    save_weights(network, tmp_path / "full.weights.h5", dtype="float32")
    sizes = [
        (tmp_path / f"{name}.weights.h5").stat().st_size for name in ("half", "full")
    ]
    assert sizes[0] < 0.65 * sizes[1]


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_weights_that_are_not_finite_are_not_written(path, bad):
    path.write_bytes(b"old")
    network = dense()
    network.set_weights([np.full((2, 3), bad), np.zeros(3)])
    with pytest.raises(ValueError, match="layers/dense/vars/0.*not finite"):
        save_weights(network, path)
    assert path.read_bytes() == b"old"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


class Subclassed(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(2)

    def call(self, inputs):
        return self.inner(inputs)


def test_a_model_whose_weights_keras_could_skip_is_refused(path):
    with pytest.raises(TypeError, match="functional"):
        save_weights(Subclassed(), path)
    save_weights(dense(), path)
    with pytest.raises(TypeError, match="functional"):
        load_weights(Subclassed(), path)


def test_arguments_are_checked(tmp_path):
    with pytest.raises(ValueError, match="`dtype` must be one of"):
        save_weights(dense(), tmp_path / "a.weights.h5", dtype="bfloat16")
    with pytest.raises(ValueError, match=r"end in '.weights.h5'"):
        save_weights(dense(), tmp_path / "a.h5")
    with pytest.raises(ValueError, match=r"end in '.weights.h5'"):
        load_weights(dense(), tmp_path / "model.keras")
    with pytest.raises(ValueError, match="There is no file of weights"):
        load_weights(dense(), tmp_path / "a.weights.h5")


def test_count_parameters():
    assert count_parameters(dense(3, 2)) == 2 * 3 + 3
