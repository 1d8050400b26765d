"""Whether a preset is whole and still gives the answers it was published with."""

import dataclasses
import math
from pathlib import Path

from keras_seqzoo import hub
from keras_seqzoo.files import read_json
from keras_seqzoo.hub.resolve import locate
from keras_seqzoo.models.stored import StoredPreset
from keras_seqzoo.models.writing import GOLDEN, RESULTS

TOLERANCE = 2e-3
MAX_GOLDEN_BYTES = 1 << 16


@dataclasses.dataclass(frozen=True)
class Check:
    """The outcome of one check; `detail` says what is wrong, or what was seen."""

    name: str
    ok: bool
    detail: str = ""


@dataclasses.dataclass(frozen=True)
class Report:
    """The checks of a preset, in order; after a failed one the next may be missing."""

    handle: str
    folder: Path | None
    checks: tuple[Check, ...]

    @property
    def ok(self):
        return all(check.ok for check in self.checks)


def verify(handle, token=False):
    """Checks all parts of a preset: files, configuration, weights, results, answers.

    Args:
        handle: As for `keras_seqzoo.hub.resolve`.
        token: As for `keras_seqzoo.hub.resolve`.

    Returns:
        A `Report`; its `ok` is `True` if every check passed.

    Raises:
        ValueError: If there is no preset of that handle.
        keras_seqzoo.hub.HubError: If the Hub does not give it.
    """
    return verify_folder(handle, locate(handle, token)[0])


def verify_folder(handle, folder):
    """As `verify` for a preset that lies in a known folder."""
    preset, checks = StoredPreset(folder), []
    for name, check in CHECKS.items():
        checks.append(run(name, check, preset))
        if not checks[-1].ok:
            break
    return Report(str(handle), preset.folder, tuple(checks))


def run(name, check, preset):
    """Runs one check; a damaged file may make it raise anything."""
    try:
        return Check(name, True, check(preset))
    except Exception as error:
        return Check(name, False, f"{type(error).__name__}: {error}")


def check_manifest(preset):
    manifest = preset.manifest
    return f"format version {manifest.format_version}, {len(manifest.files)} files"


def check_files(preset):
    hub.verify_files(preset.folder, preset.manifest)
    return f"{sum(record['size'] for record in preset.manifest.files.values())} bytes"


def check_config(preset):
    return f"{preset.architecture.name}, {len(vars(preset.config))} settings"


def check_weights(preset):
    return f"{preset.network.count_params()} parameters, all set and finite"


def check_results(preset):
    results = hub.check_results(read_json(preset.folder / RESULTS))
    return ", ".join(sorted(results.get("metrics", {}))) or "no metrics"


def check_golden(preset):
    golden = read_json(preset.folder / GOLDEN, MAX_GOLDEN_BYTES)
    outputs = preset.task.answer(golden["inputs"])
    if difference := first_difference(golden["outputs"], outputs):
        raise ValueError(f"The answers differ from those of {GOLDEN}: {difference}.")
    return "answers as published"


def first_difference(expected, given, path="outputs"):
    """Returns where two JSON values differ by more than rounding, or `None`."""
    if is_number(expected) and is_number(given):
        close = math.isclose(expected, given, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    elif same_shape(expected, given):
        found = (
            first_difference(expected[key], given[key], f"{path}[{key!r}]")
            for key in keys(expected)
        )
        return next((difference for difference in found if difference), None)
    else:
        close = type(expected) is type(given) and expected == given
    return None if close else f"{path} is {given!r}, expected {expected!r}"


def same_shape(expected, given):
    """Whether both are lists of one length or dicts with the same keys."""
    kinds = (dict, (list, tuple))
    alike = any(isinstance(expected, k) and isinstance(given, k) for k in kinds)
    return alike and keys(expected) == keys(given)


def keys(value):
    """What a dict or a list is indexed with; equal for values of the same shape."""
    return value.keys() if isinstance(value, dict) else range(len(value))


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


CHECKS = {
    "manifest": check_manifest,
    "files": check_files,
    "configuration": check_config,
    "weights": check_weights,
    "results": check_results,
    "golden answers": check_golden,
}
