"""Weeks shown to a person: what is done in each, and how many minutes that takes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from knib.cli import console
from knib.errors import UsageError
from knib.share.programme.overview import Lesson, Overview, Row, lesson_of, overview, routine_row
from knib.spec.choices import Variant
from knib.spec.how_often import DAYS_A_WEEK
from knib.units import Ms, clock, short_length
from knib.values import dataclass

if TYPE_CHECKING:
    from knib.spec.programme import Programme

HEADINGS: Final = ("week", "each time", "times a day", "a day", "a week", "dose")


def show_overview(seen: Overview) -> None:
    """Print a programme's weeks as a table, and how much it is in all."""
    begins = f", from {seen.start}" if seen.start else ""
    console.out(f"{seen.programme.title}: {seen.weeks} week{'s' * (seen.weeks > 1)}{begins}")
    console.table(HEADINGS, map(_cells, seen.rows))
    for line in arrangements(seen.programme, [[lesson.title for lesson in row.lessons] for row in seen.rows]):
        console.out(line)
    console.out(_range(seen.rows))


def arrangements(programme: "Programme", titles: Sequence[Sequence[str]]) -> Iterator[str]:
    """Say of each run of weeks with several sessions which is done when; `titles` are those of each run."""
    from knib.share.programme.days import ENGLISH, arranged

    before = ""
    for period, held in zip(programme.periods(), titles, strict=True):
        said = arranged(period.week, held, ENGLISH)
        if said and said != before:
            yield f"From week {period.first}: {said}."
        before = said


def _cells(row: Row) -> tuple[str, ...]:
    rest = f" ({row.days:g} days)" if row.days < DAYS_A_WEEK else ""
    return (
        row.weeks,
        clock(row.longest) if row.shortest == row.longest else f"{clock(row.shortest)}-{clock(row.longest)}",
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for of every routine or programme whose minutes are counted."""

    voice: Sequence[str] | None
    offline: bool
    settings: Mapping[str, str]
    variant: Variant
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A programme or a routine, and the minutes of its weeks. `estimated` tells that some lengths are no more."""

    name: str
    title: str
    rows: Sequence[Row]
    estimated: bool
    seen: Overview | None = None


def plan_weeks(names: Sequence[str], asked: Asked, *, svg: Path | None, json: bool) -> None:
    """Count the minutes of programmes and routines, and print them: of one programme with its doses.

    Raises:
        UsageError: a picture is wanted of something else than one programme.
        SpecError: the first of them that must be mended; every problem of it.
    """
    counted = [_counted(name, asked) for name in names]
    only = counted[0].seen if len(counted) == 1 else None
    if svg:
        _draw(only, svg)
    if json:
        plans = [
            {"plan": each.name, "title": each.title, "weeks": list(map(_week_data, each.rows))} for each in counted
        ]
        console.data({"schema": "knib.weeks/1", "plans": plans})
    elif only:
        show_overview(only)
    else:
        console.table(
            ("plan", *HEADINGS[:-1]), [(each.name, *_cells(row)[:-1]) for each in counted for row in each.rows]
        )
    for each in counted:
        if each.estimated:
            console.note(f"{each.name}: lengths are estimates until its voice has spoken; 'knib render' measures them.")


def _draw(seen: Overview | None, path: Path) -> None:
    from knib.cli.replacing import put_named
    from knib.share.programme.picture import svg

    if not seen:
        raise UsageError("A picture of weeks is drawn of one programme.", cure="leave out --svg, or name one programme")
    put_named(svg(seen).encode(), path)


def _counted(name: str, asked: Asked) -> Counted:
    from knib.cli.programmes import is_course

    return _course_counted(name, asked) if is_course(name) else _routine_counted(name, asked)


def _course_counted(name: str, asked: Asked) -> Counted:
    from knib.cli.programmes import load_course, rehearsals
    from knib.spec.programme import Adjustments

    if asked.variant is not Variant.FULL:
        raise UsageError(f"{name} says the variant of each week itself.", cure="leave out --variant")
    course = load_course(name, Adjustments(settings=asked.settings, weeks=asked.weeks))
    found = rehearsals(course, asked.voice, offline=asked.offline)
    lessons = {session: lesson_of(each.routine, each.timeline.length, each.timeline) for session, each in found.items()}
    seen = overview(course.programme, lessons)
    estimated = any(each.estimated for each in found.values())
    return Counted(name, course.programme.title, seen.rows, estimated, seen)


def _routine_counted(name: str, asked: Asked) -> Counted:
    """Count a routine as often as it says itself."""
    from knib.cli.scheduling import tell
    from knib.cli.sheets import today
    from knib.cli.sources import booth_for, load_routine
    from knib.share.schedule import Choices, said_by, settled
    from knib.studio import rehearse

    routine = load_routine(name, asked.settings, asked.variant)
    rehearsal = rehearse(routine, booth_for(routine, asked.voice, offline=asked.offline))
    choices = Choices(weeks=asked.weeks)
    tell(name, said_by(routine), choices, today())
    lesson = lesson_of(routine, rehearsal.timeline.length, rehearsal.timeline)
    row = routine_row(lesson, settled(said_by(routine), choices))
    return Counted(name, routine.title, (row,), bool(rehearsal.estimated))


def _week_data(row: Row) -> dict[str, Any]:
    lengths: dict[str, Ms] = {"session_ms": row.each_time, "day_ms": row.each_day, "week_ms": row.each_week}
    often = {"times_a_day": row.times.high, "least_times_a_day": row.times.low, "days_a_week": row.days}
    return {"first_week": row.first, "last_week": row.last, **often, "often": row.often, **lengths}
