"""The diary of a sheet: a row for each week, with boxes to tick on the days of training."""

from collections.abc import Iterator, Sequence
from typing import Final

from knib.share.schedule import Diary
from knib.share.sheet.boxes import GUTTER, LABEL, TITLE, Box, Look
from knib.share.sheet.model import Sheet, diary_title
from knib.share.sheet.paper import INSIDE, MARGIN, POINT, WIDTH, Paper

MOST_ROWS: Final = 24
"""Weeks in one diary; a longer programme has several, so that each fits on a page."""

DAYS: Final = ("Ma", "Ti", "On", "To", "Fr", "Lø", "Sø")


def diary(sheet: Sheet, paper: Paper, look: Look) -> Iterator[Box]:
    """Return the diary: a row for each week, with a box for each time of each day; many weeks stand in two columns."""
    weeks = len(sheet.diary.weeks)
    for first in range(0, weeks, MOST_ROWS):
        yield _diary(range(first, min(first + MOST_ROWS, weeks)), sheet.diary, paper, look)


def _diary(weeks: range, boxes: Diary, paper: Paper, look: Look) -> Box:
    abreast = 2 if len(weeks) > 4 and boxes.most <= 3 else 1
    rows, high = -(-len(weeks) // abreast), look.row * (1 if boxes.most <= IN_A_ROW else 1.3)
    width = (INSIDE - GUTTER * (abreast - 1)) / abreast

    def draw(y: float) -> None:
        paper.word(diary_title(boxes), MARGIN, y, TITLE)
        paper.word("Sæt et kryds for hver gang, du har trænet.", WIDTH - MARGIN, y + 0.4, LABEL, align=1)
        for place, number in enumerate(weeks):
            column, row = divmod(place, rows)
            x = MARGIN + column * (width + GUTTER)
            if not row:
                _days(boxes, paper, x, y + 6.4, width)
            _week(number + 1, boxes.weeks[number], paper, (x, y + 11.5 + row * high, width, high))

    return Box(11.5 + rows * high, draw)


WEEK: Final = 15.0
"""Width of a week's name in mm."""


def _days(boxes: Diary, paper: Paper, x: float, y: float, width: float) -> None:
    cell = (width - WEEK) / 7
    for number, day in enumerate(boxes.weekdays):
        paper.word(DAYS[day], x + WEEK + (number + 0.5) * cell, y, LABEL, align=0.5)


def _week(number: int, days: Sequence[int], paper: Paper, place: tuple[float, float, float, float]) -> None:
    x, y, width, height = place
    cell = (width - WEEK) / 7
    paper.line(x, y, width, 0, grey=215)
    paper.word(f"Uge {number}", x, y + (height - LABEL.size * POINT) / 2 - 0.4, LABEL)
    for day, times in enumerate(days):
        if times:
            _day(times, paper, (x + WEEK + day * cell, y, cell, height))


IN_A_ROW: Final = 6
"""Boxes of a day that stand beside each other; more stand in two rows."""


def _day(times: int, paper: Paper, place: tuple[float, float, float, float]) -> None:
    x, y, width, height = place
    rows = 1 if times <= IN_A_ROW else 2
    across = -(-times // rows)
    step = min(5.6, (width - 2.2) / across, (height - 1.2) / rows)
    side = min(4.4, step - 0.4)
    left, top = x + (width - across * step + step - side) / 2, y + (height - rows * step + step - side) / 2
    for again in range(times):
        row, column = divmod(again, across)
        paper.box(left + column * step, top + row * step, side)
