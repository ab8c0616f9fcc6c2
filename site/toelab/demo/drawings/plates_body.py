"""Schematic anatomy: the line from pelvis to foot, and the sacroiliac area; and the guide as an object."""

from toelab.demo.drawings.feet_above import RELAXED, FootAbove
from toelab.demo.drawings.geometry import Point, chain, ellipse, limb, move, placed
from toelab.demo.drawings.ink import CLAY, FINE, INK, PAPER, SAGE, SAND, SKIN, SKIN_SHADE, TEAL, WHITE, Sheet

SACRUM = (
    (-72, -80), (-38, -90), (0, -85), (38, -90), (72, -80), (57, -28), (36, 26), (13, 66), (0, 76),
    (-13, 66), (-36, 26), (-57, -28),
)  # fmt: skip
# the right wing of the pelvis from behind; the left one is its mirror image
ILIUM = (
    (64, -68), (74, -112), (112, -152), (166, -162), (212, -134), (232, -84), (222, -36), (194, 6),
    (178, 44), (168, 86), (150, 134), (126, 164), (102, 152), (104, 118), (117, 84), (106, 46), (76, 18),
    (60, -24),
)  # fmt: skip
JOINT = ((66, -72), (70, -42), (60, -10), (46, 16))


def mirrored(points: tuple[Point, ...]) -> list[Point]:
    """The other side of the body."""
    return [(-x, y) for x, y in points]


def bones(sheet: Sheet, x: float, y: float, scale: float, pen: float) -> None:
    """Sacrum and both wings of the pelvis from behind, centred on the sacrum."""
    place = move(x, y, scale=scale)
    for wing in (list(ILIUM), mirrored(ILIUM)):
        sheet.shape(placed(wing, place), WHITE, pen)
    sheet.shape(placed(SACRUM, place), WHITE, pen)
    for row, wide in ((-50, 27), (-16, 20), (16, 13)):
        for side in (-1, 1):
            sheet.disc(place((side * wide, row)), 4.4 * scale, SKIN_SHADE)


def pelvis() -> Sheet:
    """The sacroiliac joints from behind."""
    sheet = Sheet()
    sheet.disc((600, 400), 345, SAND, 0.7)
    sides = []
    for side in (-1, 1):
        edge = [(178, -60), (166, 60), (206, 150), (262, 260), (284, 400), (300, 540), (276, 700), (262, 860)]
        sides.append([(600 + side * x, y) for x, y in edge])
    sheet.shape([*sides[0], *reversed(sides[1])], SKIN)
    sheet.line([(600, 640), (600, 720), (600, 810)], SKIN_SHADE, 3)
    # thigh bones
    for side in (-1, 1):
        place = chain(move(flip=side < 0), move(600, 360))
        sheet.merged(
            [
                (placed(limb([(180, 56), (222, 92)], (23, 27)), place), WHITE),
                (placed(ellipse((240, 104), 22, 32, -20), place), WHITE),
                (placed(ellipse((176, 50), 33, 33), place), WHITE),
                (placed(limb([(232, 110), (230, 250), (212, 470)], (28, 20, 22), 2), place), WHITE),
            ]
        )
    # lowest vertebrae
    for y, half in ((60, 50), (138, 54), (216, 58)):
        spread = limb([(600 - half - 34, y + 2), (600, y + 8), (600 + half + 34, y + 2)], (9, 15, 9))
        body = [
            (600 - half, y - 22), (600, y - 28), (600 + half, y - 22), (600 + half - 6, y + 6),
            (600 + half, y + 34), (600, y + 39), (600 - half, y + 34), (600 - half + 6, y + 6),
        ]  # fmt: skip
        sheet.merged([(spread, WHITE), (body, WHITE)])
        sheet.shape(limb([(600, y - 6), (600, y + 32)], (8, 10)), WHITE, FINE)
    bones(sheet, 600, 360, 1.18, 3.2)
    place = move(600, 360, scale=1.18)
    for joint in (list(JOINT), mirrored(JOINT)):
        sheet.line(placed(joint, place), CLAY, 30, opacity=0.35)
        sheet.line(placed(joint, place), CLAY, 11)
    return sheet


