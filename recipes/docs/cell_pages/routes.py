"""Where the wires of a picture run."""

from itertools import pairwise
from typing import NamedTuple

HALF_SIZES = {
    "gate": (0.6, 0.42),
    "function": (0.6, 0.32),
    "operation": (0.3, 0.3),
    "join": (0.17, 0.17),
    "in": (0.0, 0.0),
    "out": (0.0, 0.0),
}


class Path(NamedTuple):
    """The corners of a wire, from the edge of one node to the edge of another."""

    source: str
    target: str
    points: tuple


def half_size(node):
    """Half of width and height of a node; wide texts make wide boxes."""
    width, height = HALF_SIZES[node.shape]
    if node.shape in ("gate", "function"):
        width = max(width, 0.1 * len(node.text) + 0.25)
    return width, height


def paths(figure):
    """Returns the path of every wire."""
    nodes = figure.nodes
    return [
        Path(w.source, key, clipped(corners(nodes[w.source], node, w), nodes, w, node))
        for key, node in nodes.items()
        for w in node.wires
    ]


def corners(source, target, wire):
    """Corners from centre to centre.

    A route is a list of moves: `v3` goes vertically to y = 3, `h5` horizontally to
    x = 5, and `v` or `h` alone goes as far as the target.
    """
    (x, y), points = source.at, [source.at]
    for move in wire.route.split():
        goal = float(move[1:]) if move[1:] else target.at["hv".index(move[0])]
        x, y = (goal, y) if move[0] == "h" else (x, goal)
        points.append((x, y))
    if points[-1] != target.at:
        points.append(target.at)
    if any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(points)):
        raise ValueError(f"the wire {wire} to {target} is not horizontal and vertical")
    return points


def clipped(points, nodes, wire, target):
    """Cuts both ends where the nodes begin."""
    start = towards(points[0], points[1], half_size(nodes[wire.source]))
    end = towards(points[-1], points[-2], half_size(target))
    return (start, *points[1:-1], end)


def towards(point, other, size):
    """Moves a point by the size of its node in the direction of another."""
    return tuple(
        p + size[axis] * ((o > p) - (o < p))
        for axis, (p, o) in enumerate(zip(point, other, strict=True))
    )


def segments(path):
    return [(a, b) for a, b in pairwise(path.points) if a != b]


def on(point, segment):
    """Whether a point lies on a horizontal or vertical segment."""
    return all(
        min(a, b) - 1e-9 <= p <= max(a, b) + 1e-9
        for p, a, b in zip(point, *segment, strict=True)
    )


def directions(point, found):
    """The directions in which segments leave a point."""
    ways = set()
    for a, b in found:
        if on(point, (a, b)):
            ways |= {way(point, end) for end in (a, b) if end != point}
    return ways


def way(point, other):
    return tuple((o > p) - (o < p) for p, o in zip(point, other, strict=True))


def forks(all_paths):
    """Points where the wires of one source part, which get a dot."""
    found = set()
    for source in {path.source for path in all_paths}:
        own = [s for path in all_paths if path.source == source for s in segments(path)]
        points = {point for segment in own for point in segment}
        found |= {point for point in points if len(directions(point, own)) > 2}
    return found


def crossings(all_paths):
    """Points where wires of different sources cross, with the vertical on top."""
    vertical, horizontal = [], []
    for path in all_paths:
        for a, b in segments(path):
            (vertical if a[0] == b[0] else horizontal).append((path.source, a, b))
    return {
        (a[0], c[1])
        for source, a, b in vertical
        for other, c, d in horizontal
        if source != other and on((a[0], c[1]), (a, b)) and on((a[0], c[1]), (c, d))
    }
