"""Help, exit codes and one-line errors."""

import resource
import subprocess
import sys

import pytest

from keras_seqzoo.cli import main
from keras_seqzoo.cli.program import COMMANDS

START = (
    "import sys; sys.argv = ['/usr/bin/keras-seqzoo', *sys.argv[1:]]\n"
    "from keras_seqzoo.cli import main\n"
)


def program(code, *arguments, **options):
    """Runs code in a process that looks like the installed program."""
    return subprocess.run(
        [sys.executable, "-c", START + code, *arguments],
        capture_output=True,
        check=False,
        **options,
    )


def test_help_is_fast_and_does_not_import_keras():
    code = (
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        "assert 'keras' not in sys.modules and 'numpy' not in sys.modules\n"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = program(code, "--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    for name in COMMANDS:
        assert f"    {name} " in done.stdout.decode()
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name, capsys):
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert "usage: keras-seqzoo " + name in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["tag", "--jso"],
        ["generate", "--top-p", "1.5"],
        ["generate", "--temperature", "nan"],
        ["generate", "--length", "0"],
        ["train", "ner", "--data", "x", "--out", "y", "--set", "units"],
        ["evaluate", "some.preset"],
    ],
)
def test_wrong_use_is_one_line_and_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    printed = capsys.readouterr()
    assert end.value.code == 2
    assert printed.err.startswith("keras-seqzoo: error: ")
    assert printed.err.count("\n") == 1 and not printed.out


@pytest.mark.parametrize("command", ["info", "verify", "evaluate"])
def test_missing_preset_is_code_3(command, run, folder):
    data = ["--data", str(folder / "train.tsv")] if command == "evaluate" else []
    code, out, err = run(command, "no_such.preset", *data)
    assert (code, out) == (3, "")
    assert err.startswith("keras-seqzoo: error: ") and "no_such.preset" in err
    assert err.count("\n") == 1


def test_debug_raises(run):
    with pytest.raises(Exception, match="no_such"):
        run("info", "no_such.preset", "--debug")


def test_interrupt_is_code_130(run, monkeypatch):
    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("keras_seqzoo.models.list_presets", interrupt)
    assert run("list") == (130, "", "keras-seqzoo: interrupted\n")


def test_closed_output_is_quiet():
    code = (
        "import keras_seqzoo.cli.list_presets as command\n"
        "command.run = lambda _: [print('x' * 80) for _ in range(100_000)] and 0\n"
        "sys.exit(main(['list']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", START + code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
    process.stderr.close()


def test_nothing_but_results_is_printed():
    done = program("sys.exit(main())", "list", "--json")
    assert done.returncode == 0
    assert done.stderr == b""
    assert b'"architecture": "char_lm_lstm"' in done.stdout
