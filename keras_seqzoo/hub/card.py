"""The card of a preset: its README.md, written from its manifest and results."""

import json

TRAINING = {"epochs": "{} epochs", "seconds": "{:.0f} s", "hardware": "on {}"}


def card(preset, results):
    """Returns the README.md of a preset with front matter for the Hugging Face Hub.

    Args:
        preset: Content of its `preset.json`. Of `about` are used: `description`, `usage`
            (Python code), `limits` (list), `languages` (list), `pipeline_tag`.
        results: Content of its `results.json`.

    Returns:
        Markdown as a string.
    """
    title = preset["name"] or preset["architecture"]
    parts = [front_matter(preset, results), f"# {title}", description(preset)]
    sections = [
        use(preset),
        scores(results),
        training(results),
        data(preset),
        limits(preset),
        licence(preset),
    ]
    return "\n\n".join(part for part in [*parts, *sections] if part) + "\n"


def front_matter(preset, results):
    """Returns the YAML block of the card; values are JSON, which YAML reads."""
    about = preset["about"]
    fields = {
        "library_name": "keras",
        "license": hub_licence(preset["licence"]),
        "pipeline_tag": about.get("pipeline_tag"),
        "language": about.get("languages"),
        "tags": ["keras-seqzoo", preset["architecture"]],
        "model-index": model_index(preset, results),
    }
    lines = [f"{key}: {json.dumps(value)}" for key, value in fields.items() if value]
    return "\n".join(["---", *lines, "---"])


def hub_licence(licence):
    """Returns the Hub's identifier of an SPDX licence: the same in lower case."""
    return licence.lower()


def model_index(preset, results):
    """Returns the `model-index` of the Hub: one entry for each test score."""
    metrics = [
        {"type": name, "name": name, "value": value}
        for name, value in flat(results.get("metrics", {}))
    ]
    task = preset["about"].get("pipeline_tag")
    if not metrics or not task:
        return None
    names = [item["name"] for item in preset["data"]] or ["unnamed"]
    dataset = {"name": names[0], "type": slug(names[0])}
    result = {"task": {"type": task}, "dataset": dataset, "metrics": metrics}
    return [{"name": preset["name"] or preset["architecture"], "results": [result]}]


def slug(name):
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def flat(scores, prefix=""):
    """Returns `[(name, number)]` of scores that may be nested by label or seed."""
    pairs = []
    for name, value in scores.items():
        nested = isinstance(value, dict)
        pairs += (
            flat(value, f"{prefix}{name} ") if nested else [(f"{prefix}{name}", value)]
        )
    return pairs


def description(preset):
    about = preset["about"].get("description", "")
    made = f"Architecture `{preset['architecture']}` of keras_seqzoo."
    return f"{about} {made}".strip()


def use(preset):
    usage = preset["about"].get("usage")
    if not usage:
        return ""
    return (
        f"## Use\n\n```bash\npip install keras-seqzoo\n```\n\n```python\n{usage}\n```"
    )


def scores(results):
    """Returns the table of scores, with the floor beside its metric."""
    test, dev = (
        dict(flat(results.get("metrics", {}))),
        dict(flat(results.get("dev", {}))),
    )
    if not test and not dev:
        return ""
    floor = results.get("floor", {})
    rows = [
        table_row(name, test.get(name), dev.get(name), floor)
        for name in {**test, **dev}
    ]
    head = "| metric | test | development | floor |\n|---|---|---|---|"
    protocol = results.get("protocol", "")
    return "\n\n".join(
        part
        for part in ["## Results", "\n".join([head, *rows]), protocol, seeds(results)]
        if part
    )


def table_row(name, test, dev, floor):
    bound = (
        f"{number(floor['value'])} ({floor['name']})"
        if name == floor.get("metric")
        else ""
    )
    return f"| {name} | {number(test)} | {number(dev)} | {bound} |"


def number(value):
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def seeds(results):
    listed = [
        f"{name}: {number(value)}" for name, value in flat(results.get("seeds", {}))
    ]
    seed = (
        f"The weights are those of seed {results['seed']}." if "seed" in results else ""
    )
    runs = f"Over seeds: {', '.join(listed)}." if listed else ""
    return " ".join(part for part in (seed, runs) if part)


def training(results):
    facts = [
        text.format(results["training"][key])
        for key, text in TRAINING.items()
        if key in results.get("training", {})
    ]
    if "parameters" in results:
        facts.append(f"{results['parameters']:,} parameters")
    command = results.get("command")
    code = f"```bash\n{command}\n```" if command else ""
    if not facts and not code:
        return ""
    return "\n\n".join(part for part in ("## Training", ", ".join(facts), code) if part)


def data(preset):
    rows = [
        f"| [{item['name']}]({item['url']}) | {item['licence']} |"
        for item in preset["data"]
    ]
    if not rows:
        return ""
    return "\n".join(["## Data", "", "| dataset | licence |", "|---|---|", *rows])


def limits(preset):
    listed = [f"* {limit}" for limit in preset["about"].get("limits", [])]
    return "\n".join(["## Limits", "", *listed]) if listed else ""


def licence(preset):
    if not preset["licence"]:
        return ""
    return f"## Licence\n\nThe weights are under {preset['licence']}."
