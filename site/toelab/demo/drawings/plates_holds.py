"""Fingers between toes, seen from above: the approach, steps 2 and 3, and the right and wrong depth."""

from toelab.demo.drawings.feet_above import FootAbove, trouser_above
from toelab.demo.drawings.geometry import between, ellipse, move, placed
from toelab.demo.drawings.hands import Four, ToeHold
from toelab.demo.drawings.ink import CLAY, SAND, TEAL, Sheet

OPEN = (-15, -4, 7, 18, 30)
SPLAY = 0.24
SHALLOW = (15, 13, 13, 14)
FULL = (68, 70, 67, 62)
DEEP = (-31, -33, -29, -24)
SCALE = 2.5
MARK = (1040, 150)


def start() -> tuple[Sheet, FootAbove]:
    """The ground of these plates and the front of a foot, toes apart."""
    sheet = Sheet()
    sheet.disc((600, 410), 345, SAND, 0.7)
    return sheet, FootAbove(headings=OPEN, splay=SPLAY, place=move(585, 990, scale=SCALE, turn=-3))


def held(past: Four = SHALLOW, thumb: bool = True) -> tuple[Sheet, FootAbove, ToeHold]:
    """A foot whose toes are laced with the fingers of a hand."""
    sheet, foot = start()
    hold = ToeHold(foot, past, FULL)
    foot.draw(sheet)
    hold.draw(sheet, thumb)
    return sheet, foot, hold


def approach_exercise() -> Sheet:
    """A hand and a foot that greet each other, fingers laced with toes."""
    sheet = Sheet()
    sheet.disc((600, 400), 345, SAND, 0.7)
    foot = FootAbove(headings=OPEN, splay=SPLAY, place=move(180, 430, scale=2.05, turn=84))
    foot.draw(sheet)
    ToeHold(foot, SHALLOW, FULL).draw(sheet)
    trouser_above(sheet, foot.place, TEAL)
    return sheet


def exercise_2() -> Sheet:
    """Fingers go between the toes one by one and stay shallow."""
    sheet, _, hold = held((44, 36, 38, 44), thumb=False)
    for gap in range(4):
        root, middle, tip = placed(hold.spine(gap), hold.foot.place)
        sheet.arrow([between(root, middle, 0.2), middle, between(middle, tip, 0.45)], CLAY, 5, 14)
    return sheet


def exercise_3() -> Sheet:
    """Held lightly, the thumb on the big toe."""
    sheet, foot, hold = held()
    sheet.ticks(foot.place(hold.thumb()[-1]), 52, (150, 180, 210))
    return sheet


def exercise_ok() -> Sheet:
    """The right depth: toe tips at the finger roots."""
    sheet, *_ = held()
    sheet.shape(ellipse(MARK, 58, 58), "none", 12, TEAL)
    return sheet


def exercise_ng() -> Sheet:
    """Too deep: finger roots pushed against toe roots."""
    sheet, foot = start()
    hold = ToeHold(foot, DEEP, FULL)
    hold.draw_palm(sheet)
    foot.draw(sheet)
    hold.draw_fingers(sheet)
    for gap in range(4):
        sheet.disc(foot.web(gap), 15, CLAY, 0.8)
    x, y = MARK
    for side in (-1, 1):
        sheet.line([(x - 44, y - 44 * side), (x + 44, y + 44 * side)], CLAY, 13)
    return sheet


PLATES = {
    "approach-exercise": approach_exercise,
    "exercise-2": exercise_2,
    "exercise-3": exercise_3,
    "exercise-ok": exercise_ok,
    "exercise-ng": exercise_ng,
}
