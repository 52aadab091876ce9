"""A programme as written: every key, its shape and its meaning."""

import re
from collections.abc import Iterator
from typing import Final

from knib.errors import Origin, Problem
from knib.spec.how_often import DAYS, DAYS_A_WEEK
from knib.spec.keys import Key, Keys, Values
from knib.spec.ladder import Ladder
from knib.spec.programme import Programme, Week
from knib.spec.programme_sessions import Session, Staged
from knib.spec.shapes import Choice, Desk, ListOf, Map, OneOrMore, Schema, Whole, sort_of
from knib.spec.shared import Shared
from knib.spec.texts import NOTE, WORD
from knib.spec.tree import Leaf, Node, Row, below
from knib.values import dataclass

MAX_WEEKS: Final = 52
MAX_TIMES: Final = 6
"""Times a day: as many as a diary has room for."""

MAX_SESSIONS: Final = 6
"""Sessions done one after the other."""

_SPAN: Final = re.compile(r"([0-9]{1,2})(?:\s*-\s*([0-9]{1,2}))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """Weeks that are written together. None of `times` or `rest_days` means as the programme says."""

    first: int
    last: int
    sessions: tuple[Staged, ...]
    times: int | None
    rest_days: frozenset[int] | None
    goal: str

    def weeks(self, times: int, rest_days: frozenset[int]) -> Iterator[Week]:
        """Give the weeks one by one."""
        count = self.last - self.first + 1
        every = zip(*(staged.climbed(count) for staged in self.sessions), strict=True)
        for number, sessions in enumerate(every, self.first):
            yield Week(
                number=number,
                sessions=sessions,
                times=times if self.times is None else self.times,
                rest_days=rest_days if self.rest_days is None else self.rest_days,
                goal=self.goal,
            )


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
TIMES: Final = Whole(1, MAX_TIMES)


def _stage(values: Values, _node: Node, _path: str, desk: Desk) -> Stage | None:
    first, last = values["weeks"]
    before = len(desk.problems)
    for staged in values["sessions"]:
        for ladder in staged.settings.values():
            if isinstance(ladder, Ladder):
                _check_ladder(ladder, last - first + 1, desk)
    if len(desk.problems) > before:
        return None
    return Stage(
        first=first,
        last=last,
        sessions=values["sessions"],
        times=values.get("times"),
        rest_days=values.get("rest_days"),
        goal=values.get("goal", ""),
    )


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
            OneOrMore(ListOf(Session(), 1, MAX_SESSIONS)),
            "What is done each time, in this order.",
            required=True,
        ),
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


def _programme(values: Values, node: Node, _path: str, desk: Desk) -> Programme:
    times, rest_days = values.get("times", 1), values.get("rest_days", frozenset())
    texts = {name: values[name] for name in ("about", "source", "for_whom", "ask_first", "safety") if name in values}
    return Programme(
        title=values["programme"],
        weeks=tuple(week for stage in values["stages"] for week in stage.weeks(times, rest_days)),
        origin=Origin(file=desk.file, line=node.line, column=node.column),
        **texts,
    )


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
