"""The language model as a user meets it: texts scored, models trained and kept."""

import math

import keras
import numpy as np
import pytest
from char_lm_cases import SMALL, TEXT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keras_seqzoo.generation.samplers import softmax
from keras_seqzoo.models import Task
from keras_seqzoo.models.char_lm import CharLM
from keras_seqzoo.models.char_lm_text import END, CharacterText
from keras_seqzoo.training import evaluation
from keras_seqzoo.training.evaluation import perplexity, running_log_probabilities


def naive_scores(lm, text):
    """log p of each character by steps of the compiled session in float64."""
    ids = [lm.preprocessor.start_id, *lm.preprocessor.encode(text)]
    state, scores = lm.start(), []
    for now, following in zip(ids, ids[1:], strict=False):
        logits, state = lm.step(np.array([now]), state)
        scores.append(math.log(softmax(logits[0])[following]))
    return scores


def test_the_size_of_the_vocabulary_is_that_of_the_text():
    assert (
        CharLM.from_text("abc", vocabulary_size=5, **SMALL).config.vocabulary_size == 5
    )
    with pytest.raises(ValueError, match="`vocabulary_size` must be"):
        CharLM.from_text("abc", vocabulary_size=6, **SMALL)


def test_the_surprise_of_a_text_is_its_score_in_bits(lm):
    shown = lm.surprise("the cat\n")
    assert "".join(shown.tokens) == "the cat\n"
    np.testing.assert_allclose(
        shown.values, -lm.score("the cat\n") / np.log(2), rtol=1e-6
    )


def test_an_activation_is_a_unit_of_the_network(lm):
    ids = lm.preprocessor.context("the cat")
    _, *states = lm.network.predict_on_batch([ids[None], *lm.start()])
    place = lm.state_names().index("c_1")
    shown = lm.activation("the cat", "c_1", 3)
    assert shown.signed and len(shown.values) == 7
    assert shown.values[-1] == pytest.approx(states[place][0, 3], abs=1e-5)


@pytest.mark.parametrize("state, unit", [("c_9", 0), ("c_1", 12), ("c_1", -1)])
def test_an_activation_needs_a_unit_that_is_there(lm, state, unit):
    with pytest.raises(ValueError, match="`state`|`unit`"):
        lm.activation("the", state, unit)


def test_score_gives_each_character_its_probability(lm):
    text = "the mat\n\u4f60 sat"
    np.testing.assert_allclose(lm.score(text), naive_scores(lm, text), atol=1e-4)


def test_score_of_nothing_is_empty(lm):
    assert lm.score("").shape == (0,)


def test_the_probabilities_of_the_first_character_sum_to_one(lm):
    known_and_unknown = sum(math.exp(lm.score(c)[0]) for c in [*set(TEXT), "\u4f60"])
    logits, _ = lm.step(np.array([lm.preprocessor.start_id]), lm.start())
    padding = softmax(logits[0])[0]
    assert known_and_unknown + padding == pytest.approx(1, abs=1e-5)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60))
def test_any_text_has_finite_scores(lm, text):
    scores = lm.score(text)
    assert scores.shape == (len(text),)
    assert np.isfinite(scores).all() and (scores <= 0).all()


def test_documents_are_scored_from_the_start_of_each(document_lm):
    documents = ["ab", "b", "", "abba"] * 20
    scores = document_lm.evaluate(documents, num_windows=2, length=9)
    parts = [document_lm.preprocessor.encode_documents([x]) for x in documents]
    total = 0.0
    for ids in parts:
        inputs = np.insert(ids, 0, document_lm.preprocessor.start_id)
        total += running_log_probabilities(document_lm.network, inputs).sum()
    mean = -total / sum(map(len, parts))
    assert scores["nats_per_char_documents"] == pytest.approx(mean, abs=1e-5)
    assert document_lm.evaluate("\n".join(documents), 2, 9) == scores


def test_a_model_of_running_text_takes_no_documents(lm):
    with pytest.raises(ValueError, match="one of running text"):
        lm.evaluate(["the", "cat"])


