"""Rests that are written and not taken: what is a problem, and what its writer is told."""

from collections.abc import Sequence
from typing import Final

from knib.errors import Origin, Problem
from knib.plan.turns import Dropped, Row, Turn, rows
from knib.spec.model import Exercise, Phase, Routine
from knib.units import Ms, written_length

PAUSES: Final = ("between_sets", "between_sides", "after")
"""The keys of an exercise that a rest gives way to whatever their length."""


LONG: Final = Ms(20_000)
"""A rest of this length or more is part of the dose: nothing shorter may always stand in its place."""


def never_taken(routine: Routine, done: Sequence[Row]) -> list[Problem]:
    """Return a problem for each long rest that is never taken, and in whose place less is rested than was written.

    Args:
        routine: The routine.
        done: The phases of each of its exercises.
    """
    taken = _taken(done)
    shorter = _shorter(routine, done).items()
    return [
        _problem(exercise, rest, "is never taken")
        for place, (exercise, rest) in shorter
        if place not in taken and rest.turn.phase.length >= LONG
    ]


def warnings(routine: Routine) -> list[Problem]:
    """Return what the writer of a routine should know of rests that are not always taken, though nothing is wrong."""
    done = rows(routine)
    taken, shorter = _taken(done), _shorter(routine, done)
    cut = [
        _problem(exercise, rest, "is cut short" if place in taken else "is never taken")
        for place, (exercise, rest) in shorter.items()
        if place in taken or rest.turn.phase.length < LONG
    ]
    dropped = [rest for row in done for rest in row.dropped]
    replaced = taken | {_place(rest.turn) for rest in dropped if rest.by}
    ends = {_place(rest.turn): rest.turn.phase for rest in dropped if rest.by is None}
    return [*cut, *(_at_the_end(phase) for place, phase in ends.items() if place not in replaced)]


def _place(turn: Turn) -> Origin:
    return turn.phase.command.origin


def _taken(done: Sequence[Row]) -> set[Origin]:
    return {_place(turn) for row in done for turn in row.turns}


def _shorter(routine: Routine, done: Sequence[Row]) -> dict[Origin, tuple[Exercise, Dropped]]:
    """Return the rests that a shorter one takes the place of, by where they are written.

    A change of sides may stand for a short rest, however short it is itself: the side that worked rests on.
    """
    return {
        _place(rest.turn): (exercise, rest)
        for exercise, row in zip(routine.exercises, done, strict=True)
        for rest in row.dropped
        if rest.by
        and rest.by.phase.length < rest.turn.phase.length
        and (rest.by.phase is not exercise.between_sides or rest.turn.phase.length >= LONG)
    }


def _problem(exercise: Exercise, rest: Dropped, what: str) -> Problem:
    assert rest.by  # noqa: S101 -- only those with a shorter rest in their place come here
    length, instead = written_length(rest.turn.phase.length), written_length(rest.by.phase.length)
    pauses = ((name, getattr(exercise, name)) for name in PAUSES)
    place = rest.by.phase.command.origin
    pause = next((name for name, phase in pauses if phase and phase.command.origin == place), "the rest after it")
    return Problem(
        origin=rest.turn.phase.command.origin,
        code="rest-not-taken",
        message=f"this rest of {length} {what}: '{pause}' takes its place, and lasts {instead}",
        suggestion=f"make '{pause}' {length} or more, or add 'keep: true' to the rest, and both are taken",
    )


def _at_the_end(phase: Phase) -> Problem:
    message = f"this rest of {written_length(phase.length)} is never taken: nothing of its exercise follows it"
    cure = "add 'keep: true' to take it, or write it as 'after' to take it before the next exercise"
    return Problem(origin=phase.command.origin, code="rest-not-taken", message=message, suggestion=cure)
