"""How often a routine is trained, as written: every key of `how_often`, its shape and its meaning."""

import re
from dataclasses import dataclass
from typing import Final

from knib.spec.how_often import (
    DAYS,
    DAYS_A_WEEK,
    FIRST_HOUR,
    LATEST_HOUR,
    MOST_COURSE,
    MOST_EVERY_DAYS,
    MOST_EVERY_HOURS,
    MOST_TIMES,
    HowOften,
    Range,
)
from knib.spec.keys import Key, Keys, Values
from knib.spec.shapes import Choice, Desk, Flag, ListOf, Map, OneOrMore, Schema, Whole, sort_of
from knib.spec.tree import Leaf, Node

_WRITTEN: Final = r"([0-9]{1,3})(?:\s*[-–]\s*([0-9]{1,3}))?"


@dataclass(frozen=True)
class Ranged:
    """A whole number from `low` to `high`, or two of them with a dash between: `2-3`."""

    low: int
    high: int

    def read(self, node: Node, path: str, desk: Desk) -> Range | None:
        """Read a number or a range."""
        text = desk.filled(node, path) if isinstance(node, Leaf) and node.sort in {"number", "text"} else ""
        if text is None:
            return None
        written = re.fullmatch(_WRITTEN, text)
        span = Range(int(written[1]), int(written[2] or written[1])) if written else Range(0, 0)
        if self.low <= span.low <= span.high <= self.high:
            return span
        message = f"a number or a range from {self.low} to {self.high} is needed here, not {sort_of(node)}"
        desk.tell(node, path, "bad-range", message, f"write {self.low + 1}, or {self.low + 1}-{self.low + 2}")
        return None

    def schema(self) -> Schema:
        """Describe it: an integer, a range as text, or a text with a placeholder."""
        number: Schema = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [number, {"type": "string", "pattern": rf"^\s*{_WRITTEN}\s*$|\{{"}]}


def _weekdays(days: tuple[str, ...], node: Node, path: str, desk: Desk) -> frozenset[int] | None:
    numbers = frozenset(map(DAYS.index, days))
    if len(numbers) < len(days):
        desk.tell(node, path, "day-twice", "a day stands here twice", "write each day once")
        return None
    return numbers


WEEKDAYS: Final = Map(OneOrMore(ListOf(Choice(DAYS), 1, DAYS_A_WEEK)), _weekdays)


def _how_often(values: Values, node: Node, path: str, desk: Desk) -> HowOften | None:
    how = HowOften(**values)
    problem = next((each for each in CONTRADICTIONS if each[0](how)), None)
    if problem is None:
        return how
    _, message, cure = problem
    desk.tell(node, path, "how-often", message, cure)
    return None


def _says_nothing(how: HowOften) -> bool:
    return how == HowOften()


def _days_twice(how: HowOften) -> bool:
    return bool(how.every_days) and bool(how.weekdays or how.days_a_week)


def _days_unequal(how: HowOften) -> bool:
    count = how.days_a_week
    return bool(how.weekdays and count) and (len(how.weekdays), len(how.weekdays)) != count


def _needed_and_timed(how: HowOften) -> bool:
    return how.as_needed and how != HowOften(as_needed=True, weeks=how.weeks)


def _too_long_a_day(how: HowOften) -> bool:
    if not (how.every_hours and how.times_a_day):
        return False
    return FIRST_HOUR + (how.times_a_day.high - 1) * how.every_hours > LATEST_HOUR


CONTRADICTIONS: Final = (
    (_says_nothing, "nothing is said of how often", "write it as in: {times_a_day: 3}"),
    (_days_twice, "'every_days' stands beside days of the week", "keep one of them"),
    (_days_unequal, "'days_a_week' is not as many as 'weekdays' names", "leave out 'days_a_week'"),
    (_needed_and_timed, "what is done as needed has no times or days", "keep 'as_needed', or the times and days"),
    (_too_long_a_day, "so many times so many hours apart are longer than a day", "fewer times, or fewer hours apart"),
)
"""What cannot be meant, what is said of it, and the cure."""

HOW_OFTEN: Final = Keys[HowOften](
    {
        "times_a_day": Key(Ranged(1, MOST_TIMES), "How many times on each day of training: 3, or 2-3."),
        "days_a_week": Key(Ranged(1, DAYS_A_WEEK), "On how many days of a week; they are spread over it."),
        "every_days": Key(Whole(1, MOST_EVERY_DAYS), "How many days from one to the next: 2 is every other day."),
        "weekdays": Key(WEEKDAYS, "On which days of the week."),
        "every_hours": Key(Whole(1, MOST_EVERY_HOURS), "How many hours from one time to the next, from 8 to 20."),
        "weeks": Key(Ranged(1, MOST_COURSE), "For how many weeks; 12 where nothing is written."),
        "as_needed": Key(Flag(), "Whether it is done when it is needed, and has no times."),
    },
    _how_often,
    {"minProperties": 1},
)
