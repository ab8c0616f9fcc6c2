"""Feet in profile. Units: about one millimetre of a 250 mm foot; heel at the origin, toes to the right."""

from collections.abc import Callable
from dataclasses import dataclass, field

from toelab.demo.drawings.geometry import Move, Point, limb, move, placed
from toelab.demo.drawings.ink import FINE, INK, NAIL, PEN, SAGE, SKIN, SKIN_SHADE, Sheet

_LEG_BACK = (
    (6, -260),
    (10, -205),
    (17, -155),
    (14, -108),
    (5, -74),
    (-6, -48),
    (-10, -22),
    (-3, -5),
    (16, 0),
)
_LEG_FRONT = ((150, -65), (121, -80), (99, -100), (85, -129), (79, -165), (80, -205), (88, -260))
_SIDE_LATERAL = (
    *_LEG_BACK, (60, -2), (105, -3), (140, -1), (160, 0), (175, -6), (185, -23), (183, -42), (170, -53),
    *_LEG_FRONT,
)  # fmt: skip
_SIDE_MEDIAL = (
    *_LEG_BACK, (45, -2), (78, -12), (112, -19), (145, -12), (166, -2), (180, 0), (194, -7), (198, -24),
    (188, -41), (170, -54), *_LEG_FRONT,
)  # fmt: skip
# base, knuckle, tip and radii of each toe from the side, big toe first
_SIDE_TOES = (
    (((182, -30), (210, -27), (238, -20)), (15, 12, 11.5)),
    (((180, -26), (208, -27), (234, -17)), (11, 9, 9.3)),
    (((175, -21), (202, -23), (225, -14)), (10.5, 8.8, 9)),
    (((168, -16), (192, -19), (213, -11.5)), (10, 8.5, 8.8)),
    (((158, -12), (180, -15), (199, -9)), (10, 8.6, 8.8)),
)
_MEDIAL_TOE = (((182, -20), (210, -17), (238, -12)), (15.5, 12.5, 11.5))


@dataclass
class FootSide:
    """A foot in profile, toes to the right, standing on y = 0, with the lower leg up to y = -240.

    `lift` turns the toes upwards about their joints (degrees; negative bends them down).
    """

    medial: bool = False
    lift: float = 0
    place: Move = field(default_factory=move)
    pen: float = PEN

    def body(self) -> list[Point]:
        """Foot and lower leg without toes, placed."""
        return placed(_SIDE_MEDIAL if self.medial else _SIDE_LATERAL, self.place)

    def spines(self) -> list[tuple[list[Point], tuple[float, float, float]]]:
        """Spine and radii of each toe after lifting, in the foot's own units, big toe first."""
        out = []
        toes = (_MEDIAL_TOE, *_SIDE_TOES[1:]) if self.medial else _SIDE_TOES
        # the big toe rises most, the little toe least, so that each can be seen
        for (spine, radii), share in zip(toes, (1.2, 1.1, 1, 0.9, 0.75), strict=True):
            turn = move(turn=-self.lift * share, about=spine[0])
            out.append((placed(spine, turn), radii))
        return out

    def toes(self) -> list[list[Point]]:
        """Toe outlines, placed, big toe first."""
        return [placed(limb(spine, radii), self.place) for spine, radii in self.spines()]

    def nail(self, toe: int) -> list[Point]:
        """The nail of one toe as a sliver on its upper side, placed."""
        spine, radii = self.spines()[toe]
        (ax, ay), (bx, by) = spine[1], spine[2]
        size = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        ux, uy = (bx - ax) / size, (by - ay) / size
        r = radii[2]
        # the side that faces away from the sole
        nx, ny = (uy, -ux)
        points = [
            (bx - ux * r * 0.5 + nx * r * 0.95, by - uy * r * 0.5 + ny * r * 0.95),
            (bx + ux * r * 0.35 + nx * r * 0.86, by + uy * r * 0.35 + ny * r * 0.86),
            (bx + ux * r * 0.8 + nx * r * 0.45, by + uy * r * 0.8 + ny * r * 0.45),
            (bx + ux * r * 0.2 + nx * r * 0.5, by + uy * r * 0.2 + ny * r * 0.5),
        ]
        return placed(points, self.place)

    def draw(
        self,
        sheet: Sheet,
        colour: str = SKIN,
        shade: str = SKIN_SHADE,
        nails: bool = True,
        beneath: Callable[[Sheet], None] | None = None,
    ) -> None:
        """The foot, nearest toe last; `beneath` draws what lies just beneath the nearest toe."""
        order = (4, 3, 2, 1, 0) if self.medial else (0, 1, 2, 3, 4)
        outlines = self.toes()
        sheet.merged([(self.body(), colour)], self.pen)
        for toe in order:
            if toe == order[-1] and beneath:
                beneath(sheet)
            sheet.shape(outlines[toe], colour, self.pen)
            if nails and (toe == 0 or not self.medial):
                sheet.shape(self.nail(toe), NAIL, FINE, SKIN_SHADE)
        sheet.fill(self.body(), colour)
        ankle = [(38, -86), (46, -97), (59, -95), (64, -83)]
        sheet.line(placed(ankle, self.place), shade, FINE * 1.3)
        if self.medial:
            sheet.line(placed([(80, -24), (112, -33), (146, -25)], self.place), shade, FINE * 1.3)


def trouser_side(sheet: Sheet, place: Move, colour: str = SAGE, hem: float = -165) -> None:
    """A trouser leg around the shin of a foot in profile, running out of the picture above."""
    leg = [
        (4, hem),
        (30, hem + 5),
        (65, hem + 5),
        (93, hem),
        (97, hem - 60),
        (102, hem - 200),
        (-4, hem - 200),
        (0, hem - 60),
    ]
    sheet.shape(placed(leg, place), colour)
    sheet.line(placed([(3, hem - 14), (30, hem - 9), (65, hem - 9), (94, hem - 14)], place), INK, FINE)
