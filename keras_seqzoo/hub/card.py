"""The card of a preset: its README.md, written from its manifest and results."""

import json

from keras_seqzoo.hub.card_results import flat, results_section, training_section


def card(preset, results):
    """Returns the README.md of a preset with front matter for the Hugging Face Hub.

    Args:
        preset: Content of its `preset.json`.
        results: Content of its `results.json`.

    Returns:
        Markdown as a string.
    """
    sections = [
        front_matter(preset, results),
        f"# {title(preset)}",
        description(preset),
        use_section(preset["about"].get("usage")),
        results_section(results),
        training_section(results),
        data_section(preset["data"]),
        limits_section(preset["about"].get("limits")),
        licence_section(preset["licence"]),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def title(preset):
    return preset["name"] or preset["architecture"]


def front_matter(preset, results):
    """Returns the YAML block of the card; its values are JSON, which is YAML too."""
    about = preset["about"]
    fields = {
        "library_name": "keras",
        "license": preset["licence"].lower(),
        "pipeline_tag": about.get("pipeline_tag"),
        "language": about.get("languages"),
        "tags": ["keras-seqzoo", preset["architecture"]],
        "model-index": model_index(preset, results),
    }
    lines = [f"{key}: {json.dumps(value)}" for key, value in fields.items() if value]
    return "\n".join(["---", *lines, "---"])


def model_index(preset, results):
    """Returns the `model-index` of the Hub with one entry for each test score."""
    task = preset["about"].get("pipeline_tag")
    scores = flat(results.get("metrics", {}))
    if not scores or not task:
        return None
    floor = results.get("floor", {"name": "", "metrics": {}})
    metrics = [
        {"type": name, "name": name, "value": value, **context(name, results, floor)}
        for name, value in scores
    ]
    name = results.get("test_data", "held-out data")
    result = {
        "task": {"type": task},
        "dataset": {"name": name, "type": slug(name)},
        "metrics": metrics,
    }
    return [{"name": title(preset), "results": [result]}]


def context(name, results, floor):
    """Returns the seed of a score and what a simple model scores, as `args`."""
    known = {"seed": results["seed"]} if "seed" in results else {}
    if name in floor["metrics"]:
        known["simple_baseline"] = floor["name"]
        known["simple_baseline_value"] = floor["metrics"][name]
    return {"args": known} if known else {}


def slug(name):
    """Returns lower-case words joined by hyphens.

    >>> slug("WikiANN (en)")
    'wikiann-en'
    """
    letters = "".join(c if c.isalnum() else " " for c in name.lower())
    return "-".join(letters.split())


def description(preset):
    made = f"Architecture `{preset['architecture']}` of keras_seqzoo."
    return f"{preset['about'].get('description', '')} {made}".strip()


def use_section(usage):
    if not usage:
        return ""
    return f"## Use\n\n```python\n{usage}\n```"


def data_section(data):
    rows = [f"| [{item['name']}]({item['url']}) | {item['licence']} |" for item in data]
    head = ["## Data", "", "| dataset | licence |", "|---|---|"]
    return "\n".join([*head, *rows]) if rows else ""


def limits_section(limits):
    listed = [f"* {limit}" for limit in limits or []]
    return "\n".join(["## Limits and biases", "", *listed]) if listed else ""


def licence_section(licence):
    return f"## Licence\n\nThe weights are under {licence}." if licence else ""
