"""The language model as a user meets it."""

import math
import tracemalloc
from itertools import islice

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keras_seqzoo.generation import read_context
from keras_seqzoo.generation.samplers import softmax
from keras_seqzoo.models import Task
from keras_seqzoo.models.char_lm import CharLM
from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig
from keras_seqzoo.models.char_lm_text import END, CharacterText
from keras_seqzoo.training.evaluation import running_log_probabilities

TEXT = "the cat sat on the mat.\nthe rat sat on the cat.\n" * 20
SMALL = {"embedding_dim": 4, "units": 12, "num_layers": 2}


def with_random_weights(lm):
    rng = np.random.default_rng(0)
    lm.network.set_weights([rng.normal(size=w.shape) for w in lm.network.get_weights()])
    return lm


@pytest.fixture(scope="module")
def lm():
    return with_random_weights(CharLM.from_text(TEXT, **SMALL))


@pytest.fixture(scope="module")
def document_lm():
    preprocessor = CharacterText.learn_documents(["ab", "ba"])
    config = CharLMLSTMConfig(vocabulary_size=5, **SMALL)
    return with_random_weights(CharLM("char_lm_lstm", config, preprocessor))


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


def test_generate_writes_the_given_number_of_known_characters(lm):
    text = lm.generate("the", length=50, seed=1)
    assert len(text) == 50
    assert set(text) <= set(TEXT)


def test_a_text_of_a_list_is_the_one_that_is_written_alone(lm):
    prompts = ["the", "", "a rat\n", "the"]
    texts = lm.generate(prompts, 40, seed=4, stop="t.", top_p=0.9)
    assert texts[0] == lm.generate("the", 40, seed=4, stop="t.", top_p=0.9)
    assert texts[3] != texts[0]
    assert texts[:2] == lm.generate(prompts[:2], 40, seed=4, stop="t.", top_p=0.9)


def test_ten_thousand_prompts_are_answered(lm):
    texts = lm.generate(["the", "a cat"] * 5000, 2, temperature=0)
    assert len(texts) == 10_000 and set(map(len, texts)) == {2}


@pytest.mark.parametrize("length, expected", [(0, ["", ""]), (3, None)])
def test_a_list_of_any_length_is_written(lm, length, expected):
    texts = lm.generate(["", "the"], length, seed=0)
    assert [len(text) for text in texts] == [length] * 2
    assert expected in (None, texts)
    assert lm.generate([], length) == []


def test_only_what_is_allowed_is_written(lm):
    assert set(lm.generate("the", 60, seed=0, allowed="cat")) <= set("cat")
    with pytest.raises(ValueError, match="`allowed` must hold something"):
        lm.generate("the", 60, allowed="\u4f60")


def test_a_narrow_beam_is_greedy_and_a_wide_one_no_worse(lm):
    ((greedy, score),) = lm.beam_search("the", 12, width=1)
    assert greedy == lm.generate("the", 12, temperature=0)
    best, better = lm.beam_search("the", 12, width=6)[0]
    assert len(best) == 12 and better >= score - 1e-6


def test_a_stop_string_that_never_comes_leaves_the_length(lm):
    assert len(lm.generate("the", 30, seed=0, stop="\u4f60\u597d")) == 30


def test_top_k_over_the_vocabulary_is_no_limit(lm):
    assert lm.generate("a", 30, seed=2, top_k=10_000) == lm.generate("a", 30, seed=2)


def test_generation_can_be_left_and_taken_up(lm):
    """Ctrl-C in a generation leaves the model as it was."""
    stream = lm.stream("the", seed=5)
    begun = [next(stream) for _ in range(5)]
    with pytest.raises(KeyboardInterrupt):
        stream.throw(KeyboardInterrupt)
    assert "".join(begun) == lm.generate("the", 30, seed=5)[:5]


def test_nothing_is_traced_anew_for_other_lengths_and_temperatures(lm):
    lm.step([2], lm.start())
    before = lm.session.num_traces
    for length, temperature in ((3, 0.5), (9, 1.0), (4, 0)):
        lm.generate("the", length, temperature=temperature)
        lm.step([2], lm.start())
    assert lm.session.num_traces == before


def test_a_long_generation_keeps_nothing_but_its_state(lm):
    stream = lm.stream("", seed=0)
    tracemalloc.start()
    sum(1 for _ in islice(stream, 500))
    early = tracemalloc.get_traced_memory()[0]
    sum(1 for _ in islice(stream, 3000))
    late = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert late < early + 50_000


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


def test_the_same_seed_writes_the_same_text(lm):
    assert lm.generate("the", 80, seed=1) == lm.generate("the", 80, seed=1)
    assert lm.generate("the", 80, seed=1) != lm.generate("the", 80, seed=2)


def test_stream_is_generate_one_character_at_a_time(lm):
    characters = list(islice(lm.stream("the ", seed=4), 30))
    assert all(len(character) == 1 for character in characters)
    assert "".join(characters) == lm.generate("the ", 30, seed=4)


