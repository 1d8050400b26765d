import pytest

from keras_seqzoo.hub import check_results

RESULTS = {
    "metrics": {"f1": 0.9, "labels": {"PER": 0.95}},
    "dev": {"f1": 0.91},
    "protocol": "Test split, CoNLL scoring.",
    "seed": 1,
    "seeds": {"f1": {"1": 0.9, "2": 0.89}},
    "floor": {"name": "majority", "metrics": {"f1": 0.1}},
    "test_data": "a test set",
    "training": {"epochs": 3, "seconds": 12.5, "hardware": "2 CPU cores"},
    "history": {"loss": [2.5, 1.5, 1.0]},
    "confusion": {"labels": ["PER", "O"], "counts": [[3, 1], [0, 9]]},
    "speed": {"words a second on 2 CPU cores": 12_345},
    "command": "python train.py",
    "size_bytes": 100,
    "parameters": 10,
}


def test_complete_and_empty_results_pass():
    assert check_results(RESULTS) is RESULTS
    assert check_results({}) == {}


@pytest.mark.parametrize(
    "results, message",
    [
        ([], "must be a dict"),
        ({"metric": {}}, "no key 'metric'. Known: metrics"),
        ({"seed": "1"}, "must be of type int"),
        ({"metrics": {"f1": float("nan")}}, "finite numbers. Received: f1=nan"),
        ({"metrics": {"f1": "0.9"}}, "finite numbers"),
        ({"metrics": {"labels": {"PER": True}}}, "finite numbers"),
        ({"floor": {"name": "x"}}, "needs the keys"),
        (
            {"floor": {"name": "x", "metrics": {"f1": 0.1}}},
            "must be among `results..metrics.*Received: 'f1'",
        ),
        ({"metrics": {"a": {"b": {"c": {"d": {"e": 1}}}}}}, "more than 4 deep"),
        ({"confusion": {"labels": 1, "counts": 2}}, "must hold lists"),
        ({"confusion": {"labels": ["a"], "counts": [2]}}, "must hold lists"),
        (
            {"reliability": dict.fromkeys(["confidence", "accuracy", "count"], 1)},
            "needs the keys",
        ),
        (
            {"reliability": {"confidence": 1, "accuracy": 2, "count": 3, "error": 4}},
            "must hold lists. Received: confidence=1",
        ),
        ({"floor": {"name": "x", "metrics": []}}, "a string `name` and a dict"),
        ({"training": {"epochs": "3"}}, "Received: epochs='3'"),
        ({"training": {"gpu": 1}}, "Received: gpu=1"),
    ],
)
def test_results_that_are_refused(results, message):
    with pytest.raises(ValueError, match=message):
        check_results(results)
