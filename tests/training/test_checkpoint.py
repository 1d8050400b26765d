"""Checkpoints: what is written comes back, and never half of it."""

import keras
import numpy as np
import pytest

from keras_seqzoo.training.checkpoint import assign, load_checkpoint, save_checkpoint

GROUPS = {"network": [np.float32([[1, 2], [3, 4]]), np.int64([5])], "states": []}


def test_what_is_saved_is_loaded(tmp_path):
    path = tmp_path / "run" / "state.npz"
    save_checkpoint(path, GROUPS, {"epoch": 3, "best": None, "losses": [0.1, 1 / 3]})
    groups, facts = load_checkpoint(path)
    assert facts == {"epoch": 3, "best": None, "losses": [0.1, 1 / 3]}
    for left, right in zip(groups["network"], GROUPS["network"], strict=True):
        np.testing.assert_array_equal(left, right)
        assert left.dtype == right.dtype


def test_more_than_ten_arrays_keep_their_order(tmp_path):
    save_checkpoint(tmp_path / "c.npz", {"a": [np.array(i) for i in range(120)]}, {})
    groups, _ = load_checkpoint(tmp_path / "c.npz")
    assert [int(value) for value in groups["a"]] == list(range(120))


def test_variables_are_written_by_value(tmp_path):
    variable = keras.Variable(np.float32([1, 2]))
    save_checkpoint(tmp_path / "c.npz", {"v": [variable]}, {})
    variable.assign([0, 0])
    groups, _ = load_checkpoint(tmp_path / "c.npz")
    assign([variable], groups["v"])
    np.testing.assert_array_equal(variable.numpy(), [1, 2])


def test_a_failed_write_leaves_the_old_checkpoint_and_no_litter(tmp_path):
    path = tmp_path / "c.npz"
    save_checkpoint(path, GROUPS, {"epoch": 1})
    with pytest.raises(TypeError):
        save_checkpoint(path, GROUPS, {"epoch": object()})
    assert load_checkpoint(path)[1] == {"epoch": 1}
    assert [p.name for p in tmp_path.iterdir()] == ["c.npz"]


def test_a_damaged_checkpoint_says_what_to_do(tmp_path):
    path = tmp_path / "c.npz"
    save_checkpoint(path, GROUPS, {})
    content = path.read_bytes()
    for damaged in (b"", content[: len(content) // 2], b"no checkpoint"):
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match="Remove it"):
            load_checkpoint(path)


def test_a_missing_checkpoint_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_checkpoint(tmp_path / "none.npz")


def test_pickled_objects_are_refused(tmp_path):
    path = tmp_path / "c.npz"
    np.savez(path, a=np.array([print], dtype=object))
    with pytest.raises(ValueError, match="no readable checkpoint"):
        load_checkpoint(path)


@pytest.mark.parametrize("values", [[], [np.zeros(3)], [np.zeros((1, 2))]])
def test_values_of_another_network_are_refused(values):
    with pytest.raises(ValueError, match="another network or optimizer"):
        assign([keras.Variable(np.zeros(2))], values)
