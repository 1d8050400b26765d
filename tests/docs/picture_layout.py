"""What is wrong with the layout of a picture: what overlaps, what is cut off."""

from itertools import combinations, pairwise

from cell_pages.labels import width
from cell_pages.routes import half_size, on, paths, segments
from cell_pages.svg import TEXT, UNIT, place

THICK = 0.03


def node_box(node):
    (x, y), (w, h) = node.at, half_size(node)
    return x - w, y - h, x + w, y + h


def name_box(node):
    """About where the name of a node stands."""
    (x, y), anchor = place(node)
    wide, size = width(node.name, TEXT) / UNIT, TEXT / UNIT
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return left, y - 0.7 * size, left + wide, y + 0.1 * size


def segment_box(segment, thick=0.0):
    (x1, y1), (x2, y2) = segment
    left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    return left - thick, top - thick, right + thick, bottom + thick


def overlap(a, b, margin=0.0):
    """Whether two boxes share more than an edge."""
    return all(
        min(a[k + 2], b[k + 2]) - max(a[k], b[k]) > 1e-6 - margin for k in (0, 1)
    )


def boxes(figure):
    """Yields `(what, box)` of all nodes with a body and of all names."""
    for key, node in figure.nodes.items():
        if node.shape not in ("in", "out"):
            yield key, node_box(node)
        if node.name and node.name_at != "nowhere":
            yield f"name of {key}", name_box(node)


def overlapping(figure):
    return [
        (a, b) for (a, p), (b, q) in combinations(boxes(figure), 2) if overlap(p, q)
    ]


def crossed(figure):
    """Nodes and names that a wire runs through which does not end there."""
    return [
        (what, path.source, path.target)
        for path in paths(figure)
        for what, box in boxes(figure)
        for segment in segments(path)
        if what not in (path.source, path.target)
        and overlap(segment_box(segment, THICK), box)
    ]


def merged(figure):
    """Wires of different sources that run along each other."""
    found = paths(figure)
    return [
        (a, b)
        for a, b in combinations(found, 2)
        if a.source != b.source
        for p in segments(a)
        for q in segments(b)
        if overlap(segment_box(p), segment_box(q), margin=0.05)
        and (p[0][0] == p[1][0]) == (q[0][0] == q[1][0])
        and sum(on(end, q) for end in p) + sum(on(end, p) for end in q) > 1
    ]


def outside(figure):
    """What the edge of the picture would cut."""
    wide, high = figure.size
    return [
        what
        for what, (left, top, right, bottom) in boxes(figure)
        if left < 0 or top < 0 or right > wide or bottom > high
    ]


def loose_ends(figure):
    """Wires whose ends do not touch their nodes from outside."""
    return [
        path
        for path in paths(figure)
        for key, (end, inner) in (
            (path.source, path.points[:2]),
            (path.target, path.points[:-3:-1]),
        )
        if not touches(end, inner, node_box(figure.nodes[key]))
    ]


def touches(point, other, box):
    """Whether a line to `other` begins at the edge of a box and leaves it there."""
    left, top, right, bottom = box
    (x, y), middle = point, [(p + q) / 2 for p, q in zip(point, other, strict=True)]
    edge = min(abs(x - left), abs(x - right), abs(y - top), abs(y - bottom))
    return edge < 1e-9 and not overlap((*middle, *middle), box, margin=1e-3)


def short(figure):
    """Wires with a piece at the end that is too short for its arrow."""
    return [
        path
        for path in paths(figure)
        if sum(abs(a - b) for a, b in zip(*path.points[-2:], strict=True)) < 0.24
        or any(a == b for a, b in pairwise(path.points))
    ]


FAULTS = (overlapping, crossed, merged, outside, loose_ends, short)
