"""Check a preset: files, weights, results and published answers."""

from keras_seqzoo.cli import options
from keras_seqzoo.cli.errors import MISSING_PRESET, CommandError, exit_code
from keras_seqzoo.cli.output import print_json, print_table


def add_arguments(parser):
    options.add_preset(parser)
    options.add_json(parser)


def run(arguments):
    from keras_seqzoo.models import verify

    with exit_code(MISSING_PRESET, ValueError, OSError):
        report = verify(arguments.preset, token=arguments.login)
    show = print_report if arguments.json else print_checks
    show(report)
    if not report.ok:
        failed = next(check for check in report.checks if not check.ok)
        raise CommandError(f"{report.handle}: {failed.detail}", MISSING_PRESET)


def print_report(report):
    print_json({"preset": report.handle, "ok": report.ok, "checks": report.checks})


def print_checks(report):
    rows = [
        (check.name, "ok" if check.ok else "failed", check.detail)
        for check in report.checks
    ]
    print_table(report.handle, ("check", "result", "detail"), rows)
