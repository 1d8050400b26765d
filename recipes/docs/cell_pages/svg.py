"""Draws a figure as SVG: one style for all cells, in light and in dark."""

import xml.etree.ElementTree as ET

from cell_pages.figure import sentences
from cell_pages.labels import SIDES, plain, tspans
from cell_pages.routes import crossings, forks, half_size, paths

UNIT = 44
TEXT = 17
CORNER = 0.2
GAP = 0.16
HEAD = (0.22, 0.11)
MARGIN = (1.2, 0.95)
STYLE = """
.ground{fill:#ffffff}.body{fill:#f4f6f9;stroke:#aeb9c4}
.wire{fill:none;stroke:#37474f;stroke-width:1.8}.gap{stroke:#f4f6f9;stroke-width:7}
.head,.dot{fill:#37474f}.join{fill:#ffffff;stroke:#37474f;stroke-width:1.8}
.gate{fill:#ffe7a3;stroke:#c08a00}.function{fill:#d9ead3;stroke:#4d8a3c}
.operation{fill:#fadbd3;stroke:#b8543a}text{fill:#1c2733;
font-family:"STIX Two Text","Cambria","DejaVu Serif",Georgia,serif}
@media (prefers-color-scheme:dark){
.ground{fill:#1e2129}.body{fill:#292e39;stroke:#596475}
.wire,.join{stroke:#c9d1da}.gap{stroke:#292e39}.head,.dot{fill:#c9d1da}
.join{fill:#1e2129}.gate{fill:#6b5312;stroke:#e0b13a}
.function{fill:#2f5427;stroke:#8cc47c}.operation{fill:#71382a;stroke:#e5917a}
text{fill:#f2f4f7}}
"""


def svg(figure):
    """Returns the figure as the text of an SVG file."""
    root = frame(figure)
    found = paths(figure)
    marks = forks(found)
    for path in found:
        line(root, path, marks)
    for point in sorted(crossings(found)):
        bridge(root, point)
    for point in sorted(marks):
        circle(root, "dot", point, 0.075)
    for node in figure.nodes.values():
        shape(root, node)
        name(root, node)
    for part in root:
        part.tail = "\n"
    return ET.tostring(root, encoding="unicode") + "\n"


def px(value):
    return f"{value * UNIT:.1f}".removesuffix(".0")


def add(parent, tag, **attributes):
    named = {key.rstrip("_").replace("_", "-"): v for key, v in attributes.items()}
    return ET.SubElement(parent, tag, named)


def frame(figure):
    width, height = (size * UNIT for size in figure.size)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": f"{width:g}",
            "height": f"{height:g}",
            "role": "img",
            "aria-labelledby": "title description",
        },
    )
    add(root, "title", id="title").text = figure.title
    add(root, "desc", id="description").text = description(figure)
    add(root, "style").text = STYLE
    add(root, "rect", class_="ground", width="100%", height="100%", rx="8")
    box(root, "body", (figure.size[0] / 2, figure.size[1] / 2), body(figure), 0.3)
    return root


def description(figure):
    """The equations of the picture, one after the other."""
    return ". ".join(plain(sentence) for sentence in sentences(figure)) + "."


def body(figure):
    """Half of the size of the box around the cell."""
    return tuple(s / 2 - m for s, m in zip(figure.size, MARGIN, strict=True))


def box(root, kind, centre, half, radius):
    (x, y), (w, h) = centre, half
    size = {"x": px(x - w), "y": px(y - h), "width": px(2 * w), "height": px(2 * h)}
    add(root, "rect", class_=kind, rx=px(radius), **size)


def circle(root, kind, at, radius):
    add(root, "circle", class_=kind, cx=px(at[0]), cy=px(at[1]), r=px(radius))


def bridge(root, point):
    """Lets a horizontal wire pass under a vertical one."""
    x, y = point
    gap = f"M{spot((x - GAP, y))} L{spot((x + GAP, y))}"
    add(root, "path", class_="gap", d=gap)
    over = f"M{spot((x, y - 2 * GAP))} L{spot((x, y + 2 * GAP))}"
    add(root, "path", class_="wire", d=over)


def line(root, path, marks):
    add(root, "path", class_="wire", d=outline(path, marks))
    add(root, "path", class_="head", d=head(path))


def outline(path, marks):
    """The line of a wire, with round corners but where wires part."""
    first, *middle, last = points = path.points
    drawn = [f"M{spot(first)}"]
    for before, corner, after in zip(points, middle, points[2:], strict=False):
        if corner in marks:
            drawn.append(f"L{spot(corner)}")
        else:
            enter, leave = near(corner, before), near(corner, after)
            drawn.append(f"L{spot(enter)}Q{spot(corner)} {spot(leave)}")
    return " ".join([*drawn, f"L{spot(near(last, path.points[-2], 0.1))}"])


def spot(point):
    return f"{px(point[0])},{px(point[1])}"


def near(point, other, by=CORNER):
    """A point that lies `by` nearer to another one, half the way at most."""
    length = sum(abs(o - p) for p, o in zip(point, other, strict=True))
    part = min(by / length, 0.5)
    return tuple(p + part * (o - p) for p, o in zip(point, other, strict=True))


def head(path):
    """The triangle at the end of a wire."""
    (x, y), (from_x, from_y) = path.points[-1], path.points[-2]
    length, half = HEAD
    dx, dy = (from_x > x) - (from_x < x), (from_y > y) - (from_y < y)
    back = (x + dx * length, y + dy * length)
    sides = [(back[0] + s * dy * half, back[1] + s * dx * half) for s in (1, -1)]
    return f"M{spot((x, y))} L{spot(sides[0])} L{spot(sides[1])} Z"


def shape(root, node):
    half = half_size(node)
    if node.shape in ("gate", "function"):
        box(root, node.shape, node.at, half, 0.12 if node.shape == "gate" else 0.32)
    elif node.shape in ("operation", "join"):
        circle(root, node.shape, node.at, half[0])
    if node.text:
        x, y = node.at
        symbol(root, node.text, (x, y + 0.13), "middle", TEXT)


def name(root, node):
    if node.name and node.name_at != "nowhere":
        symbol(root, node.name, *place(node), TEXT)


def place(node):
    """Where the name of a node stands: `(point, anchor)`."""
    dx, dy, anchor = SIDES[node.name_at]
    w, h = half_size(node)
    x = (
        node.at[0]
        + dx
        + w * {"right": 1, "right-up": 1, "left": -1}.get(node.name_at, 0)
    )
    upper, lower = ("up", "above"), ("down", "below")
    edge = -h if node.name_at.startswith(upper) else h
    y = node.at[1] + dy + edge * node.name_at.startswith(upper + lower)
    return (x, y), anchor


def symbol(root, text, point, anchor, size):
    x, y = map(px, point)
    label = add(root, "text", x=x, y=y, text_anchor=anchor, font_size=f"{size}")
    for part, attributes in tspans(text, size):
        ET.SubElement(label, "tspan", attributes).text = part
