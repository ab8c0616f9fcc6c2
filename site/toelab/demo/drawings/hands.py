"""A hand that holds toes: from above (a left hand on a right foot) and in profile."""

from dataclasses import dataclass
from math import atan2, degrees, hypot

from toelab.demo.drawings.feet_above import FootAbove
from toelab.demo.drawings.feet_side import FootSide
from toelab.demo.drawings.geometry import Point, between, chain, limb, move, placed
from toelab.demo.drawings.ink import FINE, NAIL, SAGE, SKIN_SHADE, Sheet

type Four = tuple[float, float, float, float]

HAND = "#e9c1a2"
# a finger's thickness at knuckle, middle and tip, in millimetres, index finger first
_THICK = ((7.8, 7.1, 6.6), (7.9, 7.2, 6.7), (7.7, 7, 6.5), (7.2, 6.4, 6))


@dataclass
class ToeHold:
    """Four fingers between five toes.

    `past` is how far each finger root lies beyond the toe tips and `reach` how long the visible finger is,
    both in the foot's millimetres; a negative `past` pushes the hand in between the toes.
    """

    foot: FootAbove
    past: Four
    reach: Four

    def spine(self, gap: int) -> list[Point]:
        """Root, middle and tip of the finger in one gap, in the foot's own units."""
        toes = self.foot.toes()
        a, b = toes[gap].spine(), toes[gap + 1].spine()
        inner, outer = between(a[0], b[0], 0.5), between(a[2], b[2], 0.5)
        size = ((outer[0] - inner[0]) ** 2 + (outer[1] - inner[1]) ** 2) ** 0.5
        ux, uy = (outer[0] - inner[0]) / size, (outer[1] - inner[1]) / size
        root = (outer[0] + ux * self.past[gap], outer[1] + uy * self.past[gap])
        tip = (root[0] - ux * self.reach[gap], root[1] - uy * self.reach[gap])
        return [root, between(root, tip, 0.5), tip]

    def palm(self) -> list[Point]:
        """The back of the hand from the finger roots to the wrist, in the foot's own units."""
        a, b, c, d = (self.spine(gap)[0] for gap in range(4))

        def web(p: Point, q: Point) -> Point:
            x, y = between(p, q, 0.5)
            return (x, y - 4)

        return [
            (a[0] - 7, a[1] - 2), a, web(a, b), b, web(b, c), c, web(c, d), d, (d[0] + 6, d[1] - 2),
            (d[0] + 9, d[1] - 22), (d[0] + 2, d[1] - 52), (d[0] - 8, d[1] - 84), (d[0] - 10, d[1] - 140),
            (a[0] + 20, a[1] - 150), (a[0] + 14, a[1] - 92), (a[0] + 2, a[1] - 62), (a[0] - 8, a[1] - 30),
        ]  # fmt: skip

    def thumb(self) -> list[Point]:
        """The thumb from the ball of the hand to its tip on the big toe, in the foot's own units."""
        x, y = self.spine(0)[0]
        _, neck, tip = self.foot.toes()[0].spine()
        return [(x + 20, y - 66), (x - 14, y - 46), (tip[0] - 4, tip[1] - 24), between(neck, tip, 0.75)]

    def draw_palm(self, sheet: Sheet) -> None:
        """The back of the hand alone, with a sleeve."""
        sheet.merged([(placed(self.palm(), self.foot.place), HAND)])
        self._sleeve(sheet)

    def draw_fingers(self, sheet: Sheet) -> None:
        """The fingers alone, each with its nail."""
        for gap in range(4):
            sheet.shape(placed(limb(self.spine(gap), _THICK[gap]), self.foot.place), HAND)
            self._nail(sheet, self.spine(gap), _THICK[gap][2])

    def draw(self, sheet: Sheet, thumb: bool = True) -> None:
        """The whole hand; the thumb rests on the big toe or stays away."""
        sheet.merged([(placed(self.palm(), self.foot.place), HAND)])
        self.draw_fingers(sheet)
        if thumb:
            sheet.shape(placed(limb(self.thumb(), (15, 13, 9.8, 8.4)), self.foot.place), HAND)
            self._nail(sheet, self.thumb()[1:], 8.4)
        sheet.fill(placed(self.palm(), self.foot.place), HAND)
        for gap in range(4):
            x, y = between(self.spine(gap)[0], self.spine(gap)[1], -0.55)
            x += (4, 1, -2, -6)[gap]
            sheet.line(
                placed([(x - 6, y - 1), (x, y + 3), (x + 6, y - 1)], self.foot.place), SKIN_SHADE, FINE
            )
        self._sleeve(sheet)

    def _nail(self, sheet: Sheet, spine: list[Point], r: float) -> None:
        middle, tip = spine[-2], spine[-1]
        size = ((tip[0] - middle[0]) ** 2 + (tip[1] - middle[1]) ** 2) ** 0.5
        along = ((tip[0] - middle[0]) / size, (tip[1] - middle[1]) / size)
        across = (-along[1], along[0])
        corners = (
            (-0.5, 0.62), (0, 0.78), (0.5, 0.62), (0.56, -0.2), (0.4, -0.65), (0, -0.75), (-0.4, -0.65),
            (-0.56, -0.2),
        )  # fmt: skip
        nail = [
            (tip[0] + (u * across[0] + v * along[0]) * r, tip[1] + (u * across[1] + v * along[1]) * r)
            for u, v in corners
        ]
        sheet.shape(placed(nail, self.foot.place), NAIL, FINE, SKIN_SHADE)

    def _sleeve(self, sheet: Sheet) -> None:
        x, y = between(self.spine(0)[0], self.spine(3)[0], 0.5)
        cuff = [
            (x - 43, y - 97), (x, y - 92), (x + 43, y - 97), (x + 47, y - 150), (x + 54, y - 340),
            (x - 54, y - 340), (x - 47, y - 150),
        ]  # fmt: skip
        sheet.shape(placed(cuff, self.foot.place), SAGE)


