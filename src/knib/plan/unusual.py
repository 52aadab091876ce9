"""What of a routine is far outside of what is in use: nothing is wrong, and its writer is told."""

from collections.abc import Iterator
from typing import Final

from knib.errors import Origin, Problem
from knib.plan.turns import Row, Turn, rows
from knib.spec.dose.plausible import LEAST_REST, LONGEST_SESSION, LONGEST_SQUEEZE, MOST_SQUEEZES
from knib.spec.model import Kind, Routine
from knib.units import Ms, written_length

_SQUEEZE: Final = ("knib", "squeeze")
_FULL: Final = ("fuld kraft", "maksimal", "max", "alt hvad du kan", "så hårdt du kan")
_CURE: Final = "mend the number, if it is not meant"


def unusual(routine: Routine) -> list[Problem]:
    """Return a warning for each length or number that a routine is hardly meant to have."""
    done = rows(routine)
    told: dict[Problem, None] = {}
    for row in done:
        told.update(dict.fromkeys(_lengths(row)))
    count = sum(_is_squeeze(turn) for row in done for turn in row.turns)
    if count > MOST_SQUEEZES:
        told[_problem(routine.origin, f"there are {count} squeezes in one session")] = None
    total = Ms(sum(turn.phase.length for row in done for turn in row.turns))
    if total > LONGEST_SESSION:
        told[_problem(routine.origin, f"the session takes {written_length(total)}")] = None
    return list(told)


def _lengths(row: Row) -> Iterator[Problem]:
    for turn, following in zip(row.turns, [*row.turns[1:], None], strict=True):
        if not _is_squeeze(turn):
            continue
        length = turn.phase.length
        if length > LONGEST_SQUEEZE:
            yield _problem(turn.phase.command.origin, f"this squeeze is held for {written_length(length)}")
        rest = following.phase.length if following and following.phase.kind is Kind.REST else None
        if rest is not None and _is_full(turn) and rest * LEAST_REST < length:
            message = f"{written_length(rest)} of rest follow a squeeze of full strength of {written_length(length)}"
            yield _problem(turn.phase.command.origin, message)


def _is_squeeze(turn: Turn) -> bool:
    return turn.phase.kind in {Kind.WORK, Kind.HOLD} and any(word in _words(turn) for word in _SQUEEZE)


def _is_full(turn: Turn) -> bool:
    return any(word in f"{_words(turn)} {turn.phase.effort.lower()}" for word in _FULL)


def _words(turn: Turn) -> str:
    return turn.phase.command.text.lower()


def _problem(origin: Origin, message: str) -> Problem:
    return Problem(origin=origin, code="unusual", message=message, suggestion=_CURE)
