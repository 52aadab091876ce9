"""The sessions of a stage as written: all of them each day, in turn day by day, or each day's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knib.spec.how_often import DAYS, DAYS_A_WEEK
from knib.spec.programme_sessions import Session, Staged
from knib.spec.shapes import Desk, ListOf, OneOrMore, Schema
from knib.spec.tree import Leaf, Node, Table, shown

MAX_SESSIONS: Final = 6
"""Sessions done one after the other."""

MAX_A_WEEK: Final = 14
"""Distinct sessions of one week."""

ENGLISH: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

WEEKDAY: Final = {name: day for names in (DAYS, ENGLISH) for day, name in enumerate(names)}
"""The number of a day by its name, in Danish and in English."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The sessions of a stage. With `by_day` each day of the week has its own, as places in `sessions`."""

    sessions: tuple[Staged, ...]
    by_day: tuple[tuple[int, ...], ...] = ()

    @property
    def rest_days(self) -> frozenset[int]:
        """The days that have no session; none where sessions are not written by day."""
        return frozenset(day for day, places in enumerate(self.by_day) if not places)


class Sessions:
    """A session, a list of them, or a session or a list for each day of the week that is named."""

    plain: Final = OneOrMore(ListOf(Session(), 1, MAX_SESSIONS))

    def read(self, node: Node, path: str, desk: Desk) -> Planned | None:
        """Read them."""
        if isinstance(node, Table) and any(_weekday(name) is not None for name, _ in node.entries):
            return self._by_day(node, path, desk)
        sessions = self.plain.read(node, path, desk)
        return None if sessions is None else Planned(sessions=sessions)

    def _by_day(self, node: Table, path: str, desk: Desk) -> Planned | None:
        before = len(desk.problems)
        found: dict[int, tuple[Staged, ...]] = {}
        for name, value in node.entries:
            here = f"{path}.{shown(name.text)}" if isinstance(name, Leaf) else path
            day = _weekday(name)
            if day is None:
                message = f"'{shown(name.text)}' is no day" if isinstance(name, Leaf) else "a day is needed here"
                desk.tell(name, here, "no-day", message, f"write one of: {', '.join(DAYS)}")
            elif day in found:
                desk.tell(name, here, "day-twice", f"{DAYS[day]} stands here twice", "write its sessions in one list")
            else:
                found[day] = self.plain.read(value, here, desk) or ()
        planned = _planned(found)
        if len(planned.sessions) > MAX_A_WEEK:
            message = f"there are {len(planned.sessions)} different sessions; {MAX_A_WEEK} are allowed"
            desk.tell(node, path, "list-size", message)
        return planned if len(desk.problems) == before else None

    def schema(self) -> Schema:
        """Describe them."""
        plain = self.plain.schema()
        days: Schema = {
            "type": "object",
            "properties": dict.fromkeys(WEEKDAY, plain),
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [*plain["anyOf"], days]}


def _weekday(name: Node) -> int | None:
    return WEEKDAY.get(name.text) if isinstance(name, Leaf) else None


def _planned(days: dict[int, tuple[Staged, ...]]) -> Planned:
    """Number the different sessions of a week; the same one on two days is one."""
    sessions: list[Staged] = []
    by_day = tuple(tuple(_places(days.get(day, ()), sessions)) for day in range(DAYS_A_WEEK))
    return Planned(sessions=tuple(sessions), by_day=by_day)


def _places(day: tuple[Staged, ...], sessions: list[Staged]) -> Iterator[int]:
    for staged in day:
        if staged not in sessions:
            sessions.append(staged)
        yield sessions.index(staged)
