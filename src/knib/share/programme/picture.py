"""A programme as a picture: its weeks from left to right, minutes a week as bars, and below them each exercise's dose.

Standalone SVG in light and dark. Everything it shows stands in the overview's table, too.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from knib.share.programme.overview import Drill, Overview, Row
from knib.units import SECOND, Ms, short_length

WIDE: Final = 1000
LABELS: Final = 180
"""Width of the exercises' names; the weeks share the rest."""

BARS: Final = 120
"""Height of the longest week's bar."""

TOP: Final = 34
"""Where the longest bar begins."""

HIGH: Final = 46
"""Height of an exercise's row."""

SIGN: Final = 8
"""Width of a sign, roughly: what has no room is left out, and stays in the table."""

PALEST, DEEPEST = 14, 50
"""How strong the colour of a dose is, in per cent: from next to no effort to the exercise's most."""

STYLE: Final = """
.k-page { fill: #ffffff } .k-ink { fill: #222222 } .k-soft { fill: #5a5a5a } .k-dose { fill: #b3541e }
.k-line { stroke: #c9c4ba }
@media (prefers-color-scheme: dark) { .k-page { fill: #17191c } .k-ink { fill: #f0eee9 } .k-soft { fill: #b4b0a8 }
  .k-dose { fill: #e58f57 } .k-line { stroke: #4a4d52 } }
"""


class Cell(NamedTuple):
    """A dose that stays the same from week `first` to week `last`."""

    first: int
    last: int
    drill: Drill


def svg(seen: Overview) -> str:
    """Draw the picture."""
    drawn = _rows(seen)
    high = TOP + BARS + 44 + HIGH * len(drawn) + 12
    title = escape(f"{seen.programme.title}: {seen.weeks} uge{'' if seen.weeks == 1 else 'r'}")
    shape = f'viewBox="0 0 {WIDE} {high}" role="img" lang="da"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {shape} font-family="system-ui, sans-serif" font-size="14">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="k-page" width="{WIDE}" height="{high}"/>',
            f'<text class="k-soft" x="12" y="{TOP + BARS - 4}">minutter om ugen</text>',
            f'<text class="k-soft" x="12" y="{TOP + BARS + 24}">uge</text>',
            *_bars(seen),
            *_numbers(seen),
            *(line for place, (name, cells) in enumerate(drawn) for line in _exercise(place, name, cells, seen.weeks)),
            "</svg>",
            "",
        ]
    )


def _x(week: int, weeks: int) -> int:
    """Give the left edge of a week, counted from 1; that of the week after the last is the right edge."""
    return LABELS + (WIDE - LABELS - 12) * (week - 1) // weeks


def _bars(seen: Overview) -> Iterator[str]:
    """Draw a bar for each week, and write its minutes over the first of those that are alike."""
    longest = max(row.each_week for row in seen.rows)
    for length, run in groupby(_each_week(seen), lambda week: week[1].each_week):
        weeks = [number for number, _ in run]
        tall = max(1, BARS * length // longest)
        for week in weeks:
            left, right = _x(week, seen.weeks), _x(week + 1, seen.weeks)
            place = f'x="{left + 2}" y="{TOP + BARS - tall}" width="{right - left - 4}" height="{tall}"'
            yield f'<rect class="k-dose" {place} rx="2"/>'
        words = short_length(length).removesuffix(" min")
        left, right = _x(weeks[0], seen.weeks), _x(weeks[-1] + 1, seen.weeks)
        if len(words) * SIGN < right - left:
            middle, y = (left + right) // 2, TOP + BARS - tall - 8
            yield f'<text class="k-ink" x="{middle}" y="{y}" text-anchor="middle">{words}</text>'


def _each_week(seen: Overview) -> Iterator[tuple[int, Row]]:
    for row in seen.rows:
        for number in range(row.first, row.last + 1):
            yield number, row


def _numbers(seen: Overview) -> Iterator[str]:
    """Write the weeks' numbers, or every fifth where there are many."""
    often = 1 if seen.weeks <= 26 else 5
    for week in range(1, seen.weeks + 1):
        if week == 1 or week % often == 0:
            middle = (_x(week, seen.weeks) + _x(week + 1, seen.weeks)) // 2
            yield f'<text class="k-soft" x="{middle}" y="{TOP + BARS + 24}" text-anchor="middle">{week}</text>'


def _rows(seen: Overview) -> list[tuple[str, list[Cell]]]:
    """Give each exercise of each routine and its doses, in the order in which a person meets them."""
    found: dict[tuple[str, str, int], list[Cell]] = {}
    for row in seen.rows:
        for lesson in row.lessons:
            for place, drill in enumerate(lesson.drills):
                cells = found.setdefault((lesson.title, drill.name, place), [])
                before = cells[-1] if cells else None
                if before and before.drill == drill and before.last in {row.first - 1, row.last}:
                    cells[-1] = before._replace(last=row.last)
                else:
                    cells.append(Cell(row.first, row.last, drill))
    return [(name, cells) for (_, name, _), cells in found.items()]


def _exercise(place: int, name: str, cells: Sequence[Cell], weeks: int) -> Iterator[str]:
    y = TOP + BARS + 44 + place * HIGH
    room = (LABELS - 20) // SIGN
    shown = name if len(name) <= room else name[: room - 1] + "…"
    yield f'<path class="k-line" d="M12 {y}H{WIDE - 12}"/>'
    yield f'<text class="k-ink" x="12" y="{y + HIGH // 2 + 5}">{escape(shown)}</text>'
    most = max(Ms(SECOND // 1000), *(cell.drill.effort for cell in cells))
    for cell in cells:
        yield from _cell(cell, PALEST + (DEEPEST - PALEST) * cell.drill.effort // most, y, weeks)


def _cell(cell: Cell, strength: int, y: int, weeks: int) -> Iterator[str]:
    left, right = _x(cell.first, weeks), _x(cell.last + 1, weeks)
    wide, middle = right - left, (left + right) // 2
    yield f"<g><title>{escape(cell.drill.dose)}</title>"
    place = f'x="{left + 2}" y="{y + 3}" width="{wide - 4}" height="{HIGH - 6}"'
    yield f'<rect class="k-dose" fill-opacity="0.{strength}" {place} rx="3"/>'
    count, each = cell.drill.count, cell.drill.each
    lines = [f"{count} {each}"] if (len(count) + len(each) + 1) * SIGN < wide else [count, each]
    if max(map(len, lines)) * SIGN <= wide + 4:
        top = y + HIGH // 2 + (5 if len(lines) == 1 else -4)
        for number, line in enumerate(lines):
            place = f'x="{middle}" y="{top + 17 * number}"'
            yield f'<text class="k-ink" {place} text-anchor="middle">{escape(line)}</text>'
    yield "</g>"
