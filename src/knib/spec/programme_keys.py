"""A programme as written: every key, its shape and its meaning."""

import re
from collections.abc import Iterator
from typing import Final

from knib.errors import Origin, Problem
from knib.spec.how_often import DAYS, DAYS_A_WEEK, MOST_TIMES, Range
from knib.spec.how_often_keys import Ranged
from knib.spec.keys import Key, Keys, Values
from knib.spec.ladder import Ladder
from knib.spec.programme import Programme, Week
from knib.spec.programme_days import Planned, Sessions
from knib.spec.shapes import Choice, Desk, Flag, ListOf, Map, OneOrMore, Schema, sort_of
from knib.spec.shared import Shared
from knib.spec.texts import NOTE, WORD
from knib.spec.tree import Leaf, Node, Row, below
from knib.units import listed
from knib.values import dataclass

MAX_WEEKS: Final = 52
_SPAN: Final = re.compile(r"([0-9]{1,2})(?:\s*-\s*([0-9]{1,2}))?")


@dataclass(frozen=True, kw_only=True, slots=True)
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

    def weeks(self, times: Range, rest_days: frozenset[int]) -> Iterator[Week]:
        """Give the weeks one by one."""
        count = self.last - self.first + 1
        every = zip(*(staged.climbed(count) for staged in self.planned.sessions), strict=True)
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


class Span:
    """A week's number, or the first and the last of several: `3`, `1-2`."""

    def read(self, node: Node, path: str, desk: Desk) -> tuple[int, int] | None:
        """Read the first and the last week."""
        if (span := span_of(node)) is not None:
            return span
        message = f"weeks are needed here, not {sort_of(node)}"
        desk.tell(node, path, "bad-weeks", message, f"write 3 or 1-2, from 1 to {MAX_WEEKS}, the first one first")
        return None

    def schema(self) -> Schema:
        """Describe it."""
        number: Schema = {"type": "integer", "minimum": 1, "maximum": MAX_WEEKS}
        return {"anyOf": [number, {"type": "string", "pattern": rf"^\s*{_SPAN.pattern}\s*$"}]}


def span_of(node: Node) -> tuple[int, int] | None:
    """Give the first and the last week that are written; None where that is not what stands there."""
    found = _SPAN.fullmatch(node.text.strip()) if isinstance(node, Leaf) else None
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (first, last) if 1 <= first <= last <= MAX_WEEKS else None


def _days(days: tuple[str, ...], node: Node, path: str, desk: Desk) -> frozenset[int] | None:
    numbers = frozenset(map(DAYS.index, days))
    if len(numbers) == DAYS_A_WEEK:
        desk.tell(node, path, "only-rest-days", "every day is a day of rest", "leave at least one day to train")
        return None
    return numbers


REST_DAYS: Final = Map(OneOrMore(ListOf(Choice(DAYS), 0, DAYS_A_WEEK)), _days)
TIMES: Final = Ranged(1, MOST_TIMES)


def _stage(values: Values, node: Node, path: str, desk: Desk) -> Stage | None:
    first, last = values["weeks"]
    planned: Planned = values["sessions"]
    before = len(desk.problems)
    if values.get("in_turn"):
        _check_turn(planned, node, path, desk)
    for staged in planned.sessions:
        for ladder in staged.settings.values():
            if isinstance(ladder, Ladder):
                _check_ladder(ladder, last - first + 1, desk)
    if len(desk.problems) > before:
        return None
    return Stage(
        first=first,
        last=last,
        planned=planned,
        times=values.get("times"),
        rest_days=values.get("rest_days"),
        goal=values.get("goal", ""),
        in_turn=values.get("in_turn", False),
        origin=desk.origin(below(node, "sessions"), f"{path}.sessions"),
    )


def _check_turn(planned: Planned, node: Node, path: str, desk: Desk) -> None:
    where, here = below(node, "in_turn"), f"{path}.in_turn"
    if planned.by_day:
        hint = "leave out 'in_turn', or write the sessions as a list"
        desk.tell(where, here, "turn-and-days", "the sessions have days of their own", hint)
    elif len(planned.sessions) < 2:
        desk.tell(where, here, "turn-of-one", "one session cannot be done in turn", "write two sessions or more")


