"""A programme's sheet: one for all its weeks, for a patient keeps one piece of paper and loses twelve."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from knib.plan.sentences import sentences
from knib.plan.timeline import Timeline
from knib.share.programme.days import alike_every_day, chosen, diary_of
from knib.share.programme.overview import Lesson, Row, lesson_of, overview
from knib.share.schedule import Diary
from knib.share.sheet.model import Drill, Facts, Sheet, Stage, addressed, check, drills
from knib.spec.model import Routine
from knib.spec.programme import Assignment, Programme
from knib.units import listed, short_length


def programme_sheet(
    programme: Programme, routines: Mapping[Assignment, Routine], timelines: Mapping[Assignment, Timeline], facts: Facts
) -> Sheet:
    """Gather what stands on a programme's sheet; the diary has its weeks.

    Args:
        programme: The programme.
        routines: The routine of each distinct session.
        timelines: What is heard in each of them, and when.
        facts: What a programme does not know. What was chosen goes before what it says.

    Raises:
        ShareError: the link is none.
    """
    check(facts)
    programme = chosen(programme, facts.choices)
    lessons = {
        session: lesson_of(routine, timelines[session].length, timelines[session])
        for session, routine in routines.items()
    }
    rows = overview(programme, lessons).rows
    weeks = len(programme.weeks)
    return Sheet(
        title=programme.title,
        neutral=f"Træning, {_weeks(weeks)}",
        about=programme.about,
        for_whom=addressed(programme.for_whom),
        how_often=_often(rows, weeks),
        diary=_diary(programme, facts),
        exercises=tuple(_drills(routines.values())),
        safety=_once(programme.safety, (routine.safety for routine in routines.values())),
        ask_first=_once(programme.ask_first, (routine.ask_first for routine in routines.values())),
        source=programme.source,
        facts=facts,
        stages=tuple(_stages(rows)),
    )


def _diary(programme: Programme, facts: Facts) -> Diary:
    first = facts.first_day
    if facts.start is None and alike_every_day(programme):
        first -= timedelta(days=first.weekday())
    return diary_of(programme, first)


def _weeks(count: int) -> str:
    return f"{count} uge{'' if count == 1 else 'r'}"


def _often(rows: Sequence[Row], weeks: int) -> str:
    """Say how often and how long, where that is the same in all weeks."""
    often = {row.often for row in rows}
    shortest, longest = short_length(min(row.shortest for row in rows)), short_length(max(row.longest for row in rows))
    lasts = longest if shortest == longest else f"{shortest.removesuffix(' min')} til {longest}"
    if len(often) == 1:
        return f"{often.pop()} i {_weeks(weeks)}, ca. {lasts} hver gang"
    return f"{_weeks(weeks)}, ca. {lasts} hver gang"


def _stages(rows: Sequence[Row]) -> Iterator[Stage]:
    """Give the weeks that are alike; what is the same as above is not said again."""
    changing = len({row.often for row in rows}) > 1
    before = arranged = ""
    for row in rows:
        said = [row.often] if changing and row.often != before else []
        said += [row.arranged] if row.arranged and row.arranged != arranged else []
        yield Stage(
            weeks=f"Uge {row.weeks}",
            doses=(
                *(f"{text[0].upper()}{text[1:]}" for text in said),
                *(line for lesson in row.lessons for line in dose_lines(lesson)),
            ),
            goal=row.reached,
        )
        before, arranged = row.often, row.arranged


def dose_lines(lesson: Lesson) -> Iterator[str]:
    """Return each exercise of a session and its dose; exercises with the same dose share a line."""
    names: dict[str, list[str]] = {}
    for drill in lesson.drills:
        names.setdefault(drill.dose, []).append(drill.name)
    yield from (f"{listed(alike)}: {dose}" for dose, alike in names.items())


def _drills(routines: Iterable[Routine]) -> Iterator[Drill]:
    """Give each distinct exercise as it is first done, without its dose and the sentences that name a number of it."""
    known: set[str] = set()
    for drill in (drill for routine in routines for drill in drills(routine)):
        if drill.name not in known:
            known.add(drill.name)
            yield replace(drill, dose="", stations=(), rounds="", feel=_without_numbers(drill.feel))


def _without_numbers(text: str) -> str:
    """Leave out the sentences with a number: next week it is another one."""
    return " ".join(line for line in sentences(text) if not any(sign.isdecimal() for sign in line))


def _once(own: Sequence[str], others: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Put lines together, each once, a programme's own first."""
    return tuple(dict.fromkeys([*own, *(line for lines in others for line in lines)]))
