"""Progress of a search: a live table for people, lines for logs and programs."""

import contextlib
import sys

from keras_seqzoo.cli.output import print_json

SHOWN = 12


def listener(as_json):
    """Returns what shows the progress, by where the output goes."""
    from keras_seqzoo.tuning import Printer

    if as_json:
        return json_lines()
    return live_table() if sys.stderr.isatty() else Printer()


def json_lines():
    """Returns a listener that prints a JSON object when a trial ends."""
    from keras_seqzoo.tuning import Listener

    out = sys.stdout

    class JsonLines(Listener):
        def end_trial(self, row):
            with contextlib.redirect_stdout(out):
                print_json({"trial": row})

    return JsonLines()


def live_table():
    """Returns a listener that keeps a table on the terminal up to date."""
    from rich.live import Live

    from keras_seqzoo.tuning import Listener

    class LiveTable(Listener):
        def begin(self, oracle, space):
            self.oracle, self.space = oracle, space
            self.live = Live(
                get_renderable=self.table, console=error_console(), refresh_per_second=2
            )
            self.live.start()

        def table(self):
            return table_of(self.oracle, self.space)

        def end(self, result):
            self.live.stop()

    return LiveTable()


def error_console():
    from rich.console import Console

    return Console(stderr=True, markup=False, emoji=False, highlight=False)


def table_of(oracle, space):
    """Returns the last trials of a search as a rich table."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from keras_seqzoo.tuning import records

    columns = ["trial", "status", oracle.plan.objective, "epochs", "seconds"]
    table = Table(title=headline(oracle), title_justify="left", box=box.SIMPLE_HEAD)
    for name in [*columns, "settings"]:
        table.add_column(name, overflow="fold" if name == "settings" else "ellipsis")
    with oracle.lock:
        rows = records.rows(oracle, space)[-SHOWN:]
    for row in rows:
        cells = [text_of(row.get(name)) for name in columns]
        settings = " ".join(f"{n}={text_of(row[n])}" for n in space.ranges if n in row)
        table.add_row(*map(Text, [*cells, row["error"] or settings]))
    return table


def text_of(value):
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else str(value)


def headline(oracle):
    """Returns how far a search is, its best score so far and the time left."""
    with oracle.lock:
        done, best = len(oracle.end_order), oracle.ranked()[:1]
        total = oracle.plan.trials + oracle.plan.top * oracle.plan.repeats
        parts = [f"{done} of {total} trials", f"{clock(oracle.elapsed())} gone"]
        left = oracle.time_left()
        if left is None and done:
            left = oracle.elapsed() / done * (total - done)
    if left is not None:
        parts.append(f"at most {clock(max(left, 0))} left")
    if best:
        score = f"{oracle.plan.objective} {best[0].score:.4g}"
        parts.append(f"best so far: {score} (trial {best[0].trial_id})")
    return ", ".join(parts)


def clock(seconds):
    """Returns a time as hours, minutes and seconds.

    >>> clock(3723.4)
    '1:02:03'
    """
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
