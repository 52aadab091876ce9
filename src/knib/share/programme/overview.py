"""What stands on a programme's overview: values only. Terminal, page and picture are drawn from the same ones."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from knib.plan.timeline import Timeline
from knib.share.programme.days import DANISH, arranged, first_day, length_of_week, often_in_danish, times_of
from knib.share.programme.names import Slot, slots_of, weeks_in_words
from knib.share.schedule import Schedule
from knib.share.sheet.dose import dose_with_rounds
from knib.share.sheet.patterns import pattern_of
from knib.share.sheet.taken import Repetition, TakenCircuit, TakenExercise, taken
from knib.spec.how_often import DAYS, Range
from knib.spec.model import Kind, Routine
from knib.spec.programme import Assignment, Period, Programme
from knib.units import Ms, seconds, short_length
from knib.values import dataclass

SCHEMA: Final = "knib.programme/1"

MONDAY: Final = date(2024, 1, 1)
"""A day to count from, where it does not matter on which one it begins."""

EFFORT: Final = {Kind.WORK, Kind.HOLD, Kind.MOVE}
"""What a repetition is measured by; one that has none of these, as a breath has, is measured whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drill:
    """An exercise and its dose: in words, and as two short lines for a narrow column.

    `effort` is how long one session asks for an effort in it, in ms: it tells weeks apart that look alike.
    """

    name: str
    dose: str
    count: str
    each: str
    effort: Ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """One distinct session: its title, what is done in it, and how long it is in ms."""

    title: str
    drills: tuple[Drill, ...]
    length: Ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Weeks from `first` to `last` that are alike, with what is done each time and in which files it is heard.

    `days` are those of training in a week, on the average. `often` says in Danish how often, `3 gange om dagen, ikke
    søndag`, and `arranged` which of several sessions is done when. `shortest` and `longest` are the times of training,
    in ms, and `each_week` is how long a week takes with the most times a day.
    `goal` is what they lead to in the end; `reached` is the same in the last weeks that have it, and empty before.
    """

    first: int
    last: int
    lessons: tuple[Lesson, ...]
    slots: tuple[Slot, ...]
    times: Range
    days: float
    often: str
    arranged: str
    shortest: Ms
    longest: Ms
    each_week: Ms
    rest_days: frozenset[int]
    goal: str
    reached: str = ""

    @property
    def weeks(self) -> str:
        """Which weeks: `1`, `3–6`."""
        return weeks_in_words(self.first, self.last)

    @property
    def each_time(self) -> Ms:
        """How long the longest time of training is, in ms."""
        return self.longest

    @property
    def each_day(self) -> Ms:
        """How long the longest day of training is with the most times, in ms."""
        return Ms(self.longest * self.times.high)

    @property
    def lasts(self) -> str:
        """How long a time of training is: `6 min`, or `3 til 6 min` where that is not the same each day."""
        longest = short_length(self.longest)
        if self.shortest == self.longest:
            return longest
        return f"{short_length(self.shortest).removesuffix(' min')} til {longest}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """A programme with the lengths and doses of its sessions. `start` is its first day, if it was chosen."""

    programme: Programme
    rows: tuple[Row, ...]
    start: date | None = None

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return len(self.programme.weeks)

    def dates(self, row: Row) -> tuple[date, date] | None:
        """Return the first and the last day of a row; None where no first day was chosen."""
        if self.start is None:
            return None
        return first_day(self.start, row.first), first_day(self.start, row.last + 1) - timedelta(days=1)


def lesson_of(routine: Routine, length: Ms, timeline: Timeline | None = None) -> Lesson:
    """Gather what an overview tells about one session.

    Args:
        routine: The routine.
        length: How long the session is.
        timeline: Where its phases lie, if their lengths may be others than written.
    """
    drills = (_drill(circuit, station) for circuit in taken(routine, timeline) for station in circuit.stations)
    return Lesson(title=routine.title, drills=tuple(drills), length=length)


def _drill(circuit: TakenCircuit, station: TakenExercise) -> Drill:
    pattern = pattern_of(station.repetitions) if station.repetitions else None
    counted = pattern.repetitions if pattern else station.repetitions
    efforts = [_effort(repetition) for repetition in counted]
    return Drill(
        name=station.exercise.name,
        dose=dose_with_rounds(circuit, station),
        count=_count(circuit, station, pattern.counts if pattern else (1,)),
        each=_range([seconds(effort).removesuffix(" s").replace(".", ",") for effort in sorted(efforts)] or ["0"])
        + " s",
        effort=Ms(sum(efforts)),
    )


def _count(circuit: TakenCircuit, station: TakenExercise, counts: Sequence[int]) -> str:
    times = [str(number) for number in (circuit.rounds, station.exercise.dose.sets) if number > 1]
    return "".join(f"{number} × " for number in (*times, _range([str(count) for count in sorted(counts)]))).rstrip()


def _range(sorted_words: Sequence[str]) -> str:
    """Return numbers as their first and last: `8–12`, or `8`."""
    return "–".join(dict.fromkeys((sorted_words[0], sorted_words[-1])))


def _effort(repetition: Repetition) -> Ms:
    """Return how long an effort a repetition asks for; one without any is measured whole."""
    held = sum(phase.length for phase in repetition.phases if phase.kind in EFFORT)
    return Ms(held or sum(phase.length for phase in repetition.phases))


def overview(programme: Programme, lessons: Mapping[Assignment, Lesson], start: date | None = None) -> Overview:
    """Put a programme and its sessions together, weeks that are alike in one row."""
    sets, periods = programme.sets(), programme.periods()
    reached = goals_reached([period.week.goal for period in periods])
    return Overview(
        programme=programme,
        rows=tuple(
            _row(period, lessons, _set_of(period, sets), goal) for period, goal in zip(periods, reached, strict=True)
        ),
        start=start,
    )


def goals_reached(goals: Sequence[str]) -> tuple[str, ...]:
    """Return each goal where it is reached: in the last of the weeks in a row that have it; empty in those before."""
    return tuple(goal if goal != after else "" for goal, after in zip(goals, [*goals, ""][1:], strict=True))


def _set_of(period: Period, sets: Sequence[Period]) -> Period:
    """Find the weeks whose files a period uses: other times a day or another goal change no file."""
    return next(each for each in sets if each.first <= period.first <= each.last)


def _row(period: Period, lessons: Mapping[Assignment, Lesson], files: Period, reached: str) -> Row:
    week, lengths = period.week, {session: lesson.length for session, lesson in lessons.items()}
    held = tuple(lessons[session] for session in week.sessions)
    shortest, longest = times_of(week, lengths)
    return Row(
        first=period.first,
        last=period.last,
        lessons=held,
        slots=slots_of(files),
        times=week.times,
        days=week.days,
        often=often_in_danish(week),
        arranged=arranged(week, [lesson.title for lesson in held], DANISH),
        shortest=shortest,
        longest=longest,
        each_week=length_of_week(week, lengths),
        rest_days=week.rest_days,
        goal=week.goal,
        reached=reached,
    )


def routine_row(lesson: Lesson, schedule: Schedule) -> Row:
    """Gather what is told of the weeks of a routine that stands alone."""
    weeks = schedule.diary(MONDAY).weeks
    days = sum(map(bool, (boxes for week in weeks for boxes in week)))
    return Row(
        first=1,
        last=len(weeks),
        lessons=(lesson,),
        slots=(),
        times=schedule.in_a_day,
        days=days / len(weeks),
        often=schedule.in_danish,
        arranged="",
        shortest=lesson.length,
        longest=lesson.length,
        each_week=Ms(lesson.length * schedule.in_a_day.high * days // len(weeks)),
        rest_days=schedule.rest_days,
        goal="",
    )


def as_data(seen: Overview) -> dict[str, Any]:
    """Give an overview as data of JSON, one entry a week, so that nobody need read a range."""
    return {
        "schema": SCHEMA,
        "title": seen.programme.title,
        "weeks": [
            _dated(seen, number) | _week_data(row, number)
            for row in seen.rows
            for number in range(row.first, row.last + 1)
        ],
    }


def _dated(seen: Overview, number: int) -> dict[str, Any]:
    """Return a week's first day, where the programme has one."""
    return {"first_day": first_day(seen.start, number).isoformat()} if seen.start else {}


def _week_data(row: Row, number: int) -> dict[str, Any]:
    sessions = [
        {
            "name": slot.stem,
            "routine": slot.session.routine,
            "settings": dict(slot.session.settings),
            "variant": str(slot.session.variant),
            "title": lesson.title,
            "duration_ms": lesson.length,
            "doses": [{"exercise": drill.name, "dose": drill.dose} for drill in lesson.drills],
        }
        for slot, lesson in zip(row.slots, row.lessons, strict=True)
    ]
    return {
        "week": number,
        "goal": row.goal,
        "times_a_day": row.times.high,
        "least_times_a_day": row.times.low,
        "often": row.often,
        "arranged": row.arranged,
        "rest_days": [DAYS[day] for day in sorted(row.rest_days)],
        "session_ms": row.each_time,
        "day_ms": row.each_day,
        "week_ms": row.each_week,
        "sessions": sessions,
    }
