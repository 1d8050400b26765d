"""Tasks and presets that prove themselves before they are published."""

import json

import numpy as np
import pytest
from loopback_hub import WRITER
from toy_task import toy_task

from keras_seqzoo import hub as hub_package
from keras_seqzoo.cli import main
from keras_seqzoo.hub import HubError
from keras_seqzoo.models import Task, publish_preset

NAME = "zoo/toy.open"


@pytest.fixture
def folder(tmp_path):
    return toy_task().save_to_preset(tmp_path / "toy.open", licence="CC0-1.0")


def reseal(folder):
    """Makes the hashes of the manifest fit the changed files."""
    path = folder / "preset.json"
    data = {**json.loads(path.read_text()), "files": hub_package.list_files(folder)}
    path.write_text(json.dumps(data))


def test_a_task_is_published_and_comes_back(hub):
    task = toy_task(units=6)
    publication = task.push_to_hub(
        NAME, private=True, tag="first", token=WRITER, licence="CC0-1.0"
    )
    handle = f"hf://{publication.repository}@{publication.commit}"
    loaded = Task.from_preset(handle, token=WRITER)
    assert loaded.config == task.config and publication.tag == "first"
    mine, theirs = task.network.get_weights(), loaded.network.get_weights()
    for pair in zip(mine, theirs, strict=True):
        np.testing.assert_allclose(*pair, atol=2e-3)
    assert hub.repository(NAME).private
    assert hub_package.read_manifest(hub_package.resolve(handle)).name == "toy.open"


def test_the_same_task_again_makes_no_commit(hub):
    task = toy_task()
    first = task.push_to_hub(NAME, token=WRITER)
    assert task.push_to_hub(NAME, token=WRITER) == first
    assert len(list(hub.repository(NAME).history("main"))) == 2


def test_another_version_of_a_task(hub):
    toy_task(units=3).push_to_hub(NAME, token=WRITER)
    second = toy_task(units=5).push_to_hub(NAME, token=WRITER)
    assert second.tag == "v2"
    assert Task.from_preset(f"hf://{NAME}@{second.commit}").config.units == 5


def test_a_preset_is_published_by_its_folder(hub, folder):
    publication = publish_preset(folder, NAME, token=WRITER)
    files = {**publication.files}
    files.pop("preset.json")
    assert files == hub_package.read_manifest(folder).files


def damage_golden(folder):
    golden = json.loads((folder / "golden.json").read_text())
    golden["outputs"][0]["probability"] /= 2
    (folder / "golden.json").write_text(json.dumps(golden))


def damage_results(folder):
    (folder / "results.json").write_text('{"metrics": {"f1": "good"}}')


def damage_weights(folder):
    path = folder / "model.weights.h5"
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize(
    "damage, message",
    [
        (damage_golden, "golden answers failed: .*outputs.0.*expected"),
        (damage_results, "results failed: .*finite numbers"),
        (damage_weights, "weights failed: .*Cannot load the weights"),
    ],
)
def test_nothing_is_sent_of_a_preset_that_does_not_prove_itself(
    hub, folder, damage, message
):
    damage(folder)
    reseal(folder)
    with pytest.raises(ValueError, match=f"toy.open is not published: its {message}"):
        publish_preset(folder, NAME, token=WRITER)
    assert not hub.requests


def test_weights_that_are_not_finite_are_not_published(hub):
    task = toy_task()
    task.network.layers[-1].bias.assign([np.nan, 0.0])
    with pytest.raises(ValueError, match="not finite"):
        task.push_to_hub(NAME, token=WRITER)
    assert not hub.requests


def test_a_bad_name_is_refused_before_anything_is_written(hub):
    with pytest.raises(ValueError, match="`repository` must have the form"):
        toy_task().push_to_hub("no owner", token=WRITER)


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.setenv("HF_TOKEN", WRITER)

    def run(*arguments):
        code = main(list(arguments))
        return code, *capsys.readouterr()

    return run


def test_the_command_line_publishes_a_folder(hub, folder, run):
    code, out, _ = run("publish", str(folder), "--to", NAME, "--private", "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["commit"] == hub.repository(NAME).branches["main"]
    assert (answer["repository"], answer["tag"]) == (NAME, "v1")
    assert hub.repository(NAME).private
    code, out, _ = run("publish", str(folder), "--to", NAME, "--tag", "final")
    assert code == 0 and "final" in out and f"hf://{NAME}@" in out


@pytest.mark.parametrize(
    "arguments, code, message",
    [
        (("no.such", "--to", NAME), 3, "There is no preset"),
        (("FOLDER", "--to", "other/toy"), 3, "Use a token with write access"),
        (("FOLDER", "--to", "toy"), 3, "must have the form 'owner/name'"),
        (("--all", "--to", "zoo/toy"), 2, "takes an owner without a name"),
    ],
)
def test_the_command_line_refuses_in_one_line(
    hub, folder, run, arguments, code, message
):
    given = [str(folder) if a == "FOLDER" else a for a in arguments]
    found, out, err = run("publish", *given)
    assert (found, out) == (code, "")
    assert message in err and err.count("\n") == 1


@pytest.mark.parametrize(
    "given", [["--to", NAME], ["x", "--all", "--to", "zoo"], ["x"]]
)
def test_wrong_use(given):
    with pytest.raises(SystemExit) as end:
        main(["publish", *given])
    assert end.value.code == 2


def test_no_token(hub, folder):
    with pytest.raises(HubError, match="there is no access token"):
        publish_preset(folder, NAME)
    assert not hub.requests
