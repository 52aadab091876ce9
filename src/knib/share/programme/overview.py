"""What stands on a programme's overview: values only. Terminal, page and picture are drawn from the same ones."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from knib.plan.timeline import Timeline
from knib.share.programme.names import Slot, slots_of, weeks_in_words
from knib.share.sheet.dose import dose_with_rounds
from knib.share.sheet.patterns import pattern_of
from knib.share.sheet.taken import Repetition, TakenCircuit, TakenExercise, taken
from knib.spec.how_often import DAYS
from knib.spec.model import Kind, Routine
from knib.spec.programme import Assignment, Period, Programme
from knib.units import Ms, listed, seconds
from knib.values import dataclass

SCHEMA: Final = "knib.programme/1"

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

    `goal` is what they lead to in the end; `reached` is the same in the last weeks that have it, and empty before.
    """

    first: int
    last: int
    lessons: tuple[Lesson, ...]
    slots: tuple[Slot, ...]
    times: int
    rest_days: frozenset[int]
    goal: str
    reached: str = ""

    @property
    def weeks(self) -> str:
        """Which weeks: `1`, `3–6`."""
        return weeks_in_words(self.first, self.last)

    @property
    def each_time(self) -> Ms:
        """How long everything takes that is done one after the other, in ms."""
        return Ms(sum(lesson.length for lesson in self.lessons))

    @property
    def each_day(self) -> Ms:
        """How long a day of training takes, in ms."""
        return Ms(self.each_time * self.times)

    @property
    def each_week(self) -> Ms:
        """How long a week takes, in ms."""
        return Ms(self.each_day * (len(DAYS) - len(self.rest_days)))

    @property
    def often(self) -> str:
        """How often, in Danish: `3 gange om dagen, ikke søndag`."""
        times = f"{self.times} gang{'' if self.times == 1 else 'e'} om dagen"
        return f"{times}, ikke {listed([DAYS[day] for day in sorted(self.rest_days)])}" if self.rest_days else times


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """A programme with the lengths and doses of its sessions."""

    programme: Programme
    rows: tuple[Row, ...]

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return len(self.programme.weeks)


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


def overview(programme: Programme, lessons: Mapping[Assignment, Lesson]) -> Overview:
    """Put a programme and its sessions together, weeks that are alike in one row."""
    sets, periods = programme.sets(), programme.periods()
    reached = goals_reached([period.week.goal for period in periods])
    return Overview(
        programme=programme,
        rows=tuple(
            _row(period, lessons, _set_of(period, sets), goal) for period, goal in zip(periods, reached, strict=True)
        ),
    )


def goals_reached(goals: Sequence[str]) -> tuple[str, ...]:
    """Return each goal where it is reached: in the last of the weeks in a row that have it; empty in those before."""
    return tuple(goal if goal != after else "" for goal, after in zip(goals, [*goals, ""][1:], strict=True))


def _set_of(period: Period, sets: Sequence[Period]) -> Period:
    """Find the weeks whose files a period uses: other times a day or another goal change no file."""
    return next(each for each in sets if each.first <= period.first <= each.last)


def _row(period: Period, lessons: Mapping[Assignment, Lesson], files: Period, reached: str) -> Row:
    week = period.week
    return Row(
        first=period.first,
        last=period.last,
        lessons=tuple(lessons[session] for session in week.sessions),
        slots=slots_of(files),
        times=week.times,
        rest_days=week.rest_days,
        goal=week.goal,
        reached=reached,
    )


def as_data(seen: Overview) -> dict[str, Any]:
    """Give an overview as data of JSON, one entry a week, so that nobody need read a range."""
    return {
        "schema": SCHEMA,
        "title": seen.programme.title,
        "weeks": [_week_data(row, number) for row in seen.rows for number in range(row.first, row.last + 1)],
    }


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
        "times_a_day": row.times,
        "rest_days": [DAYS[day] for day in sorted(row.rest_days)],
        "session_ms": row.each_time,
        "day_ms": row.each_day,
        "week_ms": row.each_week,
        "sessions": sessions,
    }
