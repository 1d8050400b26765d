"""Checks of the values of a `preset.json` of unknown origin."""

import re

FILE_NAME = "preset.json"
WEIGHTS = "model.weights.h5"
READ = ("preprocessor.json", "results.json", "golden.json", "assets/**/*")
NOT_LISTED = {FILE_NAME, "README.md"}
MAX_FILES = 64
MAX_PATH = 200
MAX_NAME = 200
MAX_BYTES = 1 << 31
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
DIGEST = re.compile(r"[0-9a-f]{64}")
DATA_KEYS = {"name", "licence", "url"}
ABOUT = {
    "description": str,
    "usage": str,
    "pipeline_tag": str,
    "languages": list,
    "limits": list,
}


def check_type(name, value, kind):
    if type(value) is not kind:
        raise ValueError(
            f"{FILE_NAME}: `{name}` must be of type {kind.__name__}. "
            f"Received: {type(value).__name__}"
        )


def check_name(field, name):
    """Checks that a name can stand in one line."""
    if len(name) > MAX_NAME or not name.isprintable():
        raise ValueError(
            f"{FILE_NAME}: `{field}` must be of at most {MAX_NAME} printable "
            f"characters. Received: {name[:MAX_NAME]!r}"
        )


def check_keys(what, data, names):
    if set(data) != set(names):
        wrong = ", ".join(sorted(map(repr, set(data) ^ set(names))))
        raise ValueError(f"{FILE_NAME}: {what} has unknown or lacks key(s) {wrong}.")


def check_files(files):
    """Checks number, paths, sizes and digests of the files, and their sum."""
    if len(files) > MAX_FILES:
        raise ValueError(f"{FILE_NAME}: `files` has more than {MAX_FILES} entries.")
    for path, record in files.items():
        check_path(path)
        check_record(path, record)
    if len({path.lower() for path in files}) < len(files):
        raise ValueError(f"{FILE_NAME}: two of `files` differ in upper case alone.")
    if sum(record["size"] for record in files.values()) > MAX_BYTES:
        raise ValueError(f"{FILE_NAME}: `files` have more than {MAX_BYTES} bytes.")


def check_record(path, record):
    check_type(f"files[{path!r}]", record, dict)
    check_keys(f"files[{path!r}]", record, {"sha256", "size"})
    check_digest(path, record["sha256"])
    check_size(path, record["size"])


def check_path(path):
    allowed = all(PART.fullmatch(part) for part in path.split("/"))
    taken = path.lower() in {name.lower() for name in NOT_LISTED}
    if not allowed or taken or len(path) > MAX_PATH:
        raise ValueError(
            f"{FILE_NAME}: {path[:MAX_PATH]!r} is not an allowed path. Paths are "
            f"relative, of at most {MAX_PATH} letters, digits, '.', '_' and '-', and "
            "stay inside the folder."
        )


def check_digest(path, digest):
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise ValueError(
            f"{FILE_NAME}: the `sha256` of {path!r} must be 64 hexadecimal digits. "
            f"Received: {digest!r}"
        )


def check_size(path, size):
    if type(size) is not int or not 0 <= size <= MAX_BYTES:
        raise ValueError(
            f"{FILE_NAME}: the `size` of {path!r} must be an integer in "
            f"[0, {MAX_BYTES}]. Received: {size!r}"
        )


def check_data(data):
    """Checks that each dataset has a name, a licence and an address."""
    for item in data:
        check_type("data[...]", item, dict)
        check_keys("data[...]", item, DATA_KEYS)
        for key, value in item.items():
            check_type(f"data[...].{key}", value, str)


def check_about(about):
    """Checks names and types of the texts for the card."""
    for key, value in about.items():
        if key not in ABOUT:
            raise ValueError(f"{FILE_NAME}: `about` has an unknown key {key!r}.")
        check_type(f"about.{key}", value, ABOUT[key])
        for item in value:
            check_type(f"about.{key}[...]", item, str)
