"""A training that goes on from a preset says so, and leaves the preset as it is."""

import sys

import pytest

import keras_seqzoo

TEXT = "abracadabra, abracadabra!"
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
    restart = {"network": {"dropout": 0.4}, "training": {"epochs": 3}}
    plan = plan._replace(network=SMALL | {"dropout": 0.1}, restart=restart)
    plan = recipe("treebank").restarted(plan)
    lm = recipe("warm_restart").go_on(plan, str(folder))
    assert plan.training["epochs"] == 3 and lm.config.dropout == 0.4
    assert {x.rate for x in lm.network.layers if hasattr(x, "rate")} == {0.4}
    weights = zip(lm.network.get_weights(), stored.network.get_weights(), strict=True)
    assert all((new == old).all() for new, old in weights)
    assert lm.score("abra") == pytest.approx(stored.score("abra"), abs=1e-6)


def test_the_results_of_a_warm_restart_are_those_of_both_runs(recipe, begun):
    found = recipe("warm_restart").after(begun[1], trained(2))
    protocol = found.pop("protocol")
    assert protocol.startswith("The protocol. After 1 epochs a warm restart")
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
