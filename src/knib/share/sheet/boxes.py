"""The boxes a sheet is made of: each knows its height in mm, and draws itself at the `y` it is given."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from knib.plan.timeline import Timeline
from knib.share.qr import qr_matrix, runs
from knib.share.sheet import outline
from knib.share.sheet.model import Drill, Sheet, Stage, heading
from knib.share.sheet.outline import Block, Words
from knib.share.sheet.paper import BULLET, INSIDE, MARGIN, POINT, WIDTH, Paper
from knib.share.sheet.picture import WIDE, Mark, bars, borders, hours, legend
from knib.values import dataclass

CODE: Final = 32.0
"""Side of the QR code in mm, without the white around it: more than the 30 that phones need."""

GUTTER: Final = 8.0
LOGO_WIDE, LOGO_HIGH = 50.0, 14.0
"""The rectangle in mm that a logo is drawn into, as large as it fits."""

BESIDE: Final = 5.0
"""Room between a logo and the clinic's name, in mm."""

BAND: Final = "#f3f1ec"
SMALL: Final = Words(text="", size=9, grey=80)
LABEL: Final = Words(text="", size=10)
TITLE: Final = Words(text="", size=12, bold=True)
LABELLED: Final = Words(text="", size=11, bold=True)
STAGE: Final = 24.0
"""Width of the column with the weeks of a programme, in mm."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How much room there is: line height in type sizes; between boxes, for the picture and for a week, in mm."""

    leading: float
    gap: float
    picture: float
    row: float


@dataclass(frozen=True, slots=True)
class Box:
    """Something that is never cut."""

    height: float
    draw: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a paragraph, `top` mm under the block's top."""

    text: str
    top: float
    words: Words
    first: bool

    def draw(self, paper: Paper, x: float, y: float) -> None:
        if self.words.bullet and self.first:
            paper.write(self.words.bullet, x, y + self.top, self.words)
        paper.write(self.text, x + (BULLET if self.words.bullet else 0), y + self.top, self.words)


def head(sheet: Sheet, paper: Paper, look: Look) -> Iterator[Box]:
    """Give the line at the top, and the title with the code beside it."""
    yield _letterhead(sheet, paper)
    link = sheet.facts.link
    width = INSIDE - (CODE + GUTTER if link else 0)
    lines = _lines(outline.lead(sheet), paper, look, width)
    height = _height(lines, look)

    def title(y: float) -> None:
        _write(lines, paper, MARGIN, y)
        if link:
            _code(link, paper, WIDTH - MARGIN - CODE, y + 1)

    yield Box(max(height, CODE + 7 if link else 0), title)


def _letterhead(sheet: Sheet, paper: Paper) -> Box:
    """Give the line at the top, and over its left end the clinic's logo."""
    left, right = heading(sheet)
    logo = sheet.facts.logo
    scale = min(LOGO_WIDE / logo.width, LOGO_HIGH / logo.height) if logo else 0.0
    wide, high = (logo.width * scale, logo.height * scale) if logo else (0.0, 0.0)
    above = max(high - 4.0, 0.0)

    def top(y: float) -> None:
        if logo:
            paper.picture(logo, MARGIN, y, wide, high)
        paper.word(left, MARGIN + (wide + BESIDE if logo else 0), y + above, LABEL)
        paper.word(right, WIDTH - MARGIN, y + above, LABEL, align=1)
        paper.line(MARGIN, y + above + 5.6, INSIDE, 0)

    return Box(above + 6.0, top)


def _code(link: str, paper: Paper, x: float, y: float) -> None:
    matrix = qr_matrix(link)
    module = CODE / len(matrix)
    for column, row, width in runs(matrix):
        paper.bar(x + column * module, y + row * module, width * module, module, "#000000")
    paper.word("Hør træningen her", x + CODE / 2, y + CODE + 1.2, LABEL, align=0.5)


def picture(timeline: Timeline, paper: Paper, look: Look) -> Box:
    """Give the picture of the session: names above it, time and legend below."""
    top, high = 5.0, look.picture

    def draw(y: float) -> None:
        base = y + top + high
        paper.bar(MARGIN, y + top, INSIDE, high, BAND)
        for bar in bars(timeline):
            tall = high * bar.height / 100
            paper.bar(_x(bar.left), base - tall, INSIDE * bar.width / WIDE, tall, bar.colour)
        _names(borders(timeline), paper, y, high)
        for mark in hours(timeline):
            place = mark.left / WIDE
            paper.word(mark.word, _x(mark.left), base + 0.8, SMALL, align=round(place) if place in {0, 1} else 0.5)
        _legend(timeline, paper, base + 6.4)

    return Box(top + high + 10.5, draw)