def test_evaluate_reads_a_text_or_a_file(lm, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    expected = lm.evaluate(TEXT, num_windows=8, length=30)
    assert lm.evaluate(path, num_windows=8, length=30) == expected
    assert lm.evaluate(str(path), num_windows=8, length=30) == expected
    assert expected["unknown_share"] == 0


@pytest.mark.parametrize("text", ["the cat " * 100, "the\0cat\n" * 99])
def test_a_text_is_never_taken_for_a_file_that_is_not_there(lm, text):
    assert lm.evaluate(text, num_windows=2, length=9)["nats_per_char"] > 0


def test_a_line_ends_at_line_breaks_alone(document_lm):
    assert document_lm.documents("a\x0cb\n\x85\n\nb\n") == ["a\x0cb", "\x85", "", "b"]


@pytest.mark.parametrize("source", [None, 3, b"the", [1, 2], ["a", None]])
def test_a_text_must_be_a_text(lm, source):
    for use in (lm.evaluate, CharLM.from_text, lambda x: lm.fit(x, x)):
        with pytest.raises(TypeError, match="must be a str, the path of a file"):
            use(source)


def test_a_path_of_no_file_is_told(lm, tmp_path):
    for use in (lm.evaluate, CharLM.from_text, lambda x: lm.fit(x, x)):
        with pytest.raises(ValueError, match="There is no file"):
            use(str(tmp_path / "trian.txt"))


@pytest.mark.parametrize("text", ["", []])
def test_there_must_be_something_to_learn(text):
    with pytest.raises(ValueError, match="must hold something to learn"):
        CharLM.from_text(text)


def test_long_documents_are_scored_in_blocks(document_lm, monkeypatch):
    documents = ["ab" * 40, "b", "abba" * 9]
    whole = document_lm.evaluate(documents, 2, 9)["nats_per_char_documents"]
    monkeypatch.setattr(evaluation, "MOST_LOGITS", 1)
    blocks = document_lm.evaluate(documents, 2, 9)["nats_per_char_documents"]
    assert blocks == pytest.approx(whole, abs=1e-5)


def test_the_surprise_shows_characters_that_are_unknown(lm):
    assert "".join(lm.surprise("caf\xe9 \u4f60").tokens) == "caf\xe9 \u4f60"


def test_weights_that_are_no_numbers_are_told(lm):
    weights = lm.network.get_weights()
    try:
        lm.network.set_weights([np.full(w.shape, np.nan) for w in weights])
        for use in (lm.score, lm.surprise, lm.generate, lm.beam_search):
            with pytest.raises(ValueError, match="broken weights"):
                use("the")
    finally:
        lm.network.set_weights(weights)


@pytest.mark.parametrize(
    "name, value", [("num_windows", 0), ("length", 1.5), ("seed", -1)]
)
def test_evaluate_names_a_wrong_argument(lm, name, value):
    with pytest.raises(ValueError, match=f"`{name}` must be an integer"):
        lm.evaluate(TEXT, **{"num_windows": 2, "length": 9, name: value})


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


def test_the_perplexity_of_a_hopeless_model_is_infinite():
    assert perplexity(800.0) == math.inf
    assert perplexity(math.log(5)) == pytest.approx(5)


@pytest.mark.parametrize("architecture", ["ner_bilstm_crf", "word_lm_awd"])
def test_an_architecture_of_another_task_is_refused(architecture):
    with pytest.raises(ValueError, match="is an architecture of|`config`|must be"):
        CharLM.from_text("abc", architecture)


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


def test_evaluate_counts_unknown_characters(lm):
    scores = lm.evaluate("the \u4f60\u597d!" * 20, num_windows=4, length=20)
    assert scores["unknown_share"] == pytest.approx(3 / 7)


def test_evaluate_refuses_a_text_shorter_than_a_window(lm):
    with pytest.raises(ValueError, match="more than `length` = 256 tokens"):
        lm.evaluate("short\n")


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="training needs TensorFlow"
)
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


def test_a_preset_gives_back_the_model(lm, tmp_path):
    folder = lm.save_to_preset(tmp_path / "char_lm_lstm.cats", licence="Apache-2.0")
    loaded = Task.from_preset(str(folder))
    assert isinstance(loaded, CharLM)
    assert loaded.config == lm.config and loaded.preprocessor == lm.preprocessor
    np.testing.assert_allclose(loaded.score("the cat"), lm.score("the cat"), atol=0.05)


@given(st.text(max_size=40))
def test_characters_that_were_learnt_come_back(text):
    preprocessor = CharacterText.learn(text)
    assert preprocessor.decode(preprocessor.encode(text)) == text


@given(st.text(max_size=20))
def test_a_preprocessor_is_saved_with_any_characters(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("preprocessor")
    CharacterText.learn(text).save(folder)
    assert CharacterText.load(folder) == CharacterText.learn(text)


def test_a_vocabulary_of_words_is_refused():
    from keras_seqzoo.text import Vocabulary

    assert CharacterText(Vocabulary([END, "a"])).has_end
    with pytest.raises(ValueError, match="single characters"):
        CharacterText(Vocabulary(["word"]))