class SideHold:
    """The same hold in profile, as long as the toes: drawn around the big toe of a foot's inner side.

    Units are the foot's; the hand is drawn for a toe that points along x and turns with the toe.
    """

    _index = ((96, -2), (74, -15), (44, -20), (14, -18))
    _palm = (
        (78, -20), (106, -25), (140, -22), (200, -19), (262, -18), (262, 26), (200, 26), (150, 29),
        (120, 32), (94, 27), (80, 12), (74, -4),
    )  # fmt: skip
    _thumb = ((128, 12), (98, 17), (70, 6), (44, -1))
    _sleeve = ((168, -31), (162, -2), (168, 38), (220, 44), (460, 54), (460, -50), (220, -38))

    def __init__(self, foot: FootSide) -> None:
        spine, _ = foot.spines()[0]
        (ax, ay), (bx, by) = spine[0], spine[2]
        turn = degrees(atan2(by - ay, bx - ax))
        self.place = chain(move(turn=turn), move(ax, ay), foot.place)

    def draw_behind(self, sheet: Sheet) -> None:
        """What the big toe covers: back of the hand and index finger."""
        index = limb(placed(self._index, self.place), [r * self._scale() for r in (11, 9.5, 8.3, 7.4)])
        sheet.merged([(placed(self._palm, self.place), HAND), (index, HAND)])

    def draw_before(self, sheet: Sheet) -> None:
        """What covers the big toe: the thumb; and the sleeve."""
        scale = self._scale()
        sheet.shape(limb(placed(self._thumb, self.place), [r * scale for r in (14, 12, 9.8, 8.6)]), HAND)
        root = limb(placed(((168, 6), (118, 14)), self.place), [16 * scale, 12.6 * scale])
        sheet.fill(root, HAND)
        nail = [(50, -7.4), (41, -8), (37.4, -3), (40, 2), (49, 2.6), (52, -2)]
        sheet.shape(placed(nail, self.place), NAIL, FINE, SKIN_SHADE)
        sheet.shape(placed(self._sleeve, self.place), SAGE)

    def _scale(self) -> float:
        (ax, ay), (bx, by) = self.place((0, 0)), self.place((1, 0))
        return hypot(bx - ax, by - ay)
