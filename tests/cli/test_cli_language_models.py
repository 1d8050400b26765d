"""Generate and surprise on a tiny language model."""

import pytest
from cli_input import feed

import keras_seqzoo
from keras_seqzoo.cli.output import visible_lines


def test_generate_is_the_same_for_a_seed(run, run_json, language_model, folder):
    options = ["--length", "20", "--seed", "3", "--temperature", "0.5"]
    options += ["--preset", language_model]
    (answer,) = run_json("generate", "the ", *options)
    model = keras_seqzoo.CharLM.from_preset(folder / "zoo" / language_model)
    text = model.generate("the ", length=20, seed=3, temperature=0.5)
    assert (answer["prompt"], answer["text"]) == ("the ", text)
    assert run("generate", "--prompt", "the ", *options)[1] == f"the {text}\n"


def test_generate_reads_prompts_and_stops(run_json, language_model, monkeypatch):
    feed(monkeypatch, b"the\nfox\n")
    options = ["--temperature", "0", "--preset", language_model]
    answers = run_json("generate", "-", "--length", "9", *options)
    assert [answer["prompt"] for answer in answers] == ["the", "fox"]
    first = answers[0]["text"][0]
    (stopped,) = run_json("generate", "the", "--stop", first, *options)
    assert stopped["text"] == first


def test_lines_are_continued_side_by_side(run, language_model, folder, monkeypatch):
    feed(monkeypatch, b"the\nfox\n\n" * 30)
    options = ["--length", "9", "--seed", "3", "--preset", language_model]
    code, out, _ = run("generate", "-", *options)
    model = keras_seqzoo.CharLM.from_preset(folder / "zoo" / language_model)
    prompts = ["the", "fox", ""] * 30
    texts = model.generate(prompts, 9, seed=3, temperature=0.8)
    both = [prompt + text for prompt, text in zip(prompts, texts, strict=True)]
    assert code == 0 and out == "".join(f"{visible_lines(text)}\n" for text in both)


@pytest.mark.parametrize(
    "wrong", [["--stop", ""], ["--allowed", "\u4f60"], ["--allowed", ""]]
)
@pytest.mark.parametrize("given", [["the"], ["-"], ["the", "--json"]])
def test_a_wrong_option_is_told_before_anything_is_written(
    run, language_model, monkeypatch, wrong, given
):
    feed(monkeypatch, b"the\n")
    code, out, err = run("generate", *given, *wrong, "--preset", language_model)
    assert (code, out) == (2, "") and f"`{wrong[0][2:]}`" in err


def test_prompts_are_numbered(run_json, language_model, folder):
    options = ["--length", "9", "--seed", "3", "--preset", language_model]
    answers = run_json("generate", "the", "the", *options)
    model = keras_seqzoo.CharLM.from_preset(folder / "zoo" / language_model)
    texts = model.generate(["the", "the"], 9, seed=3, temperature=0.8)
    assert [answer["text"] for answer in answers] == texts


def test_a_beam_search(run, run_json, language_model, folder, monkeypatch):
    options = ["--beam", "3", "--length", "9", "--preset", language_model]
    feed(monkeypatch, b"the\n")
    model = keras_seqzoo.CharLM.from_preset(folder / "zoo" / language_model)
    best = model.beam_search("the", 9, width=3)[0][0]
    for prompt in ("the", "-"):
        (answer,) = run_json("generate", prompt, *options)
        assert (answer["prompt"], answer["text"]) == ("the", best)
    code, _, err = run("generate", "the", *options, "--seed", "1")
    assert code == 2 and "--beam and --seed exclude each other" in err


def test_surprise_answers_each_line_at_once(run, run_json, language_model, monkeypatch):
    feed(monkeypatch, b"the\nfox\n")
    answers = run_json("surprise", "--preset", language_model)
    assert ["".join(answer["tokens"]) for answer in answers] == ["the", "fox"]
    assert answers[0]["unit"] == "bits" and len(answers[0]["values"]) == 3
    state = ["--state", "c_1", "--unit", "2", "--preset", language_model]
    (unit,) = run_json("surprise", "the", *state)
    assert all(-9 < value < 9 for value in unit["values"])
    feed(monkeypatch, b"the\nbad \xff\n")
    code, out, _ = run("surprise", "--preset", language_model)
    assert code == 4 and "the" in out


def test_surprise_writes_a_page(run, language_model, tmp_path):
    page = tmp_path / "page.html"
    html = ["--html", str(page), "--preset", language_model]
    assert run("surprise", "the", "a fox", *html)[0] == 0
    assert page.read_text().count("<hr>") == 2


@pytest.mark.parametrize(
    "wrong", [["--unit", "1"], ["--state", "c_9"], ["--state", "c_1", "--unit", "99"]]
)
def test_surprise_names_a_unit_that_is_not_there(run, language_model, wrong):
    assert run("surprise", "the", *wrong, "--preset", language_model)[0] == 2
