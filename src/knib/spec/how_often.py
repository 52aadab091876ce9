"""How often and for how long a routine is trained: what stands under `how_often`, in days, in times of day, in words.

Where a range is written (`2-3`), a patient may do the most and is reminded of the least: a diary has room for the most,
a calendar holds the least. A day is counted from the start, which is day 0; Monday is weekday 0, as Python counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from knib.units import listed

DAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
"""The days of a week by their number."""

DAYS_A_WEEK: Final = len(DAYS)

MOST_TIMES: Final = 12
"""Times a day: every hour from eight to seven."""

MOST_EVERY_DAYS: Final = 28
MOST_EVERY_HOURS: Final = 12
MOST_COURSE: Final = 104
"""Weeks of a course: two years."""

FIRST_HOUR, LAST_HOUR = 8, 20
"""The waking hours in which a calendar reminds."""

LATEST_HOUR: Final = 22
"""When the last of several times may be that are so many hours apart."""

_USUAL: Final = (
    "8",
    "8 20",
    "8 12:30 20",
    "8 12 16 20",
    "8 11 14 17 20",
    "8 10 12 15 18 20",
    "8 10 12 14 16 18 20",
    "8 9:30 11 13 15 17 18:30 20",
    "8 9:30 11 12:30 14 15:30 17 18:30 20",
    "8 9:30 11 12 13 14:30 16 17:30 19 20",
    "8 9 10 11 12 13:30 15 16 17 18:30 20",
    "8 9 10 11 12 13 14 15 16 17 18 19",
)


def _clock(written: str) -> time:
    hours, _, minutes = written.partition(":")
    return time(int(hours), int(minutes or 0))


USUAL: Final = {count: tuple(map(_clock, row.split())) for count, row in enumerate(_USUAL, 1)}
"""The times of day for so many times a day, where nobody has chosen them."""


class Range(NamedTuple):
    """From `low` to `high`, both counted; one number has twice the same."""

    low: int
    high: int

    def __str__(self) -> str:
        """Return it in digits: `3`, or `2-3`."""
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True, kw_only=True)
class HowOften:
    """What is prescribed; what is None or empty was not written.

    `every_days` is 2 for every other day. `every_hours` is the hours from one time to the next in the waking day.
    `weekdays` are the days by their numbers. `weeks` is the length of the course. `as_needed` is for a routine that has
    no times: it is done when it is needed.
    """

    times_a_day: Range | None = None
    days_a_week: Range | None = None
    every_days: int | None = None
    weekdays: frozenset[int] = frozenset()
    every_hours: int | None = None
    weeks: Range | None = None
    as_needed: bool = False

    @property
    def in_a_day(self) -> Range | None:
        """Times a day; None where that was not written. A rhythm of days alone is once on each of them."""
        if self.times_a_day or self.as_needed:
            return self.times_a_day
        if self.every_hours:
            count = min(MOST_TIMES, (LAST_HOUR - FIRST_HOUR) // self.every_hours + 1)
            return Range(count, count)
        return Range(1, 1) if self.days_a_week or self.every_days or self.weekdays else None


def in_danish(how: HowOften, rest_days: frozenset[int] = frozenset()) -> str:
    """Return it in Danish: `2-3 gange om dagen, 3 dage om ugen i 8 uger`, `hver anden dag`; empty when nothing is."""
    parts = ["efter behov"] if how.as_needed else [*_times_in_danish(how), *_days_in_danish(how)]
    if rest_days and not how.as_needed:
        parts.append(f"ikke {listed([DAYS[day] for day in sorted(rest_days)])}")
    weeks = f"i {how.weeks} {'uge' if how.weeks.high == 1 else 'uger'}" if how.weeks else ""
    return " ".join(filter(None, (", ".join(parts), weeks)))


def _times_in_danish(how: HowOften) -> Iterator[str]:
    if how.times_a_day:
        yield f"{how.times_a_day} {'gang' if how.times_a_day.high == 1 else 'gange'} om dagen"
    if how.every_hours:
        yield f"hver {_nth(how.every_hours)}time"


def _days_in_danish(how: HowOften) -> Iterator[str]:
    if how.weekdays:
        yield f"hver {listed([DAYS[day] for day in sorted(how.weekdays)])}"
    elif how.days_a_week:
        yield f"{how.days_a_week} {'dag' if how.days_a_week.high == 1 else 'dage'} om ugen"
    elif how.every_days:
        yield f"hver {_nth(how.every_days)}dag"


def _nth(number: int) -> str:
    """Return what stands between "hver" and its noun."""
    return {1: "", 2: "anden "}.get(number, f"{number}. ")


def training_days(
    how: HowOften, start: date, weeks: int, *, rest_days: frozenset[int] = frozenset(), most: bool = False
) -> tuple[date, ...]:
    """Return the days to train in so many weeks from `start` on, none of which is a rest day.

    A number of days a week without names is spread over each week from the start: three are the first, the third and
    the fifth day. Of a range of days they are the least, with `most` the most; the least are among the most.
    """
    if how.as_needed:
        return ()
    days = [start + timedelta(days=day) for day in range(weeks * DAYS_A_WEEK)]
    if how.every_days:
        return tuple(day for day in days[:: how.every_days] if day.weekday() not in rest_days)
    trained = how.weekdays - rest_days if how.weekdays else _spread(how.days_a_week, start, rest_days, most=most)
    return tuple(day for day in days if day.weekday() in trained)


def _spread(count: Range | None, start: date, rest_days: frozenset[int], *, most: bool) -> frozenset[int]:
    """Return weekdays as far from each other as they can be, the first one on the first day that is no rest day."""
    free = [day for place in range(DAYS_A_WEEK) if (day := (start.weekday() + place) % DAYS_A_WEEK) not in rest_days]
    if count is None:
        return frozenset(free)
    many = _evenly(free, count.high)
    if most or count.low >= len(many):
        return frozenset(many)
    return frozenset(many[-(-place * len(many) // count.low)] for place in range(count.low))


def _evenly(days: list[int], count: int) -> list[int]:
    """Choose so many of them, or all where they are no more than that."""
    return days if count >= len(days) else [days[place * len(days) // count] for place in range(count)]


def times_of_day(how: HowOften) -> tuple[time, ...]:
    """Return when on a day to be reminded, the least times of a range; none where nothing is written of times."""
    if how.in_a_day is None:
        return ()
    if how.every_hours:
        return tuple(time(FIRST_HOUR + place * how.every_hours) for place in range(how.in_a_day.low))
    return USUAL[how.in_a_day.low]
