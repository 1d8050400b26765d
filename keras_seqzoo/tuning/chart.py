"""A picture of spots between two axes, with a line of steps."""

from xml.sax.saxutils import escape

from keras_seqzoo.hub.pictures import svg, text
from keras_seqzoo.tuning.axes import scale

INK, FRONT = "#1f5fa8", "#15803d"
WIDTH, HEIGHT, MARGIN = 520, 300, 60


def chart(spots, steps, across_name, up_name):
    """Draws spots, and a line of steps in another colour.

    Args:
        spots: List of `(x, y, title, opacity)`.
        steps: List of `(x, y)`, the corners of the line.
        across_name: What x is.
        up_name: What y is.
    """
    xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
    at = placing(xs, ys)
    dots = [dot(*at(x, y), title, opacity) for x, y, title, opacity in spots]
    return svg(
        WIDTH,
        HEIGHT,
        frame(xs, ys, across_name, up_name) + stairs(steps, at) + "".join(dots),
    )


def placing(xs, ys):
    """Returns a function from values to a place in the picture."""
    to_x, to_y = scale(xs), scale(ys)
    width, height = WIDTH - MARGIN - 20, HEIGHT - MARGIN - 40
    return lambda x, y: (
        MARGIN + width * to_x(x),
        HEIGHT - MARGIN - height * to_y(y),
    )


def stairs(steps, at):
    corners = []
    for x, y in steps:
        if corners:
            corners.append((at(x, y)[0], corners[-1][1]))
        corners.append(at(x, y))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polyline points="{path}" fill="none" stroke="{FRONT}" stroke-width="2"/>'


def dot(x, y, title, opacity):
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{INK}" '
        f'fill-opacity="{opacity}"><title>{escape(title)}</title></circle>'
    )


def frame(xs, ys, across_name, up_name):
    bottom, right = HEIGHT - MARGIN, WIDTH - 20
    axes = f'<path d="M{MARGIN} 30V{bottom}H{right}" fill="none" stroke="#888"/>'
    return axes + "".join(
        [
            text(MARGIN, 20, up_name, "start"),
            text(MARGIN - 6, 44, f"{max(ys):.4g}", "end"),
            text(MARGIN - 6, bottom, f"{min(ys):.4g}", "end"),
            text(MARGIN, bottom + 18, f"{min(xs):.4g}", "middle"),
            text(right, bottom + 18, f"{max(xs):.4g}", "end"),
            text((MARGIN + right) / 2, bottom + 36, across_name, "middle"),
        ]
    )
