"""A stage of a programme: weeks that are written together, and what becomes of them when a patient gets others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from knib.errors import Origin, Problem
from knib.spec.how_often import Range
from knib.spec.ladder import Ladder
from knib.spec.programme import Week
from knib.spec.programme_days import Planned
from knib.spec.programme_sessions import Staged
from knib.spec.shapes import Desk


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Weeks that are written together. None of `times` or `rest_days` means as the programme says.

    Days of rest that are written here are told apart from those that follow from sessions written by day.
    """

    first: int
    last: int
    planned: Planned
    times: Range | None
    rest_days: frozenset[int] | None
    goal: str
    in_turn: bool
    origin: Origin

    @property
    def length(self) -> int:
        """How many weeks it has."""
        return self.last - self.first + 1

    @property
    def ladders(self) -> tuple[Ladder, ...]:
        """The ladders of its sessions."""
        values = (value for staged in self.planned.sessions for value in staged.settings.values())
        return tuple(value for value in values if isinstance(value, Ladder))

    def weeks(self, times: Range, rest_days: frozenset[int]) -> Iterator[Week]:
        """Return the weeks one by one."""
        every = zip(*(staged.climbed(self.length) for staged in self.planned.sessions), strict=True)
        resting = rest_days if self.rest_days is None else self.rest_days
        for number, sessions in enumerate(every, self.first):
            yield Week(
                number=number,
                sessions=sessions,
                times=times if self.times is None else self.times,
                rest_days=self.planned.rest_days if self.planned.by_day else resting,
                goal=self.goal,
                in_turn=self.in_turn,
                stage=self.first,
                by_day=self.planned.by_day,
            )

    def both(self, rest_days: frozenset[int]) -> frozenset[int]:
        """Return the days that have sessions and are days of rest, too."""
        resting = rest_days if self.rest_days is None else self.rest_days
        return frozenset(day for day, places in enumerate(self.planned.by_day) if places and day in resting)

    def lasting(self, first: int, weeks: int) -> "Stage":
        """Return it with other weeks; its ladders climb for the same part of them."""

        def climbing(value: str | Ladder) -> str | Ladder:
            if not isinstance(value, Ladder) or not value.weeks:
                return value
            return replace(value, weeks=max(2, (2 * value.weeks * weeks + self.length) // (2 * self.length)))

        def staged_anew(staged: Staged) -> Staged:
            return replace(staged, settings={name: climbing(value) for name, value in staged.settings.items()})

        sessions = tuple(map(staged_anew, self.planned.sessions))
        return replace(self, first=first, last=first + weeks - 1, planned=replace(self.planned, sessions=sessions))


def check_ladder(ladder: Ladder, weeks: int, desk: Desk) -> None:
    """Return a ladder that does not fit into so many weeks."""
    try:
        ladder.climbed(weeks)
    except ValueError as err:
        hint = "write it for more weeks, or one value"
        problem = Problem(origin=ladder.origin, code="ladder-and-weeks", message=str(err), suggestion=hint)
        desk.problems.append(problem)
