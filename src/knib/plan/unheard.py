"""Rests that are written and not taken: what is a problem, and what its writer is told."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from knib.errors import Problem
from knib.plan.timeline import LET_GO, Timeline
from knib.plan.turns import Row, Turn, rows
from knib.spec.model import Phase, Routine
from knib.units import Ms, exact_clock, written_length

LONG: Final = Ms(20_000)
"""A rest of this length or more is part of the dose: nothing shorter may always stand in its place."""


SHORT: Final = Ms(2000)
"""A rest of this length or less is a letting-go: nobody misses its time at the end of an exercise."""


def never_taken(routine: Routine, done: Sequence[Row]) -> list[Problem]:
    """Return a problem for each long rest that is never taken, and in whose place less is rested than was written.

    Args:
        routine: The routine.
        done: The phases of each of its exercises.
    """
    taken = _taken(done)
    shorter = _shorter(routine, done).items()
    return [_problem(rest, "is never taken") for place, rest in shorter if place not in taken and rest.length >= LONG]


def warnings(routine: Routine) -> list[Problem]:
    """Return what the writer of a routine should know of rests that are not always taken, though nothing is wrong."""
    done = rows(routine)
    taken, shorter = _taken(done), _shorter(routine, done)
    cut = [
        _problem(rest, "is cut short" if place in taken else "is never taken")
        for place, rest in shorter.items()
        if place in taken or rest.length < LONG
    ]
    dropped = [(row, rest) for row in done for rest in row.dropped]
    replaced = taken | {_place(rest.turn) for row, rest in dropped if row.instead(rest)}
    ends = {_place(rest.turn): rest.turn for row, rest in dropped if rest.turn.rep or row is done[-1]}
    lost = (turn for place, turn in ends.items() if place not in replaced and turn.phase.length > SHORT)
    return [*cut, *map(_at_the_end, lost)]


def never_let_go(timeline: Timeline) -> list[Problem]:
    """Return a warning for each squeeze that is not told to let go, because what follows leaves no room for it."""
    left_out = {left.origin: left for left in timeline.left_out if left.reason == LET_GO}
    return [
        Problem(
            origin=left.origin,
            code="never-let-go",
            message=f"'{left.text}' is not heard at {exact_clock(left.at)}: what follows leaves it no room",
            suggestion="add 'keep: true' to the rest, or an 'after' or 'between_sets' with room for it",
        )
        for left in left_out.values()
    ]


Place = tuple[str, int, int]
"""Where something is written: file, line and column. What YAML repeats (`*pause`) is written once."""


def _place(turn: Turn) -> Place:
    origin = turn.phase.command.origin
    return origin.file, origin.line, origin.column


def _taken(done: Sequence[Row]) -> set[Place]:
    return {_place(turn) for row in done for turn in row.turns}


class _Replaced(NamedTuple):
    """A rest, and what is taken in its place."""

    rest: Phase
    instead: Phase

    @property
    def length(self) -> Ms:
        return self.rest.length


def _shorter(routine: Routine, done: Sequence[Row]) -> dict[Place, _Replaced]:
    """Return the rests that a shorter one takes the place of, by where they are written.

    A change of sides may stand for a short rest, however short it is itself: the side that worked rests on.
    """
    return {
        _place(rest.turn): _Replaced(rest.turn.phase, instead.phase)
        for exercise, row in zip(routine.exercises, done, strict=True)
        for rest in row.dropped
        if (instead := row.instead(rest))
        and instead.phase.length < rest.turn.phase.length
        and (instead.phase is not exercise.between_sides or rest.turn.phase.length >= LONG)
    }


def _problem(replaced: _Replaced, what: str) -> Problem:
    length, instead = written_length(replaced.length), written_length(replaced.instead.length)
    key = replaced.instead.command.origin.field.split(".")[-2]
    return Problem(
        origin=replaced.rest.command.origin,
        code="rest-not-taken",
        message=f"this rest of {length} {what}: '{key}' takes its place, and lasts {instead}",
        suggestion=f"make '{key}' {length} or more, or add 'keep: true' to the rest, and both are taken",
    )


def _at_the_end(turn: Turn) -> Problem:
    origin, length = turn.phase.command.origin, written_length(turn.phase.length)
    if turn.rep:
        message = f"this rest of {length} is never taken: nothing of its exercise follows it"
        cure = "add 'keep: true' to take it, or write it as 'after' to take it before the next exercise"
    else:
        message = f"this rest of {length} is never taken: no exercise follows it"
        cure = "delete it, or add 'keep: true' to take it"
    return Problem(origin=origin, code="rest-not-taken", message=message, suggestion=cure)
