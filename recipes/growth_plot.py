"""Curves over two logarithmic axes, as SVG."""

import math

from keras_seqzoo.hub.pictures import svg, text

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 320, 64, 16, 16, 48
COLOURS = ("#888888", "#1f5fa8", "#b8570f")


def growth_plot(at, series, x_name, y_name):
    """Draws milliseconds over sizes.

    Args:
        at: The sizes.
        series: `{name: values at the sizes}`.
        x_name: Name of the sizes.
        y_name: Name of the values.
    """
    values = [v for curve in series.values() for v in curve]
    x_of = scale(at, LEFT, WIDTH - RIGHT)
    y_of = scale(values, HEIGHT - BOTTOM, TOP)
    parts = [axes(at, values, x_of, y_of, x_name, y_name)]
    for i, (name, curve) in enumerate(series.items()):
        places = [(x_of(x), y_of(y)) for x, y in zip(at, curve, strict=True)]
        parts.append(line(places, COLOURS[i % len(COLOURS)]))
        parts.append(key(i, name, COLOURS[i % len(COLOURS)]))
    return svg(WIDTH, HEIGHT, "".join(parts))


def scale(values, start, end):
    """Returns the place of a value between `start` and `end`, by its logarithm."""
    low, high = math.log(min(values)), math.log(max(values))
    span = high - low or 1.0
    return lambda value: start + (end - start) * (math.log(value) - low) / span


def axes(at, values, x_of, y_of, x_name, y_name):
    bottom, middle = HEIGHT - BOTTOM, (LEFT + WIDTH - RIGHT) / 2
    frame = (
        f'<path d="M{LEFT} {TOP}V{bottom}H{WIDTH - RIGHT}" fill="none" stroke="#888"/>'
    )
    marks = [text(x_of(x), bottom + 18, f"{x:,}", "middle") for x in at]
    marks += [text(LEFT - 6, y_of(y) + 4, f"{y:,g}", "end") for y in decades(values)]
    names = [
        text(middle, HEIGHT - 8, x_name, "middle"),
        text(LEFT + 8, TOP + 12, y_name, "start"),
    ]
    return frame + "".join(marks + names)


def decades(values):
    """The powers of ten between the least and the largest value."""
    low, high = math.log10(min(values)), math.log10(max(values))
    return [10**n for n in range(math.ceil(low), math.floor(high) + 1)]


def line(places, colour):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places
    )
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" '
        f'stroke-width="2"/>{dots}'
    )


def key(i, name, colour):
    return text(LEFT + 8, TOP + 32 + 18 * i, name, "start", colour)
