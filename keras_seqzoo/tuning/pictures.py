"""The pictures of a search, as SVG."""

import itertools
from xml.sax.saxutils import escape

from keras_seqzoo.hub.pictures import svg, text
from keras_seqzoo.tuning.axes import ends, position, scale
from keras_seqzoo.tuning.chart import INK, WIDTH, chart
from keras_seqzoo.tuning.importance import importance

COLUMN, TALL = 110, 320
BAR = 24


def pictures(rows, space, objective, direction):
    """Returns `{file name: SVG}` of the finished trials.

    Args:
        rows: Rows of the table of trials.
        space: `Space`.
        objective: Name of the score.
        direction: `"max"` or `"min"`.
    """
    scored = [row for row in rows if row.get(objective) is not None]
    if not scored:
        return {}
    shares = importance(rows, space, objective)
    drawn = {
        "parallel.svg": parallel(scored, space, objective, direction),
        "over_time.svg": over_time(scored, objective, direction),
        "size.svg": trade_off(scored, "parameters", objective, direction),
        "speed.svg": trade_off(scored, "latency_ms", objective, direction),
    }
    return drawn | ({"importance.svg": bars(shares)} if shares else {})


def best_of(direction):
    return max if direction == "max" else min


def parallel(rows, space, objective, direction):
    """Draws a line for each trial across an axis for each setting and its score."""
    place = scale([row[objective] for row in rows])
    good = place if direction == "max" else (lambda score: 1 - place(score))
    lines = [
        line(row, space, place(row[objective]), good(row[objective])) for row in rows
    ]
    scores = [row[objective] for row in rows]
    labels = [(name, *ends(span)) for name, span in space.ranges.items()]
    labels.append((objective, f"{min(scores):.4g}", f"{max(scores):.4g}"))
    axes = [axis(i, *label) for i, label in enumerate(labels)]
    return svg(COLUMN * len(labels) + 40, TALL + 60, "".join([*lines, *axes]))


def line(row, space, score, good):
    places = [
        (i, position(span, row[name]))
        for i, (name, span) in enumerate(space.ranges.items())
        if name in row
    ]
    places.append((len(space.ranges), score))
    points = " ".join(f"{across(i)},{up(place):.1f}" for i, place in places)
    return (
        f'<polyline points="{points}" fill="none" stroke="{INK}" '
        f'stroke-width="{1 + 2 * good:.2f}" stroke-opacity="{0.1 + 0.8 * good**2:.3f}">'
        f"<title>trial {escape(str(row['trial']))}</title></polyline>"
    )


def across(i):
    return 20 + COLUMN // 2 + COLUMN * i


def up(place):
    return TALL - place * (TALL - 60)


def axis(i, name, low, high):
    x = across(i)
    rail = f'<path d="M{x} 60V{TALL}" stroke="#888" fill="none"/>'
    return rail + (
        text(x, 24, name, "middle")
        + text(x, 48, high, "middle")
        + text(x, TALL + 18, low, "middle")
    )


def over_time(rows, objective, direction):
    """Draws each trial's score in order, and the best so far."""
    better = best_of(direction)
    scores = [row[objective] for row in rows]
    numbers = range(1, len(rows) + 1)
    best = list(itertools.accumulate(scores, better))
    spots = [spot(row, i, objective) for i, row in zip(numbers, rows, strict=True)]
    return chart(spots, list(zip(numbers, best, strict=True)), "trial", objective)


def trade_off(rows, cost, objective, direction):
    """Draws the scores against a cost, and those that nothing beats in both."""
    rows = [row for row in rows if cost in row]
    spots = [spot(row, row[cost], objective) for row in rows]
    front = pareto([(x, y) for x, y, *_ in spots], direction)
    return chart(spots, front, cost, objective)


def spot(row, x, objective):
    """A trial as a spot of a chart; a pruned one is pale."""
    title = f"trial {row['trial']}: {x:g}, {row[objective]:g}"
    return x, row[objective], title, 0.3 if row["status"] == "pruned" else 0.8


def pareto(spots, direction):
    """Returns the `(cost, score)` that none with a lower cost equals in score."""
    better, front = best_of(direction), []
    sign = -1 if direction == "max" else 1
    for cost, score in sorted(spots, key=lambda spot: (spot[0], sign * spot[1])):
        if not front or (
            score != front[-1][1] and better(score, front[-1][1]) == score
        ):
            front.append((cost, score))
    return front


def bars(shares):
    """Draws a bar for each setting: the share of the scores that it explains."""
    longest = max([*shares.values(), 0.01])
    parts = [text(20, 24, "share of the variance of the scores", "start")]
    for i, (name, share) in enumerate(shares.items()):
        y = 40 + BAR * i
        parts += [
            text(170, y + 15, name, "end"),
            f'<rect x="180" y="{y}" width="{240 * share / longest:.1f}" '
            f'height="{BAR - 6}" fill="{INK}"/>',
            text(190 + 240 * share / longest, y + 15, f"{share:.0%}", "start"),
        ]
    return svg(WIDTH, 56 + BAR * len(shares), "".join(parts))
