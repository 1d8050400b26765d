"""The language model over words."""

import keras
import numpy as np
import pytest
from backend_marks import needs_tensorflow
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.models import Task
from keras_seqzoo.models.pieces import pieces
from keras_seqzoo.models.word_lm import WordLM
from keras_seqzoo.models.word_lm_text import WordText
from keras_seqzoo.text import Vocabulary

TEXT = "the cat sat on the mat\nthe rat sat on the <unk>\n" * 30


@pytest.fixture(scope="module")
def lm():
    lm = WordLM.from_text(TEXT, units=6, embedding_dim=4, num_layers=2)
    rng = np.random.default_rng(0)
    lm.network.set_weights([rng.normal(size=w.shape) for w in lm.network.get_weights()])
    return lm


def test_words_and_the_ends_of_lines_come_back():
    text = WordText.learn(TEXT)
    ids = text.encode("the cat sat\nthe dog")
    assert ids.tolist()[3] == text.end_id and ids.tolist()[-1] == 1
    assert "".join(pieces(text, ids)) == "the cat sat\nthe <unk>"
    assert "".join(pieces(text, ids[1:2], "the")) == " cat"


@given(st.lists(st.lists(st.sampled_from("a bc def".split()), min_size=1), max_size=5))
def test_sentences_come_back(lines):
    text = "".join(" ".join(line) + "\n" for line in lines)
    preprocessor = WordText.learn("a bc def")
    assert "".join(pieces(preprocessor, preprocessor.encode(text))) == text
    np.testing.assert_array_equal(
        preprocessor.encode_documents(text.splitlines()), preprocessor.encode(text)
    )


def test_rare_words_are_unknown():
    assert WordText.learn("a a b", min_count=2).encode("a b").tolist() == [3, 1]


@pytest.mark.parametrize("items", [["a"], ["<eos>", "a b"], ["<eos>", "<unk>"]])
def test_a_vocabulary_must_be_of_words(items):
    with pytest.raises(ValueError, match="`vocabulary` must hold words"):
        WordText(Vocabulary(items))


def test_a_sentence_ends_where_the_model_says_so(lm):
    texts = lm.generate([""] * 20, 30, seed=0)
    assert any(len(text.split()) < 30 for text in texts)
    assert "<eos>" not in "".join(texts) and "\n" not in "".join(texts)


def test_the_unknown_word_is_written_when_it_is_asked_for(lm):
    assert "<unk>" not in "".join(lm.generate([""] * 20, 30, seed=0))
    assert "<unk>" in "".join(lm.generate([""] * 20, 30, seed=0, unknown=True))


def test_a_text_of_a_list_is_the_one_that_is_written_alone(lm):
    """Stop strings see the spaces between words, whatever the prompt ends with."""
    for prompt in ("", "the cat", "the cat\n"):
        for stop in (" cat", "cat sat", "\n", "the", "ca", "cat ", "at s"):
            options = {"length": 12, "stop": stop, "seed": 1, "unknown": True}
            alone = lm.generate(prompt, **options)
            assert lm.generate([prompt, "mat"], **options)[0] == alone
            assert stop not in alone[:-1]


def test_words_that_are_allowed_may_stand_in_one_string(lm):
    options = {"length": 15, "seed": 3}
    listed = lm.generate("the cat", allowed=["mat", "rat"], **options)
    assert lm.generate("the cat", allowed="mat rat", **options) == listed


def test_the_size_of_the_vocabulary_is_that_of_the_text():
    with pytest.raises(ValueError, match="`vocabulary_size` must be that"):
        WordLM.from_text("a b", vocabulary_size=99)


def test_steps_are_the_network(lm):
    ids = lm.preprocessor.context("the cat sat on\nthe rat")
    state, logits = lm.start(), []
    for token in ids:
        values, state = lm.step([token], state)
        logits.append(values[0])
    whole, *last = lm.network.predict_on_batch([ids[None], *lm.start()])
    np.testing.assert_allclose(logits, whole[0], atol=1e-5)
    for stepped, expected in zip(state, last, strict=True):
        np.testing.assert_allclose(stepped, expected, atol=1e-5)


