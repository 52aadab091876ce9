"""The times to train as a calendar (RFC 5545, cited below by section).

Written by hand: what is needed is one kind of component with ten properties, and a library for all of them would be
loaded for nothing else. The tests read it back with such a library.

Times are floating (3.3.5): eight o'clock is eight o'clock wherever the patient is, in summer and in winter. Nothing
tells what is trained or by whom, and the name of this program, a word of the exercises, stands nowhere.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Final

from knib.errors import ShareError
from knib.units import MINUTE, Ms, short_length
from knib.values import dataclass

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Days as `BYDAY` writes them (3.3.10), Monday first as Python counts."""

OCTETS: Final = 75
"""Longest line, its ending not counted (3.1)."""

MOST_DAYS: Final = 731
MOST_TIMES: Final = 12

_CLOCK = re.compile(r"\s*([0-9]{1,2})(?:[:.]([0-5][0-9]))?\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A stretch of the programme, in days, with sessions of one length, in ms."""

    length: Ms
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """When to train: at these times of day from `start` on, stage after stage, but not on the rest days.

    `rest_days` are counted as Python does, 0 is Monday. `made` is the day on which the calendar was made. `title` is
    what the calendar shows, and stands on lock screens.
    """

    start: date
    times: tuple[time, ...]
    stages: tuple[Stage, ...]
    made: date
    rest_days: frozenset[int] = frozenset()
    title: str = "Træning"


def calendar(*plans: Plan) -> bytes:
    """Write plans as one iCalendar file, one repeating event with a reminder for each stage and time of day.

    The same plans always give the same bytes.

    Raises:
        ShareError: no session would be left of one, or it has too many.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fysioterapi//Træning//DA", "CALSCALE:GREGORIAN"]
    for plan in plans:
        _check(plan)
        first = plan.start
        for number, stage in enumerate(plan.stages, 1):
            lines += _stage(plan, number, stage, first)
            first += timedelta(days=stage.days)
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def sessions(plan: Plan) -> int:
    """Count the sessions of a plan."""
    days = (plan.start + timedelta(days=day) for day in range(sum(stage.days for stage in plan.stages)))
    return len(plan.times) * sum(day.weekday() not in plan.rest_days for day in days)


def read_times(written: str) -> tuple[time, ...]:
    """Read times of day: `8:00,12:30,20`. White space and order are no matter.

    Raises:
        ShareError: one is no time of day.
    """
    times = []
    for part in written.split(","):
        found = _CLOCK.fullmatch(part)
        if not found or int(found[1]) > 23:
            raise ShareError(f"'{part.strip()}' is no time of day", cure="write them as 8:00,12:30,20:00")
        times.append(time(int(found[1]), int(found[2] or 0)))
    return tuple(sorted(times))


def folded(line: str) -> str:
    """End a line, folded so that no part has more than 75 octets and no sign is cut in two (3.1)."""
    parts, room = [""], OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append("")
            room = OCTETS - 1  # a folded line begins with a blank
        parts[-1] += sign
        room -= size
    return "\r\n ".join(parts) + "\r\n"


def escaped(text: str) -> str:
    """Write a text as a value (3.3.11): one line without control characters, its commas and semicolons marked."""
    line = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return re.sub(r"([\\,;])", r"\\\1", line)


def _check(plan: Plan) -> None:
    days = sum(stage.days for stage in plan.stages)
    if not plan.stages or min(stage.days for stage in plan.stages) < 1 or days > MOST_DAYS:
        raise ShareError(f"a calendar cannot have {days} days", cure="choose 1 day to 104 weeks")
    if not 1 <= len(plan.times) <= MOST_TIMES or len(set(plan.times)) < len(plan.times):
        raise ShareError("the times of day are none, too many or twice the same", cure="write them as 8:00,12:30,20:00")
    if len(plan.rest_days & set(range(7))) == 7:
        raise ShareError("every day is a day of rest", cure="leave at least one day to train")
    if plan.start > date.max - timedelta(days=days):
        raise ShareError(f"the calendar ends after the year {date.max.year}", cure="start earlier")


def _stage(plan: Plan, number: int, stage: Stage, first: date) -> Iterator[str]:
    """Give the events of a stage; none if all its days are days of rest."""
    days = [first + timedelta(days=day) for day in range(stage.days)]
    trained = [day for day in days if day.weekday() not in plan.rest_days]
    if not trained:
        return
    for at in plan.times:
        yield from _event(plan, stage, datetime.combine(trained[0], at), len(trained), number)


def _event(plan: Plan, stage: Stage, begin: datetime, times: int, number: int) -> Iterator[str]:
    title = escaped(plan.title) + escaped(f", ca. {short_length(stage.length)}")
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(plan, number, begin)}"
    yield f"DTSTAMP:{_day(plan.made)}T000000Z"
    yield f"DTSTART:{_day(begin)}T{begin:%H%M%S}"
    yield f"DURATION:PT{max(1, -(-stage.length // MINUTE))}M"
    yield f"RRULE:{_rule(plan, times)}"
    yield f"SUMMARY:{title}"
    yield "CLASS:PRIVATE"  # 3.8.1.3
    yield "TRANSP:TRANSPARENT"  # 3.8.2.7: the time is not shown to others as taken
    # A reminder at the moment itself (3.6.6): the session is short, and can begin at once.
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", f"DESCRIPTION:{title}", "END:VALARM")
    yield "END:VEVENT"


def _rule(plan: Plan, times: int) -> str:
    """Write how an event repeats (3.3.10): a number of times, so that no time zone can move its end."""
    if not plan.rest_days:
        return f"FREQ=DAILY;COUNT={times}"
    days = ",".join(name for day, name in enumerate(WEEKDAYS) if day not in plan.rest_days)
    return f"FREQ=WEEKLY;COUNT={times};BYDAY={days}"


def _uid(plan: Plan, number: int, begin: datetime) -> str:
    """Name an event (3.8.4.7): alike whenever the same plan is written, so that importing it twice adds nothing."""
    stages = [(stage.length, stage.days) for stage in plan.stages]
    told = f"{plan.start} {stages} {sorted(plan.rest_days)} {number} {begin.isoformat()}"
    return f"{sha256(told.encode()).hexdigest()[:32]}@traening.invalid"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