def _check_ladder(ladder: Ladder, weeks: int, desk: Desk) -> None:
    try:
        ladder.climbed(weeks)
    except ValueError as err:
        hint = "write it for more weeks, or one value"
        problem = Problem(origin=ladder.origin, code="ladder-and-weeks", message=str(err), suggestion=hint)
        desk.problems.append(problem)


STAGE: Final = Keys[Stage](
    {
        "weeks": Key(Span(), "Which weeks: 3, or the first and the last, 1-2.", required=True),
        "sessions": Key(
            Sessions(),
            "What is done each time, all of it in this order; or on each day: {mandag: ..., torsdag: ...}.",
            required=True,
        ),
        "in_turn": Key(Flag(), "Whether the sessions take turns: each day of training has the next one."),
        "times": Key(TIMES, "How many times a day, where it is not as the programme says."),
        "rest_days": Key(REST_DAYS, "The days without training, where they are not as the programme says."),
        "goal": Key(NOTE, "What these weeks are to lead to, in words for the patient."),
    },
    _stage,
)


class Stages:
    """The stages in their order, so that every week stands in exactly one."""

    many: Final = ListOf(STAGE, 1, MAX_WEEKS)

    def read(self, node: Node, path: str, desk: Desk) -> tuple[Stage, ...] | None:
        """Read each stage, and tell which weeks are missing or stand there twice."""
        before = len(desk.problems)
        stages = self.many.read(node, path, desk)
        next_week = 1
        for index, stage in enumerate(node.items if isinstance(node, Row) else ()):
            weeks = below(stage, "weeks")
            if (span := span_of(weeks)) is None:
                break  # told already; what follows cannot be counted
            if span[0] != next_week:
                hint = f"begin these weeks with {next_week}"
                message = f"week {next_week} should come here, not {span[0]}"
                desk.tell(weeks, f"{path}[{index}].weeks", "weeks-out-of-order", message, hint)
            next_week = span[1] + 1
        return stages if len(desk.problems) == before else None

    def schema(self) -> Schema:
        """Describe them."""
        return self.many.schema()


def _programme(values: Values, node: Node, _path: str, desk: Desk) -> Programme | None:
    times, rest_days = values.get("times", Range(1, 1)), values.get("rest_days", frozenset())
    before = len(desk.problems)
    for stage in values["stages"]:
        _check_rest(stage, rest_days, desk)
    if len(desk.problems) > before:
        return None
    texts = {name: values[name] for name in ("about", "source", "for_whom", "ask_first", "safety") if name in values}
    return Programme(
        title=values["programme"],
        weeks=tuple(week for stage in values["stages"] for week in stage.weeks(times, rest_days)),
        origin=Origin(file=desk.file, line=node.line, column=node.column),
        **texts,
    )


def _check_rest(stage: Stage, rest_days: frozenset[int], desk: Desk) -> None:
    if both := stage.both(rest_days):
        message = f"{listed([DAYS[day] for day in sorted(both)], 'and')} has sessions, and is a day of rest, too"
        hint = "leave the day out of 'rest_days'; a day that is not named here is a day of rest anyway"
        problem = Problem(origin=stage.origin, code="rest-and-sessions", message=message, suggestion=hint)
        desk.problems.append(problem)


PROGRAMME: Final = Keys[Programme](
    {
        "programme": Key(WORD, "The title.", required=True),
        "about": Key(NOTE, "What it is for, in a sentence or two."),
        "source": Key(NOTE, "Where it comes from, and what in it does not."),
        "for_whom": Key(NOTE, "Who it is for. Nobody's name: the file is the same for everyone."),
        "ask_first": Key(Shared("ask_first", ListOf(NOTE)), "When to ask a therapist first."),
        "safety": Key(Shared("safety", ListOf(NOTE)), "Safety lines for the overview."),
        "times": Key(TIMES, "How many times a day; once where nothing is written."),
        "rest_days": Key(REST_DAYS, "The days without training; none where nothing is written."),
        "stages": Key(Stages(), "The weeks, from the first to the last.", required=True),
    },
    _programme,
)