def test_nothing_is_traced_anew_for_other_lengths_and_temperatures():
    lm = WordLM.from_text(TEXT, units=6, embedding_dim=4, num_layers=1)
    lm.generate("the cat", 3)
    before = lm.session.num_traces
    assert before == {"tensorflow": 1, "jax": 1, "torch": 0}[keras.backend.backend()]
    for length, temperature in ((3, 0.5), (9, 1.0), (4, 0)):
        lm.generate("the", length, temperature=temperature, seed=0)
    assert lm.session.num_traces == before


def test_the_surprise_shows_words_that_are_unknown(lm):
    assert lm.surprise("the  bird\ncat").tokens == ("the", " bird", "\n", "cat")


def test_sentences_or_a_file_may_be_learnt(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("a b\nb c\n", encoding="utf-8")
    expected = WordText.learn("a b\nb c\n")
    for source in (path, str(path), ["a b", "b c"]):
        assert WordLM.from_text(source, units=2).preprocessor == expected


def test_a_list_of_words_may_be_all_that_is_allowed(lm):
    text = lm.generate("the cat", 15, seed=3, allowed=["mat", "rat"])
    assert set(text.split()) <= {"mat", "rat"}


def test_evaluate_gives_the_perplexity_of_the_carried_pass(lm):
    scores = lm.evaluate(TEXT, num_windows=2, length=20)
    ids = lm.preprocessor.encode(TEXT)
    expected = np.exp(-np.mean(lm.score(TEXT)[1:]))
    assert scores["perplexity"] == pytest.approx(expected, rel=0.05)
    assert scores["unknown_share"] == pytest.approx(np.mean(ids == 1))


def test_the_surprise_has_a_number_for_each_word(lm):
    shown = lm.surprise("the cat\nthe")
    assert shown.tokens == ("the", " cat", "\n", "the")
    np.testing.assert_allclose(
        shown.values, -lm.score("the cat\nthe") / np.log(2), rtol=1e-6
    )


def test_the_softmax_is_the_embedding(lm):
    shape = (lm.config.vocabulary_size, lm.config.embedding_dim)
    assert [tuple(w.shape) for w in lm.network.weights].count(shape) == 1


@needs_tensorflow
def test_fit_learns_and_a_preset_gives_back_the_model(tmp_path):
    keras.utils.set_random_seed(0)
    lm = WordLM.from_text(TEXT, units=24, embedding_dim=16, num_layers=1)
    lm.fit(
        TEXT * 4, TEXT, verbose=0, epochs=3, batch_size=8, sequence_length=16,
        learning_rate=0.03, warmup_steps=5, dev_windows=4, dev_length=20,
    )  # fmt: skip
    assert lm.evaluate(TEXT, num_windows=4, length=20)["perplexity"] < 4
    loaded = Task.from_preset(lm.save_to_preset(tmp_path / "word_lm_awd.cats"))
    assert isinstance(loaded, WordLM) and loaded.preprocessor == lm.preprocessor
    np.testing.assert_allclose(loaded.score("the cat"), lm.score("the cat"), atol=0.05)


def test_the_outputs_of_the_last_lstm_are_regularized():
    """Before their dropout, by both factors; without factors nothing is added."""
    off = ("word_dropout", "input_dropout", "hidden_dropout", "weight_dropout")
    options = {"units": 6, "embedding_dim": 4, "num_layers": 2, "output_dropout": 0.5}
    factors = {"activation_regularization": 2, "temporal_activation_regularization": 3}
    plain = WordLM.from_text(TEXT, **options, **dict.fromkeys(off, 0.0))
    lm = WordLM.from_text(TEXT, **options, **dict.fromkeys(off, 0.0), **factors)
    network, tokens = lm.network, np.array([[2, 3, 4, 5], [5, 4, 3, 2]], np.int32)
    states = [np.zeros((2, x.shape[-1]), np.float32) for x in network.inputs[1:]]
    outputs = network.get_layer("lstm_1").output[0]
    h = keras.Model(network.inputs, outputs).predict_on_batch([tokens, *states])
    for model in (plain.network, network):
        model([tokens, *states], training=True)
    size, change = np.mean(h**2), np.mean(np.diff(h, axis=1) ** 2)
    assert plain.network.losses == []
    (loss,) = network.losses
    loss = keras.ops.convert_to_numpy(loss)
    assert loss == pytest.approx(2 * size + 3 * change, rel=1e-4)
