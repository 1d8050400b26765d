"""Tag, classify, generate, list, info, verify and demo on tiny presets."""

import re

from cli_input import feed

import keras_seqzoo
from keras_seqzoo import hub
from keras_seqzoo.cli.list_presets import row
from keras_seqzoo.hub import Publication

NASTY = ["", "a\0b", "\x1b[31mred\x1b[0m", "[bold]x[/bold]", "\udcff", "é\u202e北京"]


def test_tag_answers_as_the_library(run_json, tagger, folder):
    text = "Ada lives in London and Paris."
    (answer,) = run_json("tag", text, "--preset", tagger)
    model = keras_seqzoo.NERTagger.from_preset(folder / "zoo" / tagger)
    assert answer == {"text": text, "entities": [s._asdict() for s in model.tag(text)]}


def test_tag_gives_one_line_a_text(run, run_json, tagger):
    arguments = ["tag", "--preset", tagger, *NASTY]
    assert [answer["text"] for answer in run_json(*arguments)] == NASTY
    code, out, _ = run(*arguments)
    assert code == 0
    assert len(out.splitlines()) == len(NASTY)
    assert "\x1b" not in out and "\0" not in out


def test_classify_reads_standard_input(run_json, classifier, monkeypatch, folder):
    feed(monkeypatch, "a fine film\n\n北京\n".encode())
    answers = run_json("classify", "--preset", classifier)
    assert [answer["text"] for answer in answers] == ["a fine film", "", "北京"]
    model = keras_seqzoo.SentimentClassifier.from_preset(folder / "zoo" / classifier)
    for answer in answers:
        assert answer["label"] == model.classify(answer["text"]).label
        assert answer["probabilities"].keys() == {"negative", "positive"}


def test_classify_names_the_wrong_line(run, classifier, monkeypatch):
    feed(monkeypatch, b"fine\nbad \xff\n")
    code, out, err = run("classify", "--preset", classifier)
    assert code == 4
    assert "fine" in out and "standard input, line 2" in err


def test_list_shows_what_is_there(run, run_json, classifier, language_model):
    names = {answer.get("preset") for answer in run_json("list")}
    assert {classifier, language_model} < names
    (only,) = run_json("list", "sentiment*.tiny")
    assert only["preset"] == classifier
    code, out, _ = run("list", "char*")
    assert code == 0 and language_model in out and classifier not in out
    assert run("list", "nothing*")[0] == 3


def test_list_names_what_the_first_use_downloads(run, run_json, tagger, monkeypatch):
    record = {"sha256": "0" * 64, "size": 12_300_000}
    files = dict.fromkeys(("preset.json", "model.weights.h5"), record)
    there = Publication("zoo/a", "1" * 40, "v1", files)
    known = {"a.far": there, "a.not_yet": None, tagger: there}
    monkeypatch.setattr(hub, "published_presets", lambda: known)
    assert run_json("list", "a.*") == [{"preset": "a.far", "handle": there.handle}]
    code, out, _ = run("list")
    assert code == 0 and "12.3 MB" in out and out.count("zoo/a") == 1


def test_info_and_verify(run, run_json, classifier, folder):
    (info,) = run_json("info", classifier)
    assert info["architecture"] == "sentiment_bilstm"
    assert row({**info})[0] == classifier
    assert "sentiment_bilstm" in run("info", classifier)[1]
    (report,) = run_json("verify", str(folder / "zoo" / classifier))
    assert report["ok"] and all(check["ok"] for check in report["checks"])
    assert "golden answers" in run("verify", classifier)[1]


def test_verify_reports_a_changed_file(run, classifier, folder, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in (folder / "zoo" / classifier).rglob("*"):
        if path.is_file():
            target = copy / path.relative_to(folder / "zoo" / classifier)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
    golden = copy / "golden.json"
    golden.write_bytes(golden.read_bytes() + b" ")
    code, _, err = run("verify", str(copy))
    assert code == 3 and "golden.json" in err


def test_demo_runs_every_bundled_preset(
    run, run_json, tagger, classifier, language_model, monkeypatch
):
    answers = run_json("demo")
    assert {tagger, classifier, language_model} <= {a["preset"] for a in answers}
    assert all(answer["results"] and answer["seconds"] > 0 for answer in answers)
    code, out, _ = run("demo")
    assert code == 0 and tagger in out and "ROMEO:" in out


def test_classify_explains_in_the_terminal_as_json_and_as_html(
    run, run_json, classifier, tmp_path
):
    page = tmp_path / "words.html"
    arguments = ["classify", "--preset", classifier, "a <b>fine</b> film", "\x1b[31m"]
    answers = run_json(*arguments, "--explain", "--html", str(page))
    words = answers[0]["words"]
    text = answers[0]["text"]
    assert [text[w["start"] : w["end"]] for w in words] == [w["text"] for w in words]
    assert answers[0]["method"] == "gradient" and answers[0]["probabilities"]
    assert "&lt;" in page.read_text() and page.read_text().count("<p>") == 3
    code, out, _ = run(*arguments, "--explain", "--method", "occlusion")
    lines = [line for line in out.splitlines() if not line.startswith("    ")]
    assert code == 0 and len(lines) == 2 and "\x1b" not in out
    assert re.search(r"^    [+-]\d\.\d\d  fine$", out, re.MULTILINE)
    code, _, err = run(*arguments, "--explain", "--method", "attention")
    assert code == 1 and "pooling='attention'" in err and err.count("\n") == 1
