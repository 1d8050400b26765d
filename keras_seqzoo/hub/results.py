"""`results.json`: the scores of a preset and how they were obtained."""

import math

KEYS = {
    "metrics": dict,
    "dev": dict,
    "protocol": str,
    "test_data": str,
    "seed": int,
    "seeds": dict,
    "floor": dict,
    "training": dict,
    "history": dict,
    "confusion": dict,
    "reliability": dict,
    "speed": dict,
    "command": str,
    "size_bytes": int,
    "parameters": int,
}
CONFUSION_KEYS = {"labels", "counts"}
FLOOR_KEYS = {"name", "metrics"}
RELIABILITY_KEYS = {"confidence", "accuracy", "count", "error"}
MAX_DEPTH = 4
TRAINING_KEYS = {"epochs": (int, float), "seconds": (int, float), "hardware": (str,)}


def check_results(results):
    """Checks the content of a `results.json`; docs/presets.md describes its keys.

    Args:
        results: Dict with any of the keys of `KEYS`. Scores are fractions of 1 or nats.

    Returns:
        The same dict.

    Raises:
        ValueError: If a key is unknown, a value has the wrong type or a score is not a
            finite number.
    """
    if not isinstance(results, dict):
        raise ValueError(
            f"`results` must be a dict. Received: {type(results).__name__}"
        )
    for key, value in results.items():
        check_entry(key, value)
    for key in ("metrics", "dev", "seeds", "speed"):
        check_scores(key, results.get(key, {}))
    check_history(results.get("history", {}))
    check_confusion(results.get("confusion"))
    check_reliability(results.get("reliability"))
    check_training(results.get("training", {}))
    check_floor(results.get("floor"), results.get("metrics", {}))
    return results


def check_entry(key, value):
    if key not in KEYS:
        raise ValueError(f"`results` has no key {key!r}. Known: {', '.join(KEYS)}.")
    if type(value) is not KEYS[key]:
        raise ValueError(
            f"`results[{key!r}]` must be of type {KEYS[key].__name__}. "
            f"Received: {type(value).__name__}"
        )


def check_scores(key, scores, depth=1):
    """Checks that scores are finite numbers, or dicts of such (one a seed or label)."""
    if depth > MAX_DEPTH:
        raise ValueError(f"`results[{key!r}]` is nested more than {MAX_DEPTH} deep.")
    for name, value in scores.items():
        if isinstance(value, dict):
            check_scores(key, value, depth + 1)
        elif type(value) not in (int, float) or not math.isfinite(value):
            raise ValueError(
                f"`results[{key!r}]` must hold finite numbers. "
                f"Received: {name}={value!r}"
            )


def check_history(history):
    """Checks that each series is a list of finite numbers, one an epoch."""
    for name, values in history.items():
        if not isinstance(values, list) or not values:
            raise ValueError(
                "`results['history']` must hold lists of numbers. "
                f"Received: {name}={values!r}"
            )
        check_scores("history", {f"{name} {i + 1}": v for i, v in enumerate(values)})


def check_confusion(confusion):
    """Checks that there is a row of counts for each label, a count for each label."""
    if confusion is None:
        return
    if set(confusion) != CONFUSION_KEYS:
        raise ValueError(
            f"`results['confusion']` needs the keys {sorted(CONFUSION_KEYS)}."
        )
    check_lists("confusion", confusion)
    labels, counts = confusion["labels"], confusion["counts"]
    check_lists("confusion", {"counts": counts, **dict(enumerate(counts))})
    right = all(type(label) is str for label in labels) and labels
    square = len(counts) == len(labels) == len({*labels})
    rows = all(len(row) == len(labels) for row in counts)
    if not (right and square and rows and all(map(are_counts, counts))):
        raise ValueError(
            "`results['confusion']` must hold a square of counts, a row for each label."
        )


def check_reliability(reliability):
    """Checks that there are two shares and a count for each group of answers."""
    if reliability is None:
        return
    if set(reliability) != RELIABILITY_KEYS:
        raise ValueError(
            f"`results['reliability']` needs the keys {sorted(RELIABILITY_KEYS)}."
        )
    lists = {key: value for key, value in reliability.items() if key != "error"}
    check_lists("reliability", lists)
    groups = [reliability[key] for key in ("confidence", "accuracy")]
    counts = reliability["count"]
    shares = all(are_shares(group) and len(group) == len(counts) for group in groups)
    if not (shares and counts and are_counts(counts)):
        raise ValueError(
            "`results['reliability']` must hold a confidence and an accuracy in [0, 1] "
            "and a count for each group of answers."
        )
    check_scores("reliability", {"error": reliability["error"]})


def check_lists(key, values):
    for name, value in values.items():
        if not isinstance(value, list):
            raise ValueError(
                f"`results[{key!r}]` must hold lists. Received: {name}={value!r}"
            )


def are_shares(values):
    return all(type(value) in (int, float) and 0 <= value <= 1 for value in values)


def are_counts(row):
    return all(type(count) is int and count >= 0 for count in row)


def check_training(training):
    for key, value in training.items():
        if type(value) not in TRAINING_KEYS.get(key, ()):
            raise ValueError(
                "`results['training']` has numbers `epochs` and `seconds` and a string "
                f"`hardware`. Received: {key}={value!r}"
            )


def check_floor(floor, metrics):
    if floor is None:
        return
    if set(floor) != FLOOR_KEYS:
        raise ValueError(f"`results['floor']` needs the keys {sorted(FLOOR_KEYS)}.")
    if not isinstance(floor["metrics"], dict) or not isinstance(floor["name"], str):
        raise ValueError("`results['floor']` needs a string `name` and a dict.")
    check_scores("floor", floor["metrics"])
    strangers = sorted(set(floor["metrics"]) - set(metrics))
    if strangers:
        raise ValueError(
            "`results['floor']['metrics']` must be among `results['metrics']`. "
            f"Received: {', '.join(map(repr, strangers))}"
        )