def hero_sciatica() -> Sheet:
    """The lower body from behind: a line runs from the pelvis down the leg to the foot."""
    sheet = Sheet()
    sheet.disc((770, 400), 350, SAND, 0.7)
    sheet.line([(90, 752), (1110, 752)], INK)
    for side in (-1, 1):
        place = chain(move(flip=side < 0), move(770, 0))
        forefoot = limb([(74, 738), (112, 742)], (17, 14))
        leg = limb([(86, 280), (84, 460), (86, 560), (72, 690), (70, 726)], (84, 56, 60, 28, 27))
        sheet.merged([(placed(forefoot, place), SKIN), (placed(leg, place), SKIN)])
        sheet.line(placed([(56, 468), (82, 476), (108, 466)], place), SKIN_SHADE, FINE)
        sheet.line(placed([(64, 640), (70, 690), (66, 716)], place), SKIN_SHADE, FINE)
    shorts = [
        (642, 40), (770, 46), (898, 40), (914, 120), (944, 230), (952, 330), (946, 396), (870, 404),
        (792, 398), (776, 330), (770, 304), (764, 330), (748, 398), (670, 404), (594, 396), (588, 330),
        (596, 230), (626, 120),
    ]  # fmt: skip
    sheet.shape(shorts, SAGE)
    shirt = [
        (640, -60),
        (640, 20),
        (634, 64),
        (700, 76),
        (770, 78),
        (840, 76),
        (906, 64),
        (900, 20),
        (900, -60),
    ]
    sheet.shape(shirt, TEAL)
    bones(sheet, 770, 186, 0.56, FINE)
    nerve = [
        (748, 170), (722, 208), (690, 252), (682, 340), (686, 440), (684, 500), (664, 570), (676, 650),
        (684, 706), (664, 738),
    ]  # fmt: skip
    sheet.line(nerve, CLAY, 22, opacity=0.3)
    sheet.line(nerve, CLAY, 7)
    for point in (nerve[0], nerve[2], nerve[5], nerve[9]):
        sheet.disc(point, 13, CLAY)
    # the foot at the end of the line, enlarged
    sheet.shape(ellipse((290, 430), 196, 196), WHITE)
    sheet.line([(478, 484), (560, 640), (646, 732)], CLAY, 4, "2 12")
    foot = FootAbove(headings=RELAXED, place=chain(move(flip=True, turn=-3, scale=1.3), move(284, 594)))
    foot.draw_sole(sheet)
    sheet.pressure(
        placed(limb([(10, -24), (38, -95), (40, -155)], (22, 15, 20)), foot.place), foot.outlines()
    )
    return sheet


def guide_cover() -> Sheet:
    """The exercise guide on a table, with a pencil and a cup of tea."""
    sheet = Sheet(ground=SAND)
    sheet.fill(ellipse((560, 420), 500, 330), PAPER, 0.5)
    place = move(560, 405, turn=-5)
    sheet.fill([place(p) for p in ellipse((10, 14), 240, 320)], INK, 0.06)
    for shift in (10, 5, 0):
        page = [(x + shift, y + shift) for x, y in ((-206, -292), (206, -292), (206, 292), (-206, 292))]
        sheet.plank(placed(page, place), PAPER)
    sheet.plank(placed([(-206, -292), (-172, -292), (-172, 292), (-206, 292)], place), TEAL)
    sheet.shape(placed(ellipse((18, 52), 158, 158), place), SAGE)
    for flip, x in ((True, -40), (False, 76)):
        foot = FootAbove(
            place=chain(move(scale=0.92, turn=-6 if flip else 6, flip=flip), move(x, 170), place)
        )
        foot.draw(sheet)
    for y, half in ((-218, 120), (-176, 78)):
        sheet.line(placed([(18 - half, y), (18 + half, y)], place), INK, 15)
    sheet.line(placed([(-30, 250), (66, 250)], place), CLAY, 8)
    # tea
    sheet.disc((966, 300), 128, INK, 0.07)
    sheet.shape(ellipse((956, 288), 122, 122), WHITE)
    sheet.shape(ellipse((956, 288), 84, 84), WHITE)
    sheet.shape(ellipse((956, 288), 70, 70), CLAY)
    sheet.line([(914, 262), (932, 240), (958, 232)], PAPER, 5, opacity=0.7)
    # pencil
    sheet.bar([(884, 690), (1050, 500)], 22, SAGE)
    sheet.plank([(1041, 492), (1059, 508), (1082, 463)], SKIN)
    sheet.plank([(1072, 476), (1078, 481), (1082, 463)], INK)
    return sheet


PLATES = {
    "pelvis": pelvis,
    "hero-sciatica": hero_sciatica,
    "guide-cover": guide_cover,
}
