"""What the pages show exists: links, examples, commands, dependencies, tables."""

import configparser
import fnmatch
import re
import shlex
import subprocess
import sys

import pytest
from doc_pages import PAGES, ROOT, blocks, links, name

import keras_seqzoo
from keras_seqzoo.cli.program import COMMANDS, EXIT_CODES, parser

README = ROOT / "README.md"
DOCS = ROOT / "docs"
WHOLE = [
    README,
    DOCS / "getting_started.md",
    *(DOCS / "tasks").glob("*"),
    *(DOCS / "layers").glob("*"),
]


def examples(pages):
    """The Python blocks of pages as parameters of a test."""
    return [
        pytest.param(code, id=f"{name(page)}-{i}")
        for page in pages
        for i, code in enumerate(blocks(page, "python"))
    ]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_files(page):
    missing = [link for link in links(page) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("code", examples(PAGES))
def test_examples_are_python(code):
    compile(code, "example", "exec")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:keras_tuner.*")
@pytest.mark.parametrize("code", examples(WHOLE))
def test_examples_run(code, tmp_path, monkeypatch):
    for pattern in re.findall(r'list_presets\("(.*?)"\)', code):
        names = keras_seqzoo.list_presets()
        found = fnmatch.filter(names, pattern)
        assert found, f"zoo/ holds no preset {pattern}, only {names}"
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "example", "exec"), {"__name__": "__main__"})


def test_readme_has_the_two_commands():
    demo, tests = [code.strip() for code in blocks(README, "bash")[:2]]
    for command in (demo, tests):
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert "\n" not in command
    assert demo.endswith(" . && .venv/bin/keras-seqzoo demo")
    assert '".[test]" && .venv/bin/python -m pytest' in tests


def commands(page):
    """Yields the arguments of each call of the program in the shell blocks."""
    for code in blocks(page, "bash"):
        for line in code.replace("\\\n", " ").splitlines():
            for part in line.split("|"):
                words = shlex.split(re.split(r"[<>]", part)[0])
                if words and words[0].endswith("keras-seqzoo"):
                    yield words[1:]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_shown_are_understood(page):
    for arguments in commands(page):
        assert parser().parse_args(arguments).run


def test_every_command_is_shown():
    shown = {arguments[0] for page in PAGES for arguments in commands(page)}
    listed = (ROOT / "docs" / "command_line.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert command in shown or f"keras-seqzoo {command}" in listed
    for code in re.findall(r"^  (\d+)", EXIT_CODES, re.MULTILINE):
        assert f"| {code} |" in listed


def test_every_dependency_has_a_reason():
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    needed = setup["options"]["install_requires"]
    extras = "\n".join(setup["options.extras_require"].values())
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for package in re.findall(r"^([\w-]+)", needed + extras, re.MULTILINE):
        assert f"`{package}" in reasons, package


def test_preset_table_is_up_to_date():
    command = [sys.executable, str(ROOT / "recipes" / "tables.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shown = README.read_text(encoding="utf-8")
    for path in (ROOT / "zoo").glob("*/preset.json"):
        assert f"[`{path.parent.name}`](zoo/{path.parent.name}/README.md)" in shown
