"""What `keras-seqzoo tune --show-space` prints."""

from keras_seqzoo.cli.errors import USAGE, exit_code
from keras_seqzoo.cli.output import print_json, print_table


def show_space(arguments, changes):
    from keras_seqzoo.tuning import describe, space_of
    from keras_seqzoo.tuning.problems import problem

    architecture = arguments.architecture or problem(arguments.task).architecture
    with exit_code(USAGE, ValueError):
        space = space_of(architecture).changed(changes)
    rows = describe(space)
    if arguments.json:
        for row in rows:
            print_json(row)
        return
    columns = ("setting", "range", "default", "only if", "parameters")
    cells = [[cell(value) for value in row.values()] for row in rows]
    fixed = [(name, str(value), "", "fixed", "") for name, value in space.fixed.items()]
    print_table(architecture, columns, [*cells, *fixed])


def cell(value):
    if isinstance(value, list):
        return " to ".join(f"{number:,}" for number in value)
    return "" if value is None else str(value)
