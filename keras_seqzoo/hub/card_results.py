"""The parts of a card that come from `results.json`."""

from keras_seqzoo.hub.pictures import CONFUSION, CURVES, RELIABILITY, pictures

TRAINING = {"epochs": "{} epochs", "seconds": "{:.0f} s", "hardware": "on {}"}


def flat(scores, prefix=""):
    """Returns `[(name, number)]` of scores that may be nested by label or seed.

    >>> flat({"f1": 0.9, "labels": {"PER": 0.95}})
    [('f1', 0.9), ('labels PER', 0.95)]
    """
    pairs = []
    for name, value in scores.items():
        nested = isinstance(value, dict)
        path = f"{prefix}{name}"
        pairs += flat(value, f"{path} ") if nested else [(path, value)]
    return pairs


def results_section(results):
    """Returns the table of scores, each floor beside its metric, and the protocol."""
    test = dict(flat(results.get("metrics", {})))
    dev = dict(flat(results.get("dev", {})))
    if not test and not dev:
        return ""
    floor = results.get("floor", {"name": "floor", "metrics": {}})
    names = {**test, **dev}
    columns = test, dev, floor["metrics"]
    rows = [score_row(name, [column.get(name) for column in columns]) for name in names]
    head = [f"| metric | test | development | {floor['name']} |", "|---|---|---|---|"]
    parts = ["## Results", "\n".join([*head, *rows])]
    parts += [results.get("protocol"), seeds(results), speeds(results)]
    shown = {"Confusion matrix": CONFUSION, "Reliability": RELIABILITY}
    drawn = pictures(results)
    parts += [f"![{title}]({name})" for title, name in shown.items() if name in drawn]
    return "\n\n".join(filter(None, parts))


def score_row(name, scores):
    """Returns one row: a metric and its scores, of which some may be `None`."""
    return f"| {name} | {' | '.join(map(number, scores))} |"


def number(value):
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def seeds(results):
    """Returns a sentence on the seed of the weights and one on other seeds."""
    parts = []
    if "seed" in results:
        parts.append(f"The weights are those of seed {results['seed']}.")
    runs = [
        f"{name}: {number(value)}" for name, value in flat(results.get("seeds", {}))
    ]
    if runs:
        parts.append(f"Over several runs: {', '.join(runs)}.")
    return " ".join(parts)


def speeds(results):
    """Returns a sentence on how fast the preset answers."""
    known = [f"{value:,.0f} {name}" for name, value in results.get("speed", {}).items()]
    return f"Speed: {', '.join(known)}." if known else ""


def training_section(results):
    """Returns size and cost of the training and the command that repeats it."""
    known = results.get("training", {})
    facts = [text.format(known[key]) for key, text in TRAINING.items() if key in known]
    if "parameters" in results:
        facts.append(f"{results['parameters']:,} parameters")
    if "size_bytes" in results:
        facts.append(f"{results['size_bytes'] / 1e6:.1f} MB of weights")
    command = results.get("command")
    picture = CURVES in pictures(results) and f"![Training curves]({CURVES})"
    parts = [", ".join(facts), picture, command and f"```bash\n{command}\n```"]
    body = "\n\n".join(filter(None, parts))
    return f"## Training\n\n{body}" if body else ""
