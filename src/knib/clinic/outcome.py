"""What became of each of many: made, or the error that kept it from being made. Here alone an error is stored."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from knib.errors import KnibError
from knib.values import dataclass

W = TypeVar("W")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Made(Generic[W, M]):
    """What was wanted, and what was made of it."""

    wanted: W
    result: M


@dataclass(frozen=True, slots=True)
class Failed(Generic[W]):
    """What was wanted, and why there is none."""

    wanted: W
    error: KnibError


Outcome = Made[W, M] | Failed[W]


def outcomes(wanted: Iterable[W], attempts: Iterable[Callable[[], M]]) -> Iterator[Outcome[W, M]]:
    """Carry out one attempt for each thing wanted, in order, whatever becomes of the others.

    Only what a person can mend is stored; a bug, or a stop by the keyboard, passes through.
    """
    for wish, attempt in zip(wanted, attempts, strict=True):
        try:
            result = attempt()
        except KnibError as error:
            yield Failed(wish, error)
        else:
            yield Made(wish, result)
