"""What mattered: how much of the scores each setting explains by itself."""

import numpy as np

from keras_seqzoo.tuning.axes import position
from keras_seqzoo.tuning.ranges import Choice

GROUPS = 3
FEWEST = 6


def importance(rows, space, objective):
    r"""Returns the share of the variance of the scores that each setting explains.

    $$\varepsilon^2 = \frac{SS_{between} - (k - 1) MS_{within}}{SS_{total}}$$

    over the k groups of trials with the same value, or the same third of a range. It is
    corrected for the number of groups, so a setting that does not matter is near 0; one
    that matters only together with another is not seen. Repeated trials do not count.

    Args:
        rows: Rows of the table of trials.
        space: `Space`.
        objective: Name of the score.

    Returns:
        `{setting: share}`, the largest first; empty for fewer than six trials.
    """
    scored = [row for row in rows if row.get(objective) is not None]
    scored = [row for row in scored if not row["repeats"]]
    if len(scored) < FEWEST:
        return {}
    shares = {
        name: explained(groups(scored, name, span, objective))
        for name, span in space.ranges.items()
    }
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def groups(rows, name, span, objective):
    """Returns the scores of each group of values of a setting, as arrays."""
    found = {}
    for row in rows:
        if name in row:
            found.setdefault(group(span, row[name]), []).append(row[objective])
    return [np.array(scores) for scores in found.values()]


def group(span, value):
    place = position(span, value)
    return value if isinstance(span, Choice) else min(int(GROUPS * place), GROUPS - 1)


def explained(groups):
    """Epsilon squared of the scores in groups, at least 0."""
    scores = np.concatenate([*groups, []])
    degrees = len(scores) - len(groups)
    total = np.sum((scores - scores.mean()) ** 2) if len(scores) else 0.0
    if degrees < 1 or total == 0:
        return 0.0
    within = sum(np.sum((scores - scores.mean()) ** 2) for scores in groups)
    between = total - within
    return max(float((between - (len(groups) - 1) * within / degrees) / total), 0.0)
