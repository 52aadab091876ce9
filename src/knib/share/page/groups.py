"""Which of the sessions side by side on a page are done one after the other: those that are done equally often."""

from collections.abc import Sequence
from dataclasses import dataclass

from knib.share.page.model import PageFacts, PageSession
from knib.share.schedule import Schedule, said_by, settled
from knib.spec.how_often import HowOften


@dataclass(frozen=True, kw_only=True)
class Group:
    """Places (from 0) of sessions that are done one after the other, each time of their `schedule`."""

    schedule: Schedule
    sessions: tuple[int, ...]

    @property
    def daily(self) -> bool:
        """Whether it is done on each day, so that the page may ask for it on any of them."""
        return self.schedule.alike_every_day and not self.schedule.how.as_needed


def groups_of(facts: PageFacts, sessions: Sequence[PageSession]) -> tuple[Group, ...]:
    """Return the groups in their order; each session that is done as needed is alone, and a programme has none.

    A finished file, whose routine is not known, is done as the first routine that is.
    """
    if facts.weeks:
        return ()
    own = [settled(said_by(session.routine), facts.choices) for session in sessions]
    known = (schedule for schedule, session in zip(own, sessions, strict=True) if session.routine.exercises)
    first = next(known, settled(HowOften(), facts.choices))
    found: dict[tuple[Schedule, int | None], list[int]] = {}
    for place, (schedule, session) in enumerate(zip(own, sessions, strict=True)):
        theirs = schedule if session.routine.exercises else first
        found.setdefault((theirs, place if theirs.how.as_needed else None), []).append(place)
    return tuple(Group(schedule=schedule, sessions=tuple(places)) for (schedule, _), places in found.items())
