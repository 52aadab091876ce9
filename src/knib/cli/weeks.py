"""Weeks shown to a person: what is done in each, and how many minutes that takes."""

from collections.abc import Iterator, Sequence
from typing import Any

from knib.cli import console
from knib.share.programme.overview import Lesson, Overview, Row
from knib.units import Ms, clock, short_length

HEADINGS = ("week", "each time", "times a day", "a day", "a week", "dose")


def show_overview(seen: Overview) -> None:
    """Print a programme's weeks as a table, and how much it is in all."""
    console.out(f"{seen.programme.title}: {seen.weeks} week{'s' * (seen.weeks > 1)}")
    console.table(HEADINGS, map(_cells, seen.rows))
    console.out(_range(seen.rows))


def _cells(row: Row) -> tuple[str, ...]:
    rest = f" ({7 - len(row.rest_days)} days)" if row.rest_days else ""
    return (
        row.weeks,
        clock(row.each_time),
        f"{row.times}{rest}",
        short_length(row.each_day),
        short_length(row.each_week),
        "; ".join(_dose(lesson) for lesson in row.lessons),
    )


def _dose(lesson: Lesson) -> str:
    return "; ".join(f"{drill.name}: {drill.dose}" for drill in lesson.drills)


def _range(rows: Sequence[Row]) -> str:
    """Say how many minutes a week has, from the shortest to the longest."""
    lengths = [row.each_week for row in rows]
    low, high = short_length(min(lengths)), short_length(max(lengths))
    return f"{low} a week." if low == high else f"{low} to {high} a week."


def compare(plans: Sequence[tuple[str, Sequence[Row]]]) -> None:
    """Print several programmes or routines below each other, by their minutes a week."""
    console.table(("plan", *HEADINGS[:-1]), list(_compared(plans)))


def _compared(plans: Sequence[tuple[str, Sequence[Row]]]) -> Iterator[tuple[str, ...]]:
    for name, rows in plans:
        for row in rows:
            yield (name, *_cells(row)[:-1])


def by_week(row: Row) -> dict[str, Any]:
    """Give the minutes of weeks that are alike as data of JSON."""
    lengths: dict[str, Ms] = {"session_ms": row.each_time, "day_ms": row.each_day, "week_ms": row.each_week}
    return {"first_week": row.first, "last_week": row.last, "times_a_day": row.times, **lengths}
