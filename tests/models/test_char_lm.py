"""A language model is made, trained, stepped and kept."""

import keras
import numpy as np
import pytest
from backend_marks import needs_tensorflow
from char_lm_cases import SMALL, TEXT

from keras_seqzoo.models import Task
from keras_seqzoo.models.char_lm import CharLM


def test_the_size_of_the_vocabulary_is_that_of_the_text():
    assert (
        CharLM.from_text("abc", vocabulary_size=5, **SMALL).config.vocabulary_size == 5
    )
    with pytest.raises(ValueError, match="`vocabulary_size` must be"):
        CharLM.from_text("abc", vocabulary_size=6, **SMALL)


def test_an_unknown_setting_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match="`unitz` is no setting.*units"):
        CharLM.from_text("abc", unitz=6)


@pytest.mark.parametrize("text", ["", []])
def test_there_must_be_something_to_learn(text):
    with pytest.raises(ValueError, match="must hold something to learn"):
        CharLM.from_text(text)


@pytest.mark.parametrize("architecture", ["ner_bilstm_crf", "word_lm_awd"])
def test_an_architecture_of_another_task_is_refused(architecture):
    with pytest.raises(ValueError, match="is an architecture of|`config`|must be"):
        CharLM.from_text("abc", architecture)


@pytest.mark.parametrize(
    "name, value",
    [
        ("epoch", 3), ("epochs", 0), ("checkpoint_minutes", "5"), ("sample_length", -1),
        ("learning_rate", float("nan")), ("batch_size", 2.5),
    ],
)  # fmt: skip
def test_fit_names_a_wrong_setting(lm, name, value):
    with pytest.raises(ValueError, match=f"`{name}`"):
        lm.fit(TEXT, TEXT, **{name: value})


@pytest.mark.parametrize("sample_length", [0, 3])
@pytest.mark.parametrize("callbacks", [keras.callbacks.Callback(), ["none"], None])
def test_callbacks_must_be_a_list_of_such(lm, callbacks, sample_length):
    with pytest.raises(TypeError, match="`callbacks` must be a list"):
        lm.fit(TEXT, TEXT, callbacks=callbacks, sample_length=sample_length)


@needs_tensorflow
def test_fit_learns_and_follows_in_generation(tmp_path, capsys):
    lm = CharLM.from_text(TEXT, embedding_dim=8, units=48, num_layers=1, dropout=0.0)
    before = lm.evaluate(TEXT, num_windows=8, length=40)["nats_per_char"]
    history = lm.fit(
        TEXT * 4, TEXT, out=tmp_path, verbose=0, epochs=8, batch_size=8,
        sequence_length=24, learning_rate=0.02, warmup_steps=5,
        dev_windows=8, dev_length=40, clip_value=0.5, sample_length=3,
    )  # fmt: skip
    assert len(capsys.readouterr().out.replace("\n", "")) > 8
    after = lm.evaluate(TEXT, num_windows=8, length=40)["nats_per_char"]
    assert len(history) == 8 and (tmp_path / "checkpoint" / "state.npz").exists()
    assert after < 0.4 < before
    assert lm.generate("the cat", 12, temperature=0).startswith(" sat on the ")
    weights = lm.network.get_weights()
    other = "a dog ran to a log.\n" * 20
    dynamic = lm.evaluate_dynamically(other, learning_rate=0.1, segment_length=10)
    assert dynamic < lm.evaluate(other, num_windows=8)["nats_per_char_carried"]
    for left, right in zip(weights, lm.network.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)


def test_a_state_is_saved_and_restored(lm, tmp_path):
    _, state = lm.step([2], lm.start())
    np.savez(tmp_path / "state.npz", *state)
    with np.load(tmp_path / "state.npz") as file:
        restored = [file[name] for name in file.files]
    expected, _ = lm.step([3], state)
    np.testing.assert_array_equal(lm.step([3], restored)[0], expected)


@pytest.mark.parametrize(
    "tokens, states, name",
    [
        ([2.5], None, "tokens"), ([[2]], None, "tokens"), ([2, 3], None, "tokens"),
        ([2], [], "states"), ([2], 3, "states"),
        ([2], [np.zeros((1, 3))] * 4, "states"),
    ],
)  # fmt: skip
def test_a_step_names_what_does_not_fit(lm, tokens, states, name):
    with pytest.raises(ValueError, match=f"`{name}` must be"):
        lm.step(tokens, lm.start() if states is None else states)


def test_a_preset_gives_back_the_model(lm, tmp_path):
    folder = lm.save_to_preset(tmp_path / "char_lm_lstm.cats", licence="Apache-2.0")
    loaded = Task.from_preset(str(folder))
    assert isinstance(loaded, CharLM)
    assert loaded.config == lm.config and loaded.preprocessor == lm.preprocessor
    np.testing.assert_allclose(loaded.score("the cat"), lm.score("the cat"), atol=0.05)
