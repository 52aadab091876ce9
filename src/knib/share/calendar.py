"""The times to train as a calendar (RFC 5545, cited below by section).

Written by hand: what is needed is one kind of component with ten properties, and a library for all of them would be
loaded for nothing else. The tests read it back with such a library.

Times are floating (3.3.5): eight o'clock is eight o'clock wherever the patient is, in summer and in winter. Nothing
tells what is trained or by whom, and the name of this program, a word of the exercises, stands nowhere.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise
from math import gcd
from typing import Final, NamedTuple

from knib.errors import ShareError
from knib.spec.how_often import MOST_TIMES
from knib.units import MINUTE, Ms, short_length

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Days as `BYDAY` writes them (3.3.10), Monday first as Python counts."""

OCTETS: Final = 75
"""Longest line, its ending not counted (3.1)."""

MOST_DAYS: Final = 731
"""From the first to the last: two years and a day."""

_CLOCK = re.compile(r"\s*([0-9]{1,2})(?:[:.]([0-5][0-9]))?\s*")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When to train: on these days, in their order, at these times of day, for `length` ms each time.

    `made` is the day on which the calendar was made. `title` is what the calendar shows, and stands on lock screens.
    """

    days: tuple[date, ...]
    times: tuple[time, ...]
    length: Ms
    made: date
    title: str = "Træning"


def calendar(*plans: Plan) -> bytes:
    """Write plans as one iCalendar file, as few repeating events with a reminder as each plan can be written in.

    The same plans always give the same bytes.

    Raises:
        ShareError: one has no days, no times or too many, or the same time twice.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fysioterapi//Træning//DA", "CALSCALE:GREGORIAN"]
    for number, plan in enumerate(plans, 1):
        _check(plan)
        for run in runs(plan.days):
            for at in plan.times:
                lines += _event(plan, run, at, number)
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def sessions(plan: Plan) -> int:
    """Count the sessions of a plan."""
    return len(plan.times) * len(plan.days)


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
    span = (plan.days[-1] - plan.days[0]).days + 1 if plan.days else 0
    if not 1 <= span <= MOST_DAYS:
        raise ShareError(f"a calendar cannot have {span} days", cure="choose 1 day to 104 weeks")
    if not 1 <= len(plan.times) <= MOST_TIMES or len(set(plan.times)) < len(plan.times):
        raise ShareError("the times of day are none, too many or twice the same", cure="write them as 8:00,12:30,20:00")


class Run(NamedTuple):
    """Days that one rule describes (3.3.10): the first of them, how many they are, and the rule without their count."""

    first: date
    days: int
    rule: str


def runs(days: tuple[date, ...]) -> Iterator[Run]:
    """Write rising days as rules: one for all of them where there is one, else one for each day of the week."""
    rule = _rule(days)
    if rule is not None:
        yield Run(days[0], len(days), rule)
        return
    for weekday in range(len(WEEKDAYS)):
        yield from _steady([day for day in days if day.weekday() == weekday])


def _rule(days: tuple[date, ...]) -> str | None:
    """Write days as one rule; None where no single rule gives exactly these."""
    gaps = {(after - before).days for before, after in pairwise(days)} or {1}
    step = gcd(*gaps)
    weekdays = {day.weekday() for day in days}
    by_day = ",".join(name for day, name in enumerate(WEEKDAYS) if day in weekdays)
    daily = f"FREQ=DAILY;INTERVAL={step}" if step > 1 else "FREQ=DAILY"
    if gaps == {7}:
        return f"FREQ=WEEKLY;BYDAY={by_day}"
    if len(gaps) == 1:
        return daily
    if days == _among(days, 1, weekdays):
        return f"FREQ=WEEKLY;BYDAY={by_day}"
    return f"{daily};BYDAY={by_day}" if days == _among(days, step, weekdays) else None


def _among(days: tuple[date, ...], step: int, weekdays: Collection[int]) -> tuple[date, ...]:
    """Return every so many days from the first to the last that is one of the weekdays."""
    count = (days[-1] - days[0]).days // step + 1
    every = (days[0] + timedelta(days=step * place) for place in range(count))
    return tuple(day for day in every if day.weekday() in weekdays)


def _steady(days: Sequence[date]) -> Iterator[Run]:
    """Write days that are the same day of the week in as few runs of equal steps as they fall into."""
    start = 0
    while start < len(days):
        end, step = start + 1, days[start + 1] - days[start] if start + 1 < len(days) else timedelta(7)
        while end < len(days) and days[end] - days[end - 1] == step:
            end += 1
        weeks, name = step.days // 7, WEEKDAYS[days[start].weekday()]
        rule = "FREQ=WEEKLY" + (f";INTERVAL={weeks}" if weeks > 1 else "")
        yield Run(days[start], end - start, f"{rule};BYDAY={name}")
        start = end


def _event(plan: Plan, run: Run, at: time, number: int) -> Iterator[str]:
    title, begin = escaped(plan.title) + escaped(f", ca. {short_length(plan.length)}"), datetime.combine(run.first, at)
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(plan, run, at, number)}"
    yield f"DTSTAMP:{_day(plan.made)}T000000Z"
    yield f"DTSTART:{_day(begin)}T{begin:%H%M%S}"
    yield f"DURATION:PT{max(1, -(-plan.length // MINUTE))}M"
    yield f"RRULE:{_counted(run)}"
    yield f"SUMMARY:{title}"
    yield "CLASS:PRIVATE"  # 3.8.1.3
    yield "TRANSP:TRANSPARENT"  # 3.8.2.7: the time is not shown to others as taken
    # A reminder at the moment itself (3.6.6): the session is short, and can begin at once.
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", f"DESCRIPTION:{title}", "END:VALARM")
    yield "END:VEVENT"


def _counted(run: Run) -> str:
    """Put the count into a rule (3.3.10): a number of times, so that no time zone can move its end."""
    frequency, semicolon, rest = run.rule.partition(";")
    return f"{frequency};COUNT={run.days}{semicolon}{rest}"


def _uid(plan: Plan, run: Run, at: time, number: int) -> str:
    """Name an event (3.8.4.7): alike whenever the same plan is written, so that importing it twice adds nothing."""
    told = f"{plan.length} {[day.isoformat() for day in plan.days]} {number} {run.first} {run.rule} {at}"
    return f"{sha256(told.encode()).hexdigest()[:32]}@traening.invalid"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