def _names(marks: Sequence[Mark], paper: Paper, y: float, high: float) -> None:
    """Write the name of each exercise over its beginning, if it has the room."""
    ends = [mark.left for mark in marks[1:]] + [WIDE]
    for mark, end in zip(marks, ends, strict=True):
        paper.line(_x(mark.left), y + 1, 0, high + 4, grey=80)
        room = INSIDE * (end - mark.left) / WIDE - 2
        if paper.width(mark.word, SMALL) <= room:
            paper.word(mark.word, _x(mark.left) + 1.2, y, SMALL)


def _legend(timeline: Timeline, paper: Paper, y: float) -> None:
    x = MARGIN
    for bar, name in legend(timeline):
        tall = 4.0 * bar.height / 100
        paper.bar(x, y - 0.4, 4.0, 4.0, BAND)
        paper.bar(x, y + 3.6 - tall, 4.0, tall, bar.colour)
        paper.word(name, x + 5.2, y, LABEL)
        x += 5.2 + paper.width(name, LABEL) + 6


def _x(thousandths: int) -> float:
    return MARGIN + INSIDE * thousandths / WIDE


def exercise(drill: Drill, paper: Paper, look: Look, room: float) -> Iterator[Box]:
    """Give an exercise with a bar beside it; one that is higher than a page in pieces."""
    yield from _ruled(outline.drill(drill), paper, look, room)


def _ruled(block: Block, paper: Paper, look: Look, room: float) -> Iterator[Box]:
    for lines in _fitting(_lines(block, paper, look, INSIDE - 5), look, room):
        height = _height(lines, look)

        def draw(y: float, lines: Sequence[_Line] = lines, height: float = height) -> None:
            paper.bar(MARGIN, y + 0.8, 1.2, height - 1.2, "#b3541e")
            _write(lines, paper, MARGIN + 5, y)

        yield Box(height, draw)


def stage(weeks: Stage, paper: Paper, look: Look, room: float) -> Iterator[Box]:
    """Give weeks of a programme: which on the left, what is done on the right."""
    for number, lines in enumerate(_fitting(_lines(outline.stage(weeks), paper, look, INSIDE - STAGE), look, room)):
        name = "" if number else weeks.weeks

        def draw(y: float, lines: Sequence[_Line] = lines, name: str = name) -> None:
            paper.line(MARGIN, y - look.gap / 2 + 0.4, INSIDE, 0, grey=215)
            paper.word(name, MARGIN, y, LABELLED)
            _write(lines, paper, MARGIN + STAGE, y)

        yield Box(_height(lines, look), draw)


def side_by_side(blocks: tuple[Block, Block], paper: Paper, look: Look, room: float) -> Iterator[Box]:
    """Give two blocks beside each other; one alone, or two that are too high, go over the whole width."""
    width = (INSIDE - GUTTER) / 2
    left, right = (_lines(block, paper, look, width) for block in blocks)
    height = max(_height(left, look), _height(right, look))
    if left and right and height <= room:

        def draw(y: float) -> None:
            _write(left, paper, MARGIN, y)
            _write(right, paper, MARGIN + width + GUTTER, y)

        yield Box(height, draw)
        return
    for block in blocks:
        yield from closing(block, paper, look, room)


def closing(block: Block, paper: Paper, look: Look, room: float) -> Iterator[Box]:
    """Give a block over the whole width."""
    for lines in _fitting(_lines(block, paper, look, INSIDE), look, room):
        yield Box(_height(lines, look), partial(_write, lines, paper, MARGIN))


def _lines(block: Block, paper: Paper, look: Look, width: float) -> list[_Line]:
    """Break a block into lines, each at its place."""
    lines: list[_Line] = []
    top = 0.0
    for words in block:
        top += words.above if lines else 0
        for number, text in enumerate(paper.lines(words, width)):
            lines.append(_Line(text, top, words, number == 0))
            top += words.size * POINT * look.leading
    return lines


def _height(lines: Sequence[_Line], look: Look) -> float:
    if not lines:
        return 0.0
    last = lines[-1]
    return last.top - lines[0].top + last.words.size * POINT * look.leading


def _fitting(lines: list[_Line], look: Look, room: float) -> Iterator[list[_Line]]:
    """Cut lines into as few pieces as fit on pages; nearly always one, and none of nothing."""
    while lines:
        end = next((end for end in range(len(lines), 1, -1) if _height(lines[:end], look) <= room), 1)
        yield lines[:end]
        lines = lines[end:]


def _write(lines: Sequence[_Line], paper: Paper, x: float, y: float) -> None:
    for line in lines:
        line.draw(paper, x, y - lines[0].top)
