"""Toe socks: the product in three colours, worn on a foot, and a foot that slides in its shoe."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from toelab.demo.drawings.feet_above import FootAbove, jointed
from toelab.demo.drawings.feet_side import FootSide, trouser_side
from toelab.demo.drawings.geometry import Move, chain, ellipse, limb, move, placed
from toelab.demo.drawings.ink import (
    CLAY,
    FINE,
    INDIGO,
    INK,
    KINARI,
    SAGE,
    SAND,
    SKIN,
    SUMI,
    TEAL,
    WHITE,
    Sheet,
)

STEPS = (-5, -1, 4, 9, 15)


@dataclass(frozen=True)
class Yarn:
    """A sock colour and the tone its knit lines are drawn in."""

    colour: str
    knit: str


AI = Yarn(INDIGO, "#7485a8")
KINARI_YARN = Yarn(KINARI, "#c5b08a")
SUMI_YARN = Yarn(SUMI, "#83868a")


def flat_sock(sheet: Sheet, place: Move, yarn: Yarn) -> None:
    """A right toe sock laid flat, toes towards the top, with a ribbed cuff."""
    foot = FootAbove(headings=STEPS, place=place)
    tube = [
        *[(-43, -165), (-46, -181), (-42, -194), (-26, -201), (-10, -203), (8, -200), (22, -192), (35, -179)],
        *[(47, -165), (48, -148), (44, -120), (39, -90), (35, -50), (34, 0), (34, 60), (0, 62), (-34, 60)],
        *[(-34, 0), (-34, -50), (-33, -100), (-36, -140)],
    ]
    jointed(sheet, placed(tube, place), [placed(t.outline(), place) for t in foot.toes()], yarn.colour)
    for toe in foot.toes():
        seam = limb(toe.spine()[1:], (toe.radii[1] * 0.3, toe.radii[2] * 0.3))
        sheet.line(placed(seam[:3], place), yarn.knit, FINE)
    for y in (-160, -152):
        sheet.line(placed([(-37, y + 6), (0, y - 10), (41, y + 16)], place), yarn.knit, FINE)
    for y in (-34, -27):
        sheet.line(
            placed([(-33, y), (-18, y + 18), (0, y + 23), (18, y + 18), (34, y)], place), yarn.knit, FINE
        )
    cuff = [(-37, 42), (0, 45), (37, 42), (37.5, 70), (37, 96), (0, 99), (-37, 96), (-37.5, 70)]
    sheet.shape(placed(cuff, place), yarn.colour)
    for x in range(-30, 31, 6):
        sheet.line(placed([(x, 50), (x, 92)], place), yarn.knit, FINE)


def socks(yarn: Yarn) -> Sheet:
    """A pair of toe socks in one colour; the three plates differ in nothing else."""
    sheet = Sheet()
    sheet.fill(ellipse((600, 415), 470, 325), SAND, 0.7)
    for x, turn, flip in ((450, -7, True), (750, 7, False)):
        place = chain(move(scale=1.78, turn=turn, flip=flip), move(x, 545))
        sheet.fill(
            placed(limb([(4, 62), (6, -50), (4, -190)], (34, 36, 50)), chain(place, move(5, 9))), INK, 0.08
        )
        flat_sock(sheet, place, yarn)
    return sheet


def worn(sheet: Sheet, foot: FootSide, yarn: Yarn) -> None:
    """A foot in profile in a toe sock that ends above the ankle."""
    foot.draw(sheet, yarn.colour, yarn.knit, nails=False)
    shin = [(10, -178), (46, -178), (82, -178), (82, -210), (88, -272), (46, -274), (3, -272), (8, -210)]
    sheet.shape(placed(shin, foot.place), SKIN)
    heel = [(-8, -48), (14, -44), (26, -24), (24, -2)]
    sheet.line(placed(heel, foot.place), yarn.knit, FINE)
    sheet.line(placed([(150, -63), (146, -34), (150, -4)], foot.place), yarn.knit, FINE)
    cuff = [(12, -150), (45, -153), (84, -150), (86, -172), (87, -194), (45, -197), (8, -194), (10, -172)]
    sheet.shape(placed(cuff, foot.place), yarn.colour)
    for x in range(19, 81, 8):
        sheet.line(placed([(x, -157), (x, -189)], foot.place), yarn.knit, FINE)


def approach_socks() -> Sheet:
    """Two standing feet in toe socks."""
    sheet = Sheet()
    sheet.disc((600, 430), 340, SAND, 0.7)
    sheet.line([(90, 690), (1110, 690)], INK)
    far = FootSide(medial=True, place=move(655, 688, scale=1.85))
    near = FootSide(place=move(150, 690, scale=1.95))
    for foot in (far, near):
        worn(sheet, foot, AI)
        trouser_side(sheet, foot.place, hem=-215)
    return sheet


def shoe() -> Sheet:
    """A cut-away shoe: the foot slides forward and leaves a gap behind the heel."""
    sheet = Sheet()
    sheet.disc((600, 420), 335, SAND, 0.7)
    place = move(310, 640, scale=2.4)
    sheet.line([(90, 708), (1110, 708)], INK)
    upper = [
        (-38, 8), (-44, -30), (-42, -80), (-44, -122), (-30, -130), (-18, -118), (20, -108), (62, -112),
        (98, -122), (112, -112), (132, -92), (168, -70), (206, -52), (238, -40), (258, -18), (258, 6),
        (160, 12), (60, 12),
    ]  # fmt: skip
    inside = [
        (-28, 0), (-33, -30), (-31, -80), (-32, -119), (-18, -112), (20, -100), (62, -104), (93, -112),
        (108, -98), (130, -80), (168, -58), (206, -42), (234, -30), (249, -14), (246, 0), (160, 3),
        (60, 3),
    ]  # fmt: skip
    outsole = limb([(-30, 18), (60, 17), (160, 17), (248, 15)], (11, 11, 11, 10))
    foot = FootSide(place=place)
    sheet.shape(placed(upper, place), SAGE)
    sheet.shape(placed(inside, place), WHITE, FINE)
    foot.draw(sheet)
    collar = [(104, -113), (116, -98), (136, -82), (150, -74)]
    sheet.line(placed(collar, place), SAGE, 15)
    sheet.shape(placed(outsole, place), TEAL)
    trouser_side(sheet, place)
    sheet.arrow(placed([(60, -48), (95, -44), (130, -38)], place), CLAY, 8, 24)
    gap = [(-29, -20), (-29, -60), (-20, -80), (-7, -56), (-11, -30), (-9, -10), (-20, -3)]
    sheet.fill(placed(gap, place), CLAY, 0.5)
    return sheet


PLATES: dict[str, Callable[[], Sheet]] = {
    "socks-ai": partial(socks, AI),
    "socks-kinari": partial(socks, KINARI_YARN),
    "socks-sumi": partial(socks, SUMI_YARN),
    "approach-socks": approach_socks,
    "shoe": shoe,
}
