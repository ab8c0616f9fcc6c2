"""People, as far as a plate needs them: heads, limbs with clothes, chairs. Units: picture pixels."""

from collections.abc import Sequence

from toelab.demo.drawings.feet_side import FootSide
from toelab.demo.drawings.geometry import Move, Point, chain, limb, move, placed
from toelab.demo.drawings.ink import CLAY, FINE, INK, PAPER, SAGE, SKIN, SKIN_SHADE, TEAL, Sheet

HAIR = "#57504a"
WOOD = "#d9bd97"


def head(sheet: Sheet, centre: Point, tilt: float = 0, size: float = 1) -> None:
    """A head in profile, looking right, with a neck that runs down behind it."""
    place = chain(move(scale=size, turn=tilt), move(*centre))
    neck = limb([(-8, 20), (-16, 90)], (22, 25))
    skull = [
        (-40, -10),
        (-28, -42),
        (4, -54),
        (34, -40),
        (44, -10),
        (47, 8),
        (42, 14),
        (42, 32),
        (28, 48),
        (4, 44),
        (-26, 30),
    ]
    hair = [
        (-46, -6),
        (-40, -40),
        (-12, -62),
        (24, -58),
        (46, -34),
        (40, -26),
        (18, -30),
        (8, -12),
        (2, 12),
        (-8, 20),
        (-22, 32),
        (-40, 22),
    ]
    sheet.merged([(placed(neck, place), SKIN), (placed(skull, place), SKIN)])
    sheet.shape(placed(hair, place), HAIR)
    sheet.line(placed([(4, 2), (12, -4), (13, 8), (6, 12)], place), SKIN_SHADE, FINE * 1.4)


def clothed(sheet: Sheet, spine: Sequence[Point], radii: Sequence[float], colour: str) -> None:
    """A sleeve or a trouser leg."""
    sheet.shape(limb(spine, radii), colour)


def sleeve(sheet: Sheet, spine: Sequence[Point], radii: Sequence[float], colour: str) -> None:
    """An arm in front of the trunk: its line stays open at the shoulder."""
    clothed(sheet, spine, radii, colour)
    sheet.disc(spine[0], radii[0] + 2.5, colour)


def bare_foot(sheet: Sheet, place: Move, lift: float = 0) -> None:
    """A small foot in profile, to be covered by a trouser leg drawn after it."""
    FootSide(lift=lift, place=place, pen=FINE).draw(sheet, shade=SKIN, nails=False)


def hand(sheet: Sheet, wrist: Point, tip: Point, width: float = 17) -> None:
    """A relaxed hand from the wrist to the fingertips."""
    middle = ((wrist[0] + tip[0]) / 2, (wrist[1] + tip[1]) / 2)
    sheet.shape(limb([wrist, middle, tip], (width, width * 1.15, width * 0.62)), SKIN)


def chair(sheet: Sheet, seat: Point, depth: float, floor: float, back: float) -> None:
    """A plain chair in profile: `seat` is its rear top corner, `back` the height of the backrest."""
    x, y = seat
    for leg in (x + 10, x + depth - 14):
        sheet.line([(leg, y + 12), (leg, floor)], INK, 9)
    sheet.line([(x + 6, y), (x - 14, y - back)], INK, 9)
    sheet.bar([(x + 8, y + 12), (x + depth - 8, y + 12)], 22, WOOD)


def seated(sheet: Sheet, hip: Point, floor: float, *, slumped: bool) -> None:
    """A person on a chair in profile, upright or sunk back onto the lower back."""
    x, y = hip
    chair(sheet, (x - 92, y + 46), 240, floor, 250)
    place = move(x + (168 if slumped else 182), floor, scale=0.52)
    bare_foot(sheet, place)
    shin = [(x + 205, y + 4), (x + 208 if not slumped else x + 200, y + 100), (place((46, 0))[0], floor - 62)]
    clothed(sheet, shin, (46, 42, 31), TEAL)
    clothed(sheet, [(x + (30 if slumped else 0), y - 4), (x + 110, y), (x + 206, y + 2)], (58, 54, 46), TEAL)
    if slumped:
        back = [(x + 26, y - 8), (x - 34, y - 100), (x + 6, y - 205)]
        skull, arm = (x + 78, y - 312), [(x + 10, y - 196), (x + 20, y - 110), (x + 112, y - 62)]
    else:
        back = [(x, y - 8), (x - 2, y - 110), (x + 2, y - 222)]
        skull, arm = (x + 22, y - 350), [(x + 4, y - 212), (x + 2, y - 116), (x + 96, y - 62)]
    head(sheet, skull, 16 if slumped else 0)
    clothed(sheet, back, (62, 60, 52), SAGE)
    hand(sheet, arm[-1], (arm[-1][0] + 52, arm[-1][1] + 14))
    sleeve(sheet, arm, (36, 30, 23), SAGE)
    sheet.line(back, PAPER, 4, "2 11")
    sheet.disc((x - 6 if slumped else x + 6, y + 46), 24, CLAY, 0.75)
