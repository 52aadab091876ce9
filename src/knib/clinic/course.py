"""A programme carried out: each of its distinct sessions once, and what became of each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from knib.clinic.outcome import Failed, Outcome, outcomes
from knib.errors import KnibError, SpecError
from knib.spec.programme import Assignment, Programme

M = TypeVar("M")


def carried_out(programme: Programme, attempts: Iterable[Callable[[], M]]) -> Iterator[Outcome[Assignment, M]]:
    """Carry out one attempt for each distinct session of a programme, whatever becomes of the others.

    What is wrong with a session's routine is told with the place in the programme that asks for it.
    """
    for outcome in outcomes(programme.distinct(), attempts):
        if isinstance(outcome, Failed):
            yield Failed(outcome.wanted, in_its_place(outcome.error, outcome.wanted))
        else:
            yield outcome


def in_its_place(error: KnibError, session: Assignment) -> KnibError:
    """Say of a routine's problems where they were asked for: the same routine may be right with other settings."""
    if not isinstance(error, SpecError):
        return error
    place = f"{session.origin.file}:{session.origin.line}"
    chosen = "".join(f", {name}: {value}" for name, value in session.settings.items())
    asked = f"(asked for in {place}{chosen})"
    return SpecError(replace(problem, suggestion=f"{problem.suggestion} {asked}".strip()) for problem in error.problems)
