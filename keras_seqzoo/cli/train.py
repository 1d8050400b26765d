"""Train a task on a data file."""


def add_arguments(parser):
    pass


def run(arguments):
    pass
