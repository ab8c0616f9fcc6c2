"""Bare feet: the front page, a big toe leaning in, floating toes, and the set of three foot patterns."""

from collections.abc import Sequence

from toelab.demo.drawings.feet_above import RELAXED, FootAbove, both, trouser_above
from toelab.demo.drawings.feet_side import FootSide, trouser_side
from toelab.demo.drawings.geometry import Point, ellipse, limb, move, placed, polar
from toelab.demo.drawings.ink import CLAY, INK, PAPER, SAND, TEAL, Sheet


def hero_home() -> Sheet:
    """Two bare feet on a round mat, toes spread."""
    sheet = Sheet(1600, 1000)
    sheet.fill(ellipse((800, 560), 560, 385), SAND, 0.75)
    sheet.shape(ellipse((800, 560), 528, 357), "none", 3, PAPER)
    for place in both(2.45, (800, 900), 290, 6):
        FootAbove(place=place).draw(sheet)
        trouser_above(sheet, place)
    return sheet


def hero_hallux() -> Sheet:
    """One foot from above, the big toe leaning towards the others."""
    sheet = Sheet()
    sheet.disc((600, 410), 335, SAND, 0.7)
    place = move(600, 755, scale=2.55, turn=3)
    foot = FootAbove(headings=(25, 12, 9, 9, 9), bunion=8, place=place)
    foot.draw(sheet)
    trouser_above(sheet, place)
    root = foot.toes()[0].root
    sheet.line(placed([root, (root[0] - 2, root[1] - 78)], place), CLAY, 4, "2 12")
    sheet.arrow(placed([polar(root, 74, a - 90) for a in (3, 9, 16)], place), CLAY, 6, 18)
    return sheet


def hero_floating_toe() -> Sheet:
    """A foot from its outer side; the toes do not reach the floor."""
    sheet = Sheet()
    sheet.disc((560, 430), 330, SAND, 0.7)
    place = move(270, 660, scale=2.6)
    sheet.fill(ellipse((520, 664), 330, 9), INK, 0.12)
    sheet.line([(90, 664), (1110, 664)], INK)
    gap = [(176, -5), (196, -13), (222, -24), (240, -38), (240, -20), (236, -4), (216, -3), (195, -3)]
    sheet.fill(placed(gap, place), CLAY, 0.45)
    FootSide(lift=20, place=place).draw(sheet)
    trouser_side(sheet, place)
    return sheet


def pattern() -> tuple[Sheet, FootAbove, FootAbove]:
    """The ground all three foot patterns share: a sheet with a mat, the soles of a left and a right foot."""
    sheet = Sheet()
    sheet.fill(ellipse((600, 420), 470, 330), SAND, 0.75)
    left, right = both(2.4, (600, 718), 290, 5)
    return sheet, FootAbove(headings=RELAXED, place=left), FootAbove(headings=RELAXED, place=right)


def weighted(sheet: Sheet, foot: FootAbove, areas: Sequence[Sequence[Point]]) -> None:
    """Draws a sole and shades where the weight rests."""
    foot.draw_sole(sheet)
    for area in areas:
        sheet.pressure(placed(area, foot.place), foot.outlines())


def pattern_inner() -> Sheet:
    """Weight towards the inner side and the big toe."""
    sheet, *feet = pattern()
    area = limb([(-12, -22), (-31, -105), (-36, -175), (-30, -232)], (22, 13, 25, 17))
    for foot in feet:
        weighted(sheet, foot, [area])
        sheet.arrow(placed([(34, -106), (14, -109), (-8, -106)], foot.place), TEAL, 8, 24)
    return sheet


def pattern_outer() -> Sheet:
    """Weight towards the outer side and the little toe."""
    sheet, *feet = pattern()
    area = limb([(12, -22), (38, -95), (40, -155), (45, -194)], (22, 15, 20, 14))
    for foot in feet:
        weighted(sheet, foot, [area])
        sheet.arrow(placed([(-22, -106), (-4, -109), (15, -106)], foot.place), TEAL, 8, 24)
    return sheet


def pattern_unstable() -> Sheet:
    """Toes lifted off the floor, weight on the heels, more on one foot than on the other."""
    sheet, left, right = pattern()
    for foot in (left, right):
        foot.shorten = 0.86
        foot.shadow(sheet)
    weighted(sheet, left, [ellipse((0, -36), 27, 32), ellipse((2, -172), 44, 15)])
    weighted(sheet, right, [ellipse((0, -32), 17, 20)])
    middle = ((left.place((0, 0))[0] + right.place((0, 0))[0]) / 2, 395)
    for side in (-1, 1):
        sheet.arrow(
            [middle, (middle[0] + side * 30, middle[1]), (middle[0] + side * 58, middle[1])], TEAL, 8, 24
        )
    return sheet


PLATES = {
    "pattern-inner": pattern_inner,
    "pattern-outer": pattern_outer,
    "pattern-unstable": pattern_unstable,
    "hero-home": hero_home,
    "hero-hallux": hero_hallux,
    "hero-floating-toe": hero_floating_toe,
}
