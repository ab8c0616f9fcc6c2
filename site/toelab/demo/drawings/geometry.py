"""Points, smooth curves and limbs: the geometry every plate is drawn with. Knows nothing about SVG.

Shapes are short lists of points; a smooth curve (Catmull-Rom) runs through them. Moving a shape moves its
points, so a line keeps its width however far a foot is scaled.
"""

from collections.abc import Callable, Sequence
from math import atan2, cos, pi, radians, sin

type Point = tuple[float, float]
type Move = Callable[[Point], Point]


def move(
    x: float = 0,
    y: float = 0,
    *,
    scale: float = 1,
    turn: float = 0,
    flip: bool = False,
    about: Point = (0, 0),
) -> Move:
    """A placement: mirror, scale and turn (degrees, clockwise on screen) about a point, then shift."""
    c, s = cos(radians(turn)) * scale, sin(radians(turn)) * scale
    ax, ay = about

    def place(p: Point) -> Point:
        px, py = (ax - p[0] if flip else p[0] - ax), p[1] - ay
        return (c * px - s * py + ax + x, s * px + c * py + ay + y)

    return place


def chain(*moves: Move) -> Move:
    """Several placements as one, applied from left to right."""

    def place(p: Point) -> Point:
        for each in moves:
            p = each(p)
        return p

    return place


def placed(points: Sequence[Point], place: Move) -> list[Point]:
    """The same shape somewhere else."""
    return [place(p) for p in points]


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """The point at a distance and an angle (degrees, 0 = right, 90 = down on screen)."""
    return (centre[0] + radius * cos(radians(degrees)), centre[1] + radius * sin(radians(degrees)))


def between(a: Point, b: Point, t: float) -> Point:
    """The point a share t of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def ellipse(centre: Point, rx: float, ry: float, turn: float = 0) -> list[Point]:
    """Sixteen points on an ellipse; enough for a Catmull-Rom curve to look exact."""
    place = move(*centre, turn=turn)
    return [place((rx * cos(k * pi / 8), ry * sin(k * pi / 8))) for k in range(16)]


def controls(points: Sequence[Point], closed: bool) -> list[tuple[Point, Point, Point]]:
    """Bezier controls (first handle, second handle, end) of the smooth curve through the points."""
    n = len(points)
    at = (lambda i: points[i % n]) if closed else (lambda i: points[min(max(i, 0), n - 1)])
    out = []
    for i in range(n if closed else n - 1):
        before, start, end, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        out.append((first, second, end))
    return out


def sample(points: Sequence[Point], steps: int) -> list[Point]:
    """Points along the open smooth curve, `steps` per span, both ends included."""
    out = [points[0]]
    for start, (first, second, end) in zip(points, controls(points, closed=False), strict=False):
        for k in range(1, steps + 1):
            t = k / steps
            u = 1 - t
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            corners = (start, first, second, end)
            out.append(
                (
                    sum(w * p[0] for w, p in zip(weights, corners, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, corners, strict=True)),
                )
            )
    return out


def limb(spine: Sequence[Point], radii: Sequence[float], steps: int = 3) -> list[Point]:
    """A rounded, tapering outline around a spine (toe, finger, shin), one radius for each of its points."""
    line = sample(spine, steps)
    widths = [
        radii[i] + (radii[i + 1] - radii[i]) * k / steps for i in range(len(radii) - 1) for k in range(steps)
    ] + [radii[-1]]
    headings = []
    for i in range(len(line)):
        (ax, ay), (bx, by) = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        headings.append(atan2(by - ay, bx - ax))
    left = [(p[0] + w * sin(h), p[1] - w * cos(h)) for p, w, h in zip(line, widths, headings, strict=True)]
    right = [(p[0] - w * sin(h), p[1] + w * cos(h)) for p, w, h in zip(line, widths, headings, strict=True)]

    def cap(p: Point, w: float, heading: float) -> list[Point]:
        return [(p[0] + w * cos(heading + d), p[1] + w * sin(heading + d)) for d in (-pi / 4, 0, pi / 4)]

    return [
        *left,
        *cap(line[-1], widths[-1], headings[-1]),
        *reversed(right),
        *cap(line[0], widths[0], headings[0] + pi),
    ]
