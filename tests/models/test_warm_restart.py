"""A training that goes on from a preset says so, and leaves the preset as it is."""

import sys

import pytest
from backend_marks import needs_tensorflow

import keras_seqzoo
from keras_seqzoo.configuration import chosen
from keras_seqzoo.files import read_json
from keras_seqzoo.models import get_architecture
from keras_seqzoo.training import LanguageModelSettings

TEXT = "abracadabra, abracadabra!"
LINE = " the cat sat on the mat \n the dog ran to the cat \n"
RESTART = {"network": {"dropout": 0.4}, "training": {"epochs": 3}}
SMALL = {"units": 8, "embedding_dim": 4, "num_layers": 2}


@pytest.fixture
def begun(tmp_path):
    """A preset to go on from, and its folder."""
    lm = keras_seqzoo.CharLM.from_text(TEXT, "char_lm_lstm", dropout=0.1, **SMALL)
    lm.save_to_preset(tmp_path / "begun", results=trained(1))
    return keras_seqzoo.CharLM.from_preset(str(tmp_path / "begun")), tmp_path / "begun"


def trained(seed):
    """Results of one epoch."""
    return {
        "protocol": "The protocol.",
        "metrics": {"nats_per_char": float(seed)},
        "seed": seed,
        "training": {"epochs": 1, "seconds": 2.5, "hardware": f"machine {seed}"},
        "history": {"loss": [seed / 2]},
        "command": f"python train.py --seed {seed}",
    }


def test_a_warm_restart_has_the_weights_and_the_new_dropout(recipe, begun):
    stored, folder = begun
    plan = recipe("treebank").PLANS["char"]
    plan = plan._replace(network=SMALL | {"dropout": 0.1}, restarts=(RESTART,))
    plan = recipe("treebank").restarted(plan, before=0)
    lm = recipe("warm_restart").go_on(plan, str(folder))
    assert plan.training["epochs"] == 3 and lm.config.dropout == 0.4
    assert {x.rate for x in lm.network.layers if hasattr(x, "rate")} == {0.4}
    weights = zip(lm.network.get_weights(), stored.network.get_weights(), strict=True)
    assert all((new == old).all() for new, old in weights)
    assert lm.score("abra") == pytest.approx(stored.score("abra"), abs=1e-6)


def test_restarts_come_in_turn_and_keep_what_they_do_not_name(recipe):
    restarted = recipe("treebank").restarted
    first = RESTART
    second = {"network": {"weight_dropout": 0.2}, "training": {"averaging": 0.9}}
    plan = recipe("treebank").PLANS["char"]._replace(restarts=(first, second))
    once, twice = restarted(plan, before=0), restarted(plan, before=1)
    assert once.network == plan.network | first["network"]
    assert twice.network == plan.network | {"dropout": 0.4, "weight_dropout": 0.2}
    assert twice.training == plan.training | {"epochs": 3, "averaging": 0.9}
    assert (once.restarts[-1], twice.restarts[-1]) == (first, second)
    with pytest.raises(ValueError, match=r"has 2 warm restart\(s\), .* had 3\."):
        restarted(plan, before=3)


def test_restarts_are_counted_by_the_commands(recipe, begun, tmp_path):
    count, after = recipe("warm_restart").restarts_of, recipe("warm_restart").after
    assert count(begun[1]) == 0
    results = after(begun[1], trained(2), RESTART)
    begun[0].save_to_preset(tmp_path / "next", results=results)
    assert count(tmp_path / "next") == 1


def test_the_results_of_a_warm_restart_are_those_of_both_runs(recipe, begun):
    found = recipe("warm_restart").after(begun[1], trained(2), RESTART)
    protocol = found.pop("protocol")
    assert protocol.startswith("The protocol. After 1 epochs a warm restart")
    assert protocol.endswith("with dropout 0.4, epochs 3.")
    assert found == {
        "metrics": {"nats_per_char": 2.0},
        "seed": 2,
        "training": {
            "epochs": 2,
            "seconds": 5.0,
            "hardware": "machine 1; then machine 2",
        },
        "history": {"loss": [0.5, 1.0]},
        "command": "python train.py --seed 1; then python train.py --seed 2",
    }


def test_runs_from_other_weights_have_other_folders(recipe, begun, tmp_path):
    name = recipe("warm_restart").run_name
    begun[0].network.layers[1].set_weights(
        [w + 1 for w in begun[0].network.layers[1].get_weights()]
    )
    begun[0].save_to_preset(tmp_path / "other")
    assert name(begun[1]) == name(begun[1]) != name(tmp_path / "other")


def test_the_preset_to_start_from_is_not_overwritten(recipe, monkeypatch, capsys):
    command = "train_ptb.py char --start zoo/char_lm_lstm.ptb"
    monkeypatch.setattr(sys, "argv", command.split())
    with pytest.raises(SystemExit):
        recipe("train_ptb").arguments()
    assert "--out must be another folder than --start" in capsys.readouterr().err


def test_every_plan_is_one_that_models_and_trainings_know(recipe):
    plans = recipe("treebank").PLANS
    assert len({plan.preset for plan in plans.values()}) == len(plans)
    for plan in plans.values():
        for number in range(len(plan.restarts) + 1):
            stage = recipe("treebank").restarted(plan, number - 1) if number else plan
            network = get_architecture(plan.architecture).config_class(**stage.network)
            chosen(LanguageModelSettings, stage.training)
            assert network.count_parameters() < 3e7


@needs_tensorflow
def test_a_run_and_its_warm_restart_write_a_preset_each(recipe, tmp_path, monkeypatch):
    recipes = recipe("treebank"), recipe("train_ptb")
    texts = {"ptb.train": 60, "ptb.valid": 30, "ptb.test": 30}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(recipes[1], "fetch", lambda file: file.split("/")[-1][:-4])
    monkeypatch.setattr(recipes[1], "read_plain", lambda name: texts[name] * LINE)
    monkeypatch.setattr(recipes[1], "set_up", lambda *options: None)
    sizes = {"epochs": 1, "batch_size": 4, "sequence_length": 16}
    plan = recipes[0].PLANS["char"]._replace(network=SMALL, training=sizes)
    restart = {"network": {"dropout": 0.3}, "training": {"epochs": 2}}
    monkeypatch.setitem(recipes[0].PLANS, "char", plan._replace(restarts=(restart,)))
    commands = "--out first", "--start first --out second --seed 2"
    for command in commands:
        line = f"train_ptb.py char --verbose 0 {command}"
        monkeypatch.setattr(sys, "argv", line.split())
        recipes[1].main()
    first, second = (
        read_json(tmp_path / f / "results.json") for f in ("first", "second")
    )
    assert [x["training"]["epochs"] for x in (first, second)] == [1, 3]
    assert second["command"].count("train_ptb.py") == 2
    assert second["history"]["loss"][:1] == first["history"]["loss"]
    assert second["metrics"]["nats_per_char"] < first["metrics"]["nats_per_char"]
    assert keras_seqzoo.CharLM.from_preset("second").config.dropout == 0.3