def test_temperature_zero_follows_the_most_probable_character(lm):
    ids = lm.preprocessor.context("the cat")
    logits, state = read_context(lm.network, lm.session, ids, lm.start())
    for character in lm.generate("the cat", 20, temperature=0):
        known = logits[0, 2:]
        (token,) = lm.preprocessor.encode(character)
        assert known[token - 2] == pytest.approx(known.max(), abs=1e-4)
        logits, state = lm.step([token], state)


def test_the_network_and_numpy_write_the_same(lm):
    ids = lm.preprocessor.context("the cat")
    fast, _ = read_context(lm.network, lm.steps(), ids, lm.start())
    plain, _ = read_context(lm.network, lm.session, ids, lm.start())
    np.testing.assert_allclose(fast, plain, atol=1e-5)


def test_a_generation_ends_after_a_stop_string(lm):
    text = lm.generate("", 500, seed=0, stop=["t", "h"])
    assert text[-1] in "th" and not set(text[:-1]) & set("th")


@pytest.mark.parametrize(
    "options",
    [{"top_k": 1}, {"top_p": 1e-9}, {"temperature": 1e-6}, {"temperature": 1e-320}],
)
def test_narrow_choices_are_greedy(lm, options):
    greedy = lm.generate("the", 20, temperature=0)
    assert lm.generate("the", 20, seed=1, **options) == greedy


def test_a_penalty_changes_the_text(lm):
    plain = lm.generate("the", 40, temperature=0)
    assert lm.generate("the", 40, temperature=0, repetition_penalty=5.0) != plain


@pytest.mark.parametrize(
    "prompt", ["", "\0", "\u4f60\u597d", "the \U0001f600 cat", "\n"]
)
def test_any_prompt_is_answered(lm, prompt):
    assert len(lm.generate(prompt, 10, seed=0)) == 10


def test_a_prompt_of_many_chunks_is_read_as_a_whole(lm):
    prompt = (TEXT * 3)[:2500]
    ids = lm.preprocessor.context(prompt)
    state = lm.start()
    steps = lm.steps()
    for token in ids:
        logits, state = steps.step(np.array([token]), state)
    chunked, _ = read_context(lm.network, lm.steps(), ids, lm.start())
    np.testing.assert_allclose(chunked, logits, atol=1e-4)


def test_a_long_prompt_is_answered(lm):
    assert len(lm.generate("the cat. " * 2_000, 5, seed=0)) == 5


@pytest.mark.parametrize(
    "options, name",
    [
        ({"temperature": -1}, "temperature"),
        ({"temperature": float("nan")}, "temperature"),
        ({"temperature": float("inf")}, "temperature"),
        ({"top_k": 0}, "top_k"),
        ({"seed": -1}, "seed"),
        ({"seed": 0.5}, "seed"),
        ({"top_p": 1.5}, "top_p"),
        ({"typical": -0.5}, "typical"),
        ({"repetition_penalty": 0.1}, "repetition_penalty"),
        ({"length": -5}, "length"),
        ({"length": 2.5}, "length"),
        ({"length": None}, "length"),
        ({"stop": ""}, "stop"),
        ({"stop": [""]}, "stop"),
    ],
)
def test_wrong_options_are_named(lm, options, name):
    with pytest.raises(ValueError, match=f"`{name}`"):
        lm.generate("a", **{"length": 5, **options})


@pytest.mark.parametrize("prompt", [None, 3, b"the"])
def test_a_prompt_must_be_a_string(lm, prompt):
    with pytest.raises(TypeError, match="str"):
        lm.generate(prompt)


@pytest.mark.parametrize("token", [-1, 10_000])
def test_a_token_must_be_in_the_vocabulary(lm, token):
    with pytest.raises(ValueError, match="`tokens` must be in"):
        lm.step(np.array([token]), lm.start())


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


def test_evaluate_counts_unknown_characters(lm):
    scores = lm.evaluate("the \u4f60\u597d!" * 20, num_windows=4, length=20)
    assert scores["unknown_share"] == pytest.approx(3 / 7)


def test_evaluate_refuses_a_text_shorter_than_a_window(lm):
    with pytest.raises(ValueError, match="more than 256 characters"):
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


def test_a_document_ends_where_its_model_says_so(document_lm):
    texts = [document_lm.generate("", 200, seed=seed) for seed in range(10)]
    assert any(len(text) < 200 for text in texts)
    assert set("".join(texts)) <= set("ab")
    assert document_lm.preprocessor.start_id == document_lm.preprocessor.end_id == 2


@given(st.text(max_size=40))
def test_characters_that_were_learnt_come_back(text):
    preprocessor = CharacterText.learn(text)
    assert preprocessor.decode(preprocessor.encode(text)) == text


@given(st.text(max_size=20))
def test_a_preprocessor_is_saved_with_any_characters(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("preprocessor")
    CharacterText.learn(text).save(folder)
    assert CharacterText.load(folder) == CharacterText.learn(text)


def test_rare_characters_can_be_left_unknown():
    preprocessor = CharacterText.learn("aab", min_count=2)
    assert preprocessor.encode("ab").tolist() == [2, 1]


def test_a_vocabulary_of_words_is_refused():
    from keras_seqzoo.text import Vocabulary

    assert CharacterText(Vocabulary([END, "a"])).has_end
    with pytest.raises(ValueError, match="single characters"):
        CharacterText(Vocabulary(["word"]))
