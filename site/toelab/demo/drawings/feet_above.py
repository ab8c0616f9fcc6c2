"""Feet from above, and from below as soles.

Units: about one millimetre of a 250 mm foot; the heel sits at the origin.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from toelab.demo.drawings.geometry import Move, Point, between, chain, ellipse, limb, move, placed, polar
from toelab.demo.drawings.ink import FINE, INK, NAIL, PEN, SAGE, SKIN, SKIN_SHADE, Sheet


def jointed(
    sheet: Sheet, body: Sequence[Point], limbs: Sequence[Sequence[Point]], colour: str, pen: float = PEN
) -> None:
    """A body with toes or fingers: each has its own outline, but no line where it grows out of the body."""
    sheet.merged([(body, colour)], pen)
    for each in limbs:
        sheet.shape(each, colour, pen)
    sheet.fill(body, colour)


@dataclass
class Toe:
    """A toe from above: where it starts, points (degrees from straight ahead) and how long thick it is."""

    root: Point
    heading: float
    reach: float
    radii: tuple[float, float, float]

    def spine(self) -> list[Point]:
        """Root, neck and tip."""
        tip = polar(self.root, self.reach, self.heading - 90)
        return [self.root, between(self.root, tip, 0.55), tip]

    def outline(self) -> list[Point]:
        """The toe's outline; its root is meant to vanish in the foot."""
        return limb(self.spine(), self.radii)

    def nail(self) -> list[Point]:
        """The nail, close to the tip."""
        tip, r = self.spine()[-1], self.radii[-1]
        place = chain(move(scale=r, turn=self.heading), move(*tip))
        corners = [
            (-0.5, -0.62),
            (0, -0.76),
            (0.5, -0.62),
            (0.58, -0.2),
            (0.42, 0.3),
            (0, 0.44),
            (-0.42, 0.3),
            (-0.58, -0.2),
        ]
        return placed(corners, place)


_ROOTS = ((-29, -184), (-6, -193), (12, -188), (27, -178), (39, -163))
_REACH = (49, 47, 41, 36, 32)
_RADII = ((15.5, 12.5, 14.5), (9.5, 8, 9.6), (9.2, 7.8, 9.2), (9, 7.6, 9), (9.3, 8, 9.2))
RELAXED = (4, 1, 3, 6, 10)
SPREAD = (-7, -1, 5, 12, 21)


@dataclass
class FootAbove:
    """A right foot seen from above, toes towards the top of the picture, the big toe on the left."""

    headings: Sequence[float] = SPREAD
    bunion: float = 0
    shorten: float = 1
    splay: float = 0
    place: Move = field(default_factory=move)

    def toes(self) -> list[Toe]:
        """The five toes in the foot's own units, big toe first."""
        roots = [self._widened(p) for p in ((_ROOTS[0][0] - self.bunion * 0.45, _ROOTS[0][1]), *_ROOTS[1:])]
        return [
            Toe(root, heading, reach * self.shorten, radii)
            for root, heading, reach, radii in zip(roots, self.headings, _REACH, _RADII, strict=True)
        ]

    def body(self) -> list[Point]:
        """The outline without toes, placed."""
        b = self.bunion
        points = [
            (0, -1), (-20, -8), (-30, -30), (-31, -65), (-29, -100), (-33, -135), (-42 - b * 0.5, -161),
            (-46 - b, -180), (-43 - b * 0.8, -192), (-37 - b * 0.35, -199), (-26, -201), (-11, -202),
            (7, -199), (22, -191), (35, -178), (46, -165), (49, -152), (45, -122), (40, -92), (35, -58),
            (30, -28), (20, -8),
        ]  # fmt: skip
        return placed([self._widened(p) for p in points], self.place)

    def _widened(self, p: Point) -> Point:
        """The forefoot grows broader by the share `splay`, the heel does not."""
        forward = min(max((-p[1] - 90) / 90, 0), 1)
        return (p[0] * (1 + self.splay * forward), p[1])

    def outlines(self) -> list[list[Point]]:
        """Toes and body, placed: the area a shade may cover."""
        return [self.body(), *(placed(toe.outline(), self.place) for toe in self.toes())]

    def web(self, gap: int) -> Point:
        """The skin fold between toe `gap` and the next (0 = beside the big toe), placed."""
        toes = self.toes()
        a, b = toes[gap].spine(), toes[gap + 1].spine()
        return self.place(between(between(a[0], a[2], 0.4), between(b[0], b[2], 0.4), 0.5))

    def shadow(self, sheet: Sheet) -> None:
        """A soft shade on the floor in front of toes that are lifted off it."""
        for toe in self.toes():
            centre = polar(toe.spine()[2], 13, toe.heading - 90)
            sheet.fill(
                placed(ellipse(centre, toe.radii[2] * 0.95, toe.radii[2] * 0.8), self.place), INK, 0.14
            )

    def draw_sole(self, sheet: Sheet) -> None:
        """The same outline as a sole: pads instead of nails."""
        jointed(sheet, self.body(), [placed(t.outline(), self.place) for t in self.toes()], SKIN)
        ball = [(-40, -158), (-22, -144), (4, -158), (26, -150), (41, -132)]
        heel = [(-23, -58), (-2, -72), (23, -56)]
        for crease in (ball, heel):
            sheet.line(placed(crease, self.place), SKIN_SHADE, FINE)

    def draw(self, sheet: Sheet, colour: str = SKIN, shade: str = SKIN_SHADE, nails: bool = True) -> None:
        """The foot with nails and a hint of tendons."""
        jointed(sheet, self.body(), [placed(t.outline(), self.place) for t in self.toes()], colour)
        for toe in self.toes():
            if nails:
                sheet.shape(placed(toe.nail(), self.place), NAIL, FINE, SKIN_SHADE)
            start = polar(toe.root, 2, toe.heading - 90)
            end = between(start, (2, -85), 0.3)
            sheet.line(placed([start, end], self.place), shade, FINE)


def both(scale: float, centre: Point, apart: float, turn: float = 5) -> tuple[Move, Move]:
    """Placements of a left and a right foot side by side, toes a little outwards, heels `apart`."""
    x, y = centre
    right = move(x + apart / 2, y, scale=scale, turn=turn)
    left = move(x - apart / 2, y, scale=scale, turn=-turn, flip=True)
    return left, right


def trouser_above(sheet: Sheet, place: Move, colour: str = SAGE) -> None:
    """A trouser leg over the ankle of a foot seen from above, running towards the reader."""
    leg = [
        (-43, -30),
        (-39, -52),
        (-20, -59),
        (0, -61),
        (20, -59),
        (39, -52),
        (43, -30),
        (52, 90),
        (58, 230),
        (-58, 230),
        (-52, 90),
    ]
    sheet.shape(placed(leg, place), colour)
    sheet.line(placed([(-41, -33), (-18, -44), (0, -46), (18, -44), (41, -33)], place), INK, FINE)
