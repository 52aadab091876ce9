"""A programme as written: every key, its shape and its meaning."""

import re
from typing import Final

from knib.errors import Origin, Problem
from knib.spec.how_often import DAYS, DAYS_A_WEEK, MOST_TIMES, Range
from knib.spec.how_often_keys import Ranged
from knib.spec.keys import Key, Keys, Values
from knib.spec.programme import MAX_WEEKS, Adjustments, Programme
from knib.spec.programme_days import Planned, Sessions
from knib.spec.programme_sessions import Casebook
from knib.spec.programme_stage import Stage, check_ladder
from knib.spec.shapes import Choice, Desk, Flag, ListOf, Map, OneOrMore, Schema, sort_of
from knib.spec.shared import Shared
from knib.spec.texts import NOTE, WORD
from knib.spec.tree import Leaf, Node, Row, below
from knib.units import listed

_SPAN: Final = re.compile(r"([0-9]{1,2})(?:\s*-\s*([0-9]{1,2}))?")


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
    stage = Stage(
        first=first,
        last=last,
        planned=planned,
        times=values.get("times"),
        rest_days=values.get("rest_days"),
        goal=values.get("goal", ""),
        in_turn=values.get("in_turn", False),
        origin=desk.origin(below(node, "sessions"), f"{path}.sessions"),
    )
    for ladder in stage.ladders:
        check_ladder(ladder, stage.length, desk)
    return stage if len(desk.problems) == before else None


def _check_turn(planned: Planned, node: Node, path: str, desk: Desk) -> None:
    where, here = below(node, "in_turn"), f"{path}.in_turn"
    if planned.by_day:
        hint = "leave out 'in_turn', or write the sessions as a list"
        desk.tell(where, here, "turn-and-days", "the sessions have days of their own", hint)
    elif len(planned.sessions) < 2:
        desk.tell(where, here, "turn-of-one", "one session cannot be done in turn", "write two sessions or more")


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
    names = ("programme", "about", "source", "for_whom", "ask_first", "safety")
    texts: Values = {name: values[name] for name in names if name in values}
    before = len(desk.problems)
    stages: tuple[Stage, ...] = values["stages"]
    for stage in stages:
        _check_rest(stage, rest_days, desk)
    if isinstance(desk, Casebook) and desk.changes != Adjustments():
        from knib.spec.programme_changes import changed, changed_texts  # few programmes are fitted

        texts |= changed_texts(texts, stages[-1].last, desk.changes)
        stages = changed(stages, desk.changes, desk)
    if len(desk.problems) > before:
        return None
    return Programme(
        title=texts.pop("programme"),
        weeks=tuple(week for stage in stages for week in stage.weeks(times, rest_days)),
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
