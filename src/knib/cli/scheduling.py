"""How often and how long on the command line: what is chosen there, and what a person is told of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from knib.cli import console
from knib.errors import UsageError

if TYPE_CHECKING:
    from knib.share.schedule import Choices
    from knib.spec.how_often import HowOften


class Day(StrEnum):
    """A day of the week, as the command line takes it."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


def choices_of(
    *, times: str | None = None, count: int | None = None, weeks: int | None = None, rest: Sequence[Day] | None = None
) -> "Choices":
    """Read what was chosen.

    Raises:
        ShareError: no calendar or diary can hold it.
    """
    from knib.share.calendar import read_times
    from knib.share.schedule import Choices, check

    choices = Choices(
        times=read_times(times) if times else (),
        count=count,
        weeks=weeks,
        rest_days=frozenset(list(Day).index(day) for day in rest or ()),
    )
    check(choices)
    return choices


def as_texts(choices: "Choices") -> dict[str, str]:
    """Return what was chosen as texts by name, as settings are: how often is a part of the dose on a paper."""
    rest = " ".join(map(str, sorted(choices.rest_days)))
    chosen = {"--times": choices.count, "--weeks": choices.weeks, "--rest": rest}
    return {name: str(value) for name, value in chosen.items() if value}


def tell(name: str, said: "HowOften", choices: "Choices", start: date) -> None:
    """Tell what was settled where it is not plainly what a routine says: chosen against it, usual, spread, a range."""
    from knib.share.schedule import overruled, settled

    schedule = settled(said, choices)
    if own := overruled(said, schedule):
        console.note(f"{name} itself says '{own}'; it is '{schedule.in_danish}' now, as you chose.")
    if not schedule.stated:
        much = f"{schedule.in_a_day} times a day is counted"
        console.note(f"{name} does not say how often: {much}. Choose with --times, or write 'how_often:' in it.")
    if schedule.how.as_needed:
        console.note(f"{name} is done as needed: no calendar reminds of it, and the diary has one box a day.")
    for line in _open(schedule.how, schedule.rest_days, start):
        console.note(f"{name}: {line}")


def _open(how: "HowOften", rest_days: frozenset[int], start: date) -> Iterable[str]:
    """Say what became of ranges, and of days of a week that have no names."""
    from knib.spec.how_often import DAYS, training_days
    from knib.units import listed

    if how.days_a_week and not how.weekdays and how.days_a_week.low < len(DAYS):
        days = sorted({day.weekday() for day in training_days(how, start, 1, rest_days=rest_days)})
        yield f"{how.days_a_week} days a week are {listed([DAYS[day] for day in days], 'and')} in the calendar."
    spans = {"times a day": how.times_a_day, "days a week": how.days_a_week, "weeks": how.weeks}
    for what, span in spans.items():
        if span and span.low < span.high:
            yield f"of {span} {what} the calendar has {span.low}, and the diary has room for {span.high}."


def refuse_unscheduled(name: str) -> UsageError:
    """Say that what is done as needed has no calendar."""
    return UsageError(f"{name} is done as needed, and has no times.", cure="choose some: --times 8:00,20:00")
