"""People: sitting down for the exercise, sitting posture, walking in small steps, stretching, the author."""

from toelab.demo.drawings.feet_above import FootAbove, jointed
from toelab.demo.drawings.feet_side import FootSide
from toelab.demo.drawings.figures import HAIR, WOOD, bare_foot, clothed, hand, head, seated, sleeve
from toelab.demo.drawings.geometry import chain, ellipse, limb, move
from toelab.demo.drawings.ink import CLAY, FINE, INK, SAGE, SAND, SKIN, SKIN_SHADE, TEAL, WHITE, Sheet


def exercise_1() -> Sheet:
    """Sitting on a chair, one foot on the opposite thigh, the knee let down; seen from the front."""
    sheet = Sheet()
    sheet.disc((600, 400), 350, SAND, 0.7)
    sheet.line([(200, 770), (1000, 770)], INK)
    for x, foot_x in ((452, 440), (760, 772)):
        sheet.line([(x, 520), (foot_x, 768)], INK, 10)
    sheet.bar([(446, 514), (768, 514)], 40, WOOD)
    # standing leg
    toes = [
        limb([(671 + 15 * i, 744), (668 + 17 * i, 764 - 2 * i)], (13 if i == 0 else 8.5,) * 2)
        for i in range(5)
    ]
    jointed(sheet, limb([(700, 680), (702, 720)], (31, 40)), toes, SKIN)
    clothed(sheet, [(694, 520), (702, 610), (700, 694)], (64, 55, 42), TEAL)
    clothed(sheet, [(650, 470), (692, 516)], (70, 68), TEAL)
    # trunk
    sheet.merged([(limb([(600, -60), (600, 60)], (44, 46)), SKIN)])
    trunk = [
        (470, 70),
        (520, 40),
        (600, 52),
        (680, 40),
        (730, 70),
        (722, 200),
        (706, 330),
        (716, 460),
        (600, 486),
        (484, 460),
        (494, 330),
        (478, 200),
    ]
    upper_arms = [
        limb([(490, 92), (424, 262)], (46, 36)),
        limb([(710, 92), (830, 200), (884, 290)], (46, 38, 32)),
    ]
    sheet.merged([(trunk, SAGE), *((arm, SAGE) for arm in upper_arms)])
    sheet.line([(484, 236), (496, 182), (504, 150)], INK)
    sheet.line([(718, 184), (708, 160), (704, 142)], INK)
    sheet.line([(545, 42), (600, 78), (655, 42)], INK, FINE)
    # crossed leg, its foot seen from above with the big toe up
    foot = FootAbove(headings=(-8, -1, 5, 12, 20), place=chain(move(scale=0.86, turn=96), move(612, 462)))
    foot.draw(sheet)
    clothed(sheet, [(352, 520), (500, 496), (646, 468)], (62, 52, 40), TEAL)
    clothed(sheet, [(540, 462), (440, 494), (352, 520)], (72, 68, 62), TEAL)
    sheet.line([(400, 556), (440, 540), (480, 532)], INK, FINE)
    # arms
    hand(sheet, (545, 420), (612, 436), 22)
    sleeve(sheet, [(424, 262), (452, 350), (548, 420)], (34, 33, 25), SAGE)
    for i in range(4):
        tip = (806 - 5 * i, 424 + 19 * i)
        sheet.shape(limb([(850 - 2 * i, 408 + 15 * i), tip], (10, 8.5)), SKIN)
    sheet.shape(limb([(872, 366), (856, 430)], (22, 33)), SKIN)
    sleeve(sheet, [(884, 290), (872, 372)], (30, 26), SAGE)
    return sheet


def sitting() -> Sheet:
    """Two ways to sit: sunk back, and upright on the sitting bones."""
    sheet = Sheet()
    sheet.disc((320, 440), 270, SAND, 0.7)
    sheet.disc((850, 440), 270, SAND, 0.7)
    sheet.line([(70, 720), (1130, 720)], INK)
    seated(sheet, (250, 480), 720, slumped=True)
    seated(sheet, (800, 480), 720, slumped=False)
    return sheet


def approach_walk() -> Sheet:
    """Walking in small steps: the lower body in profile."""
    sheet = Sheet()
    sheet.disc((600, 400), 345, SAND, 0.7)
    sheet.line([(90, 722), (1110, 722)], INK)
    front = move(604, 720, scale=0.86)
    rear = chain(move(turn=14, about=(170, 0)), move(404, 720, scale=0.86))
    bare_foot(sheet, rear, lift=14)
    clothed(sheet, [(556, 60), (560, 330), (rear((44, -150)))], (92, 66, 45), "#27605c")
    bare_foot(sheet, front)
    clothed(sheet, [(586, 60), (640, 330), (front((44, -150)))], (98, 70, 47), TEAL)
    shirt = [
        (468, -30),
        (466, 60),
        (470, 128),
        (520, 146),
        (580, 150),
        (640, 144),
        (688, 124),
        (692, 60),
        (690, -30),
    ]
    sheet.shape(shirt, SAGE)
    hand(sheet, (652, 184), (690, 262), 25)
    clothed(sheet, [(572, -110), (596, 50), (650, 190)], (46, 41, 31), SAGE)
    left, right = rear((-4, 0))[0] + 14, front((-8, 0))[0]
    sheet.arrow([((left + right) / 2, 758), (left + 24, 758), (left, 758)], CLAY, 7, 20)
    sheet.arrow([((left + right) / 2, 758), (right - 24, 758), (right, 758)], CLAY, 7, 20)
    return sheet


