"""Steps 4 and 5 in profile: the hand bends the toes up, then down; and small-step walking."""

from toelab.demo.drawings.feet_side import FootSide, trouser_side
from toelab.demo.drawings.geometry import ellipse, move, placed, polar
from toelab.demo.drawings.hands import SideHold
from toelab.demo.drawings.ink import CLAY, SAND, TEAL, Sheet

JOINT = (182, -20)


def bend(lift: float, sweep: tuple[float, ...], radius: float) -> Sheet:
    """A foot resting on the other thigh, its toes bent by the hand; an arrow along the way the toes went."""
    sheet = Sheet()
    sheet.disc((590, 420), 335, SAND, 0.7)
    place = move(230, 565, scale=2.15)
    sheet.shape(placed(ellipse((30, 56), 118, 58), place), TEAL)
    foot = FootSide(medial=True, lift=lift / 1.2, place=place)
    hold = SideHold(foot)
    foot.draw(sheet, beneath=hold.draw_behind)
    hold.draw_before(sheet)
    trouser_side(sheet, place, TEAL)
    sheet.arrow(placed([polar(JOINT, radius, -angle) for angle in sweep], place), CLAY, 8, 24)
    return sheet


def exercise_4() -> Sheet:
    """Gently towards the top of the foot."""
    return bend(58, (-4, 8, 20, 31), 150)


def exercise_5() -> Sheet:
    """Gently the other way."""
    return bend(-30, (42, 28, 12, -2), 150)


PLATES = {
    "exercise-4": exercise_4,
    "exercise-5": exercise_5,
}
