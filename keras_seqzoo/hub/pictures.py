"""The pictures of a card, as SVG: training curves, confusions, reliability."""

from xml.sax.saxutils import escape

CURVES = "training.svg"
CONFUSION = "confusion.svg"
RELIABILITY = "reliability.svg"
WIDTH, HEIGHT, MARGIN = 320, 200, 48
CELL = 84
SQUARE = 200


def pictures(results):
    """Returns `{file name: SVG}` of what a `results.json` has the numbers for."""
    drawn = {}
    if results.get("history"):
        drawn[CURVES] = curves(results["history"])
    if results.get("confusion"):
        drawn[CONFUSION] = confusion(**results["confusion"])
    if results.get("reliability"):
        drawn[RELIABILITY] = reliability(**results["reliability"])
    return drawn


def curves(history):
    """Draws one panel for each series of numbers, one number an epoch.

    Args:
        history: `{name: [numbers]}`.
    """
    panels = [
        f'<g transform="translate({WIDTH * i} 0)">{panel(name, values)}</g>'
        for i, (name, values) in enumerate(history.items())
    ]
    return svg(WIDTH * len(panels), HEIGHT, "".join(panels))


def panel(name, values):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places(values))
    bottom, right = HEIGHT - MARGIN, WIDTH - 16
    line = (
        f'<polyline points="{points}" fill="none" stroke="#1f5fa8" stroke-width="2"/>'
    )
    axes = f'<path d="M{MARGIN} 32V{bottom}H{right}" fill="none" stroke="#888"/>'
    texts = [
        text(MARGIN, 20, name, "start"),
        text(MARGIN - 6, 40, f"{max(values):.4g}", "end"),
        text(MARGIN - 6, bottom, f"{min(values):.4g}", "end"),
        text(MARGIN, bottom + 18, "1", "middle"),
        text(right, bottom + 18, str(len(values)), "middle"),
        text((MARGIN + right) / 2, bottom + 34, "epoch", "middle"),
    ]
    return axes + line + "".join(texts)


def places(values):
    """Returns where each value of a series lies in its panel."""
    low, high = min(values), max(values)
    width, height = WIDTH - 16 - MARGIN, HEIGHT - MARGIN - 36
    for i, value in enumerate(values):
        share = (value - low) / (high - low) if high > low else 0.5
        x = MARGIN + width * i / max(len(values) - 1, 1)
        yield x, HEIGHT - MARGIN - height * share


def confusion(labels, counts):
    """Draws a row for each true class: its counts, shaded by their share of the row.

    Args:
        labels: Names of the classes.
        counts: One list of counts for each true class, one count a predicted class.
    """
    side = CELL * (len(labels) + 1)
    parts = [text(side / 2, 18, "columns: predicted, rows: true", "middle")]
    for i, label in enumerate(labels):
        middle = CELL * (i + 1.5)
        parts.append(text(middle, CELL - 10, label, "middle"))
        parts.append(text(CELL - 10, middle, label, "end"))
        parts += [cell(i, j, counts[i]) for j in range(len(labels))]
    return svg(side + 16, side + 16, "".join(parts))


def cell(i, j, row):
    share = row[j] / (sum(row) or 1)
    x, y = CELL * (j + 1), CELL * (i + 1)
    box = (
        f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="#1f5fa8" '
        f'fill-opacity="{share:.3f}" stroke="#888"/>'
    )
    ink = "white" if share > 0.5 else "black"
    return box + text(x + CELL / 2, y + CELL / 2 + 5, str(row[j]), "middle", ink)


def reliability(confidence, accuracy, count, error):
    """Draws how often answers are right by how sure they are; ideal is the diagonal.

    Args:
        confidence: Mean probability of the answers of each group.
        accuracy: Their fraction that is right.
        count: Their number; the area of a point is its share of all.
        error: Mean distance of both, over all answers.
    """
    left, top, bottom = MARGIN + 8, 32, 32 + SQUARE
    points = "".join(
        f'<circle cx="{left + SQUARE * x:.1f}" cy="{bottom - SQUARE * y:.1f}" '
        f'r="{3 + 9 * (n / sum(count)) ** 0.5:.1f}" fill="#1f5fa8" fill-opacity="0.8"/>'
        for x, y, n in zip(confidence, accuracy, count, strict=True)
    )
    lines = (
        f'<path d="M{left} {top}V{bottom}h{SQUARE}" fill="none" stroke="#888"/>'
        f'<path d="M{left} {bottom}L{left + SQUARE} {top}" stroke="#888" '
        'stroke-dasharray="4"/>'
    )
    texts = [
        text(left, 20, f"accuracy (mean distance {error:.3f})", "start"),
        text(left - 6, top + 5, "1", "end"),
        text(left - 6, bottom + 5, "0", "end"),
        text(left + SQUARE, bottom + 18, "1", "middle"),
        text(left + SQUARE / 2, bottom + 34, "probability of the answer", "middle"),
    ]
    return svg(left + SQUARE + 16, bottom + 48, lines + points + "".join(texts))


def text(x, y, content, anchor, ink="black"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">'
        f"{escape(content)}</text>"
    )


def svg(width, height, content):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="13">'
        f'<rect width="100%" height="100%" fill="white"/>{content}</svg>\n'
    )
