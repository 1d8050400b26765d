"""Progress as lines of text, for logs."""

import sys

from keras_seqzoo.tuning.search import Listener


class Printer(Listener):
    """Writes a line to standard error when a trial ends."""

    def begin(self, oracle, space):
        self.oracle = oracle

    def end_trial(self, row):
        score = row.get(self.oracle.plan.objective, row["error"])
        print(f"trial {row['trial']} {row['status']}: {score}", file=sys.stderr)
