"""When a routine is trained, settled once: what it says itself, and what a therapist chose against it.

Calendar, diary, sheet, page, feed and letter are all made from this, so that no two of them can disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from knib.errors import ShareError
from knib.spec.how_often import (
    DAYS_A_WEEK,
    MOST_COURSE,
    MOST_TIMES,
    USUAL,
    HowOften,
    Range,
    in_danish,
    times_of_day,
    training_days,
)
from knib.spec.how_often_about import often_in
from knib.spec.model import Routine

WEEKS: Final = 12
"""The course where nobody says how long: three months, what guidelines call the least (NICE NG123)."""

TIMES: Final = Range(3, 3)
"""Times a day where nobody says how often, as guidelines for the pelvic floor have it."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a therapist chose for one patient; it goes before what a routine or a programme says.

    `times` are times of day; `count` is how many a day where no times of day were chosen. `rest_days` are counted as
    Python does, 0 is Monday.
    """

    times: tuple[time, ...] = ()
    count: int | None = None
    weeks: int | None = None
    rest_days: frozenset[int] = frozenset()

    @property
    def in_a_day(self) -> Range | None:
        """Times a day, or None where they were not chosen."""
        count = len(self.times) or self.count
        return Range(count, count) if count else None


NONE: Final = Choices()


@dataclass(frozen=True, kw_only=True)
class Diary:
    """Boxes to tick: a row for each week, with how many boxes each of its seven days has, from `start` on."""

    start: date
    weeks: tuple[tuple[int, ...], ...]

    @property
    def most(self) -> int:
        """The most boxes that a day has."""
        return max(map(max, self.weeks))

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays of its columns, by their numbers."""
        return tuple((self.start.weekday() + day) % DAYS_A_WEEK for day in range(DAYS_A_WEEK))


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How often and how long, settled: `how` is what anybody said of it, `times` are the times of day, if chosen."""

    how: HowOften
    rest_days: frozenset[int] = frozenset()
    times: tuple[time, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether anybody said how often; else it is what is usual."""
        return self.how.as_needed or self.how.in_a_day is not None

    @property
    def in_a_day(self) -> Range:
        """Times on a day of training. What is done as needed has one box a day."""
        return self.how.in_a_day or (Range(1, 1) if self.how.as_needed else TIMES)

    @property
    def weeks(self) -> Range:
        """Weeks of the course."""
        return self.how.weeks or Range(WEEKS, WEEKS)

    @property
    def times_of_day(self) -> tuple[time, ...]:
        """When a calendar reminds: the least times of a range, and none of what is done as needed."""
        if self.how.as_needed:
            return ()
        return self.times or times_of_day(self.how) or USUAL[TIMES.low]

    @property
    def alike_every_day(self) -> bool:
        """Whether no day differs from another, so that it does not matter on which one it begins."""
        count = Range(DAYS_A_WEEK, DAYS_A_WEEK)
        days = self.how.weekdays or self.rest_days or (self.how.every_days or 1) > 1
        return self.how.as_needed or (not days and (self.how.days_a_week or count) == count)

    def days(self, start: date) -> tuple[date, ...]:
        """Return the days of the calendar: the least of a range of days or weeks.

        Raises:
            ShareError: they go on after the last day that there is.
        """
        check_end(start, self.weeks.low)
        return training_days(self.how, start, self.weeks.low, rest_days=self.rest_days)

    def diary(self, start: date) -> Diary:
        """Return the boxes of the diary: the most of every range.

        Raises:
            ShareError: it goes on after the last day that there is.
        """
        check_end(start, self.weeks.high)
        days = [start + timedelta(days=day) for day in range(self.weeks.high * DAYS_A_WEEK)]
        trained = set(training_days(self.how, start, self.weeks.high, rest_days=self.rest_days, most=True))
        boxes = [self.in_a_day.high if self.how.as_needed or day in trained else 0 for day in days]
        return Diary(start=start, weeks=in_weeks(boxes))

    @property
    def in_danish(self) -> str:
        """How often and how long in Danish, as far as anybody said it: `3 gange om dagen, ikke søndag i 8 uger`."""
        return in_danish(self.how, self.rest_days)


def in_weeks(boxes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Cut days into weeks."""
    return tuple(tuple(boxes[day : day + DAYS_A_WEEK]) for day in range(0, len(boxes), DAYS_A_WEEK))


def check_end(start: date, weeks: int) -> None:
    """Refuse weeks that go on after the last day that there is.

    Raises:
        ShareError: they do.
    """
    if start > date.max - timedelta(days=weeks * DAYS_A_WEEK):
        raise ShareError(f"the calendar ends after the year {date.max.year}", cure="start earlier")


def said_by(routine: Routine) -> HowOften:
    """Return how often a routine says it is trained: in `how_often`, and what that leaves open in its description."""
    written, about = routine.how_often or HowOften(), often_in(routine.about) or HowOften()
    if written.as_needed or written.in_a_day:
        return written if written.weeks else replace(written, weeks=about.weeks)
    return replace(about, weeks=written.weeks or about.weeks)


def settled(said: HowOften, choices: Choices = NONE) -> Schedule:
    """Settle when to train.

    Raises:
        ShareError: no day would be left, or the course or the times are beyond what a calendar or diary can hold.
    """
    check(choices)
    rest_days = choices.rest_days
    free = DAYS_A_WEEK - len(rest_days)
    how = said
    if choices.in_a_day:
        how = replace(how, times_a_day=choices.in_a_day, every_hours=None, as_needed=False)
    if choices.weeks:
        how = replace(how, weeks=Range(choices.weeks, choices.weeks))
    if how.days_a_week:
        how = replace(how, days_a_week=Range(*(min(free, count) for count in how.days_a_week)))
    if how.weekdays:
        how, rest_days = replace(how, weekdays=how.weekdays - rest_days, days_a_week=None), frozenset()
        if not how.weekdays:
            raise ShareError("every day of training is a day of rest", cure="leave at least one day to train")
    return Schedule(how=how, rest_days=rest_days, times=choices.times)


def check(choices: Choices) -> None:
    """Refuse what no calendar or diary can hold.

    Raises:
        ShareError: it is so.
    """
    count = choices.in_a_day
    if (choices.count is not None and not 1 <= choices.count <= MOST_TIMES) or (count and count.high > MOST_TIMES):
        raise ShareError(f"the diary cannot have {choices.count} marks a day", cure=f"choose 1 to {MOST_TIMES}")
    if choices.weeks is not None and not 1 <= choices.weeks <= MOST_COURSE:
        raise ShareError(f"a course cannot have {choices.weeks} weeks", cure=f"choose 1 to {MOST_COURSE}")
    if len(choices.rest_days) >= DAYS_A_WEEK:
        raise ShareError("every day is a day of rest", cure="leave at least one day to train")
    if len(set(choices.times)) < len(choices.times):
        raise ShareError("a time of day stands twice", cure="write them as 8:00,12:30,20:00")


def overruled(said: HowOften, settled_: Schedule) -> str:
    """Say in Danish words what a routine says otherwise than was chosen; empty where they agree or it says nothing."""
    own = Schedule(how=said)
    return own.in_danish if own.in_danish and own.in_danish != settled_.in_danish else ""
