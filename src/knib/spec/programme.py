"""What a programme is: routines over weeks, the same for everyone who gets it. It never holds a person.

Ladders are already climbed here: each week has the settings of its own. Weeks are counted from 1, without a gap.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from itertools import groupby
from typing import Final, NamedTuple

from knib.errors import Origin
from knib.spec.choices import Variant
from knib.spec.how_often import DAYS_A_WEEK, Range
from knib.values import dataclass

MAX_WEEKS: Final = 52


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjustments:
    """What is changed of a programme for one patient.

    `settings` are values by name: `hold` in every stage that has it, `2.hold` in the second. `weeks` are how many it
    shall have.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    weeks: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """A routine with its settings: what is done in one session.

    `routine` is the name of a file beside the programme's, or a ready routine's id; `settings` are what `--set` would
    give. Two assignments that say the same are equal, wherever they stand, and make one and the same session.
    """

    routine: str
    settings: Mapping[str, str] = field(default_factory=dict, hash=False)
    variant: Variant = Variant.FULL
    origin: Origin = field(compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """One week, with `times` a day on every day but the `rest_days` (0 is Monday).

    All `sessions` are done each time, in this order. With `in_turn` each day of training has one of them, the next one
    on the next day, from week to week: `stage` is the number of the week in which the turn begins. With `by_day` each
    day of the week has its own: its places in `sessions`, none on a rest day.
    """

    number: int
    sessions: tuple[Assignment, ...]
    times: Range = Range(1, 1)
    rest_days: frozenset[int] = frozenset()
    goal: str = ""
    in_turn: bool = False
    stage: int = 1
    by_day: tuple[tuple[int, ...], ...] = ()

    @property
    def days(self) -> int:
        """On how many days something is done: 1 to 7."""
        return DAYS_A_WEEK - len(self.rest_days)

    def on(self, weekday: int, first: int = 0) -> tuple[int, ...]:
        """Return what is done on a day, as places in `sessions`, in a week whose first day is weekday `first`."""
        if weekday in self.rest_days:
            return ()
        if self.by_day:
            return self.by_day[weekday]
        if not self.in_turn:
            return tuple(range(len(self.sessions)))
        earlier = {(first + day) % DAYS_A_WEEK for day in range((weekday - first) % DAYS_A_WEEK)} - self.rest_days
        return (((self.number - self.stage) * self.days + len(earlier)) % len(self.sessions),)


class Period(NamedTuple):
    """Weeks from `first` to `last`, both counted, that are alike in what was asked; `week` is the first of them."""

    first: int
    last: int
    week: Week


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """One programme file."""

    title: str
    weeks: tuple[Week, ...]
    about: str = ""
    source: str = ""
    for_whom: str = ""
    ask_first: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    origin: Origin = field(compare=False)

    def distinct(self) -> tuple[Assignment, ...]:
        """Give each distinct session once, in the order in which they are first done."""
        return tuple(dict.fromkeys(session for week in self.weeks for session in week.sessions))

    def periods(self) -> tuple[Period, ...]:
        """Return the runs of weeks that are alike in everything: sessions and their days, times, rest days and goal."""
        return self._runs(
            lambda week: (week.sessions, week.times, week.rest_days, week.goal, week.in_turn, week.by_day)
        )

    def sets(self) -> tuple[Period, ...]:
        """Give the runs of weeks with the same sessions: a person needs other sounds only when one ends."""
        return self._runs(lambda week: week.sessions)

    def _runs(self, alike: Callable[[Week], object]) -> tuple[Period, ...]:
        runs = [list(run) for _, run in groupby(self.weeks, alike)]
        return tuple(Period(run[0].number, run[-1].number, run[0]) for run in runs)