def stretch() -> Sheet:
    """Sitting on the floor, reaching along a stretched leg."""
    sheet = Sheet()
    sheet.disc((600, 400), 340, SAND, 0.7)
    sheet.bar([(170, 706), (1040, 706)], 24, SAGE)
    place = chain(move(turn=-82, about=(20, -30)), move(scale=0.7), move(868, 690))
    clothed(sheet, [(330, 590), (470, 500), (520, 500)], (70, 58, 52), "#27605c")
    clothed(sheet, [(520, 500), (506, 580), (500, 620)], (52, 44, 38), "#27605c")
    FootSide(place=place, pen=FINE).draw(sheet, shade=SKIN, nails=False)
    clothed(sheet, [(330, 618), (590, 636), (806, 654)], (76, 58, 37), TEAL)
    head(sheet, (578, 262), 34)
    clothed(sheet, [(330, 596), (372, 470), (500, 366)], (74, 68, 58), SAGE)
    hand(sheet, (742, 566), (800, 592), 18)
    sleeve(sheet, [(506, 384), (610, 478), (742, 566)], (40, 33, 24), SAGE)
    sheet.arrow([(660, 330), (736, 390), (790, 468)], CLAY, 7, 22)
    return sheet


def portrait_author() -> Sheet:
    """A quiet bust without a face."""
    sheet = Sheet(1200, 1200)
    sheet.disc((600, 600), 500, SAND, 0.8)
    hair_behind = [
        (430, 470),
        (440, 330),
        (520, 262),
        (640, 258),
        (740, 320),
        (770, 460),
        (752, 540),
        (448, 540),
    ]
    sheet.shape(hair_behind, HAIR)
    jacket = [
        (150, 1240),
        (172, 1050),
        (250, 950),
        (400, 900),
        (500, 860),
        (700, 860),
        (800, 900),
        (950, 950),
        (1028, 1050),
        (1050, 1240),
    ]
    sheet.shape(jacket, TEAL)
    sheet.plank([(486, 866), (714, 866), (600, 1200)], WHITE)
    neck = limb([(600, 700), (600, 880)], (84, 98))
    face = [
        (600, 270),
        (700, 300),
        (748, 400),
        (748, 520),
        (726, 620),
        (668, 704),
        (600, 730),
        (532, 704),
        (474, 620),
        (452, 520),
        (452, 400),
        (500, 300),
    ]
    ears = [ellipse((446, 530), 24, 46, -6), ellipse((754, 530), 24, 46, 6)]
    for ear in ears:
        sheet.shape(ear, SKIN)
    sheet.shape(neck, SKIN)
    sheet.line([(520, 776), (600, 800), (680, 776)], SKIN_SHADE, 5)
    sheet.shape(face, SKIN)
    fringe = [
        (448, 476),
        (438, 360),
        (500, 262),
        (610, 226),
        (716, 262),
        (764, 360),
        (754, 476),
        (726, 400),
        (690, 362),
        (600, 372),
        (540, 340),
        (486, 392),
    ]
    sheet.shape(fringe, HAIR)
    for side in (-1, 1):
        sheet.line([(600 + 36 * side, 474), (600 + 70 * side, 460), (600 + 104 * side, 474)], HAIR, 7)
        sheet.line([(600 + 46 * side, 526), (600 + 70 * side, 516), (600 + 94 * side, 526)], INK, 5)
    sheet.line([(598, 540), (588, 590), (608, 598)], SKIN_SHADE, 5)
    sheet.line([(562, 642), (600, 656), (638, 642)], INK, 5)
    for side in (-1, 1):
        lapel = [
            (600 + 112 * side, 850),
            (600 + 168 * side, 930),
            (600 + 100 * side, 1010),
            (600 + 130 * side, 1046),
            (600 + 4 * side, 1230),
        ]
        sheet.plank([*lapel], TEAL)
        collar = [
            (600 + 84 * side, 826),
            (600 + 128 * side, 858),
            (600 + 92 * side, 960),
            (600 + 8 * side, 900),
        ]
        sheet.plank(collar, WHITE)
    return sheet


PLATES = {
    "exercise-1": exercise_1,
    "sitting": sitting,
    "approach-walk": approach_walk,
    "stretch": stretch,
    "portrait-author": portrait_author,
}
