"""One hand for all plates: the palette, the pen, and the sheet that gathers strokes into an SVG."""

from collections.abc import Iterable, Sequence

from toelab.demo.drawings.geometry import Point, controls, ellipse, limb, polar, sample

INK = "#2f3a38"
PAPER = "#faf6ef"
SAND = "#ead9c2"
SKIN = "#f2d6bf"
SKIN_SHADE = "#d9a988"
NAIL = "#f9e9dc"
SAGE = "#8fae9b"
TEAL = "#2f6f6b"
CLAY = "#c9785a"
WHITE = "#fffdf9"
INDIGO = "#475a82"
KINARI = "#efe4cd"
SUMI = "#4b4d4e"

PEN = 3.2
FINE = 2.2


def path(points: Sequence[Point], closed: bool = True) -> str:
    """SVG path data of the smooth curve through the points."""
    parts = [f"M{_pair(points[0])}"]
    for first, second, end in controls(points, closed):
        parts.append(f"C{_pair(first)} {_pair(second)} {_pair(end)}")
    return "".join(parts) + ("Z" if closed else "")


def polygon(points: Sequence[Point], closed: bool = True) -> str:
    """SVG path data of straight lines through the points."""
    return "M" + "L".join(_pair(p) for p in points) + ("Z" if closed else "")


def _pair(p: Point) -> str:
    return f"{p[0]:.1f} {p[1]:.1f}"


class Sheet:
    """A picture in the making. Every method adds on top of what is already there."""

    def __init__(self, width: int = 1200, height: int = 800, ground: str = PAPER) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = [f'<rect width="{width}" height="{height}" fill="{ground}"/>']
        self._clips = 0

    def fill(self, points: Sequence[Point], colour: str, opacity: float = 1) -> None:
        """A soft shape without a line."""
        see = f' fill-opacity="{opacity}"' if opacity < 1 else ""
        self._parts.append(f'<path d="{path(points)}" fill="{colour}"{see}/>')

    def shape(self, points: Sequence[Point], colour: str, pen: float = PEN, line: str = INK) -> None:
        """A filled shape with an ink line."""
        self._parts.append(f'<path d="{path(points)}" fill="{colour}" stroke="{line}" stroke-width="{pen}"/>')

    def plank(self, points: Sequence[Point], colour: str, pen: float = PEN) -> None:
        """A filled shape with straight edges and an ink line: furniture, paper."""
        self._parts.append(
            f'<path d="{polygon(points)}" fill="{colour}" stroke="{INK}" stroke-width="{pen}"/>'
        )

    def merged(self, shapes: Iterable[tuple[Sequence[Point], str]], pen: float = PEN) -> None:
        """Shapes that touch, drawn as one body: a single line around all of them, none inside."""
        data = [(path(points), colour) for points, colour in shapes]
        for d, _ in data:
            self._parts.append(f'<path d="{d}" fill="{INK}" stroke="{INK}" stroke-width="{2 * pen:.1f}"/>')
        for d, colour in data:
            self._parts.append(f'<path d="{d}" fill="{colour}" stroke="{colour}" stroke-width="0.6"/>')

    def line(
        self, points: Sequence[Point], colour: str = INK, pen: float = PEN, dash: str = "", opacity: float = 1
    ) -> None:
        """A smooth open line."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        see = f' stroke-opacity="{opacity}"' if opacity < 1 else ""
        d = path(points, closed=False)
        self._parts.append(f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{pen}"{dashes}{see}/>')

    def arrow(self, points: Sequence[Point], colour: str = CLAY, pen: float = 6, head: float = 20) -> None:
        """A smooth line that ends in an open arrow head."""
        self.line(points, colour, pen)
        (ax, ay), (bx, by) = sample(points, 8)[-2:]
        size = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        back = (bx - (bx - ax) / size * head, by - (by - ay) / size * head)
        nx, ny = -(by - ay) / size * head * 0.62, (bx - ax) / size * head * 0.62
        tips = [(back[0] + nx, back[1] + ny), (bx, by), (back[0] - nx, back[1] - ny)]
        self._parts.append(
            f'<path d="{polygon(tips, closed=False)}" fill="none" stroke="{colour}" stroke-width="{pen}"/>'
        )

    def disc(self, centre: Point, radius: float, colour: str, opacity: float = 1) -> None:
        """A soft round ground behind a figure, or a mark."""
        self.fill(ellipse(centre, radius, radius), colour, opacity)

    def pressure(self, points: Sequence[Point], inside: Sequence[Sequence[Point]]) -> None:
        """Where weight rests: a clay shade, darker in the middle, kept within the given outlines."""
        self._clips += 1
        name = f"within{self._clips}"
        area = "".join(f'<path d="{path(outline)}"/>' for outline in inside)
        cx = sum(p[0] for p in points) / len(points)
        cy = sum(p[1] for p in points) / len(points)
        core = [(cx + (x - cx) * 0.62, cy + (y - cy) * 0.62) for x, y in points]
        self._parts.append(
            f'<clipPath id="{name}">{area}</clipPath><g clip-path="url(#{name})" fill="{CLAY}">'
            f'<path d="{path(points)}" fill-opacity=".38"/><path d="{path(core)}" fill-opacity=".5"/></g>'
        )

    def ticks(self, centre: Point, radius: float, angles: Sequence[float], size: float = 22) -> None:
        """Short rays around a point: strain, touch."""
        for angle in angles:
            ends = [polar(centre, radius, angle), polar(centre, radius + size, angle)]
            self.line(ends, CLAY, 5)

    def tube(self, spine: Sequence[Point], radii: Sequence[float], colour: str, pen: float = PEN) -> None:
        """An outlined limb."""
        self.shape(limb(spine, radii), colour, pen)

    def bar(self, points: Sequence[Point], width: float, colour: str, pen: float = PEN) -> None:
        """An outlined bar with round ends along straight lines: a seat, a mat, a pencil."""
        d = polygon(points, closed=False)
        for stroke, size in ((INK, width + 2 * pen), (colour, width)):
            self._parts.append(f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{size:.1f}"/>')

    def svg(self) -> str:
        """The finished picture."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}">\n'
            '<g stroke-linecap="round" stroke-linejoin="round">\n'
            + "\n".join(self._parts)
            + "\n</g>\n</svg>\n"
        )
