"""One repetition as a row of phases: how many there are, which rests yield, and how long it takes.

Everything is counted from what is written, before anything is unrolled, so that a small file can never become a large
list.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from knib.spec.model import Exercise, Group, Kind, Phase
from knib.units import HOUR, Ms

MAX_PHASES: Final = 100_000
MAX_SESSION: Final = Ms(12 * HOUR)


def yields(phase: Phase) -> bool:
    """Tell whether a phase gives way to a rest that follows it."""
    return phase.kind is Kind.REST and not phase.keep


def count(phases: Sequence[Phase | Group]) -> int:
    """Count the phases without unrolling them."""
    return sum(1 if isinstance(part, Phase) else part.repeat * count(part.phases) for part in phases)


def unrolled(phases: Sequence[Phase | Group]) -> Iterator[Phase]:
    """Give the phases of one repetition in the order they are done. Count them first."""
    for part in phases:
        if isinstance(part, Phase):
            yield part
        else:
            for _ in range(part.repeat):
                yield from unrolled(part.phases)


def distinct(phases: Sequence[Phase | Group]) -> Iterator[Phase]:
    """Give the phases as written, those of a group once."""
    for part in phases:
        if isinstance(part, Phase):
            yield part
        else:
            yield from distinct(part.phases)


class _Stretch(NamedTuple):
    """A row of phases summed up: its length in ms without the rests that yield inside it, and its ends."""

    length: int
    first: Phase
    last: Phase

    def yielded(self, following: Phase) -> int:
        """How much shorter this gets, in ms, when that phase follows."""
        return self.last.length if yields(self.last) and following.kind is Kind.REST else 0


def _stretch(phases: Sequence[Phase | Group]) -> _Stretch:
    parts = [_part(part) for part in phases]
    joints = sum(one.yielded(other.first) for one, other in pairwise(parts))
    return _Stretch(sum(part.length for part in parts) - joints, parts[0].first, parts[-1].last)


def _part(part: Phase | Group) -> _Stretch:
    if isinstance(part, Phase):
        return _Stretch(part.length, part, part)
    once = _stretch(part.phases)
    joints = (part.repeat - 1) * once.yielded(once.first)
    return _Stretch(part.repeat * once.length - joints, once.first, once.last)


def cycle_length(phases: Sequence[Phase | Group]) -> Ms:
    """Length of one repetition when it is done over and over, in ms."""
    once = _stretch(phases)
    return Ms(once.length - once.yielded(once.first))


def repetitions(exercise: Exercise) -> int:
    """Repetitions of each side in each set: as written, or as many whole cycles as fit in `lasting`."""
    if exercise.dose.lasting is None:
        return exercise.dose.reps
    return exercise.dose.lasting // cycle_length(exercise.phases)


def count_exercise(exercise: Exercise) -> int:
    """Count all phases of an exercise, those between included, before any rest yields and without unrolling them."""
    dose, sides, reps = exercise.dose, max(1, len(exercise.dose.sides)), repetitions(exercise)
    changes = dose.sets * (sides * (reps if dose.alternate else 1) - 1) if exercise.between_sides else 0
    pauses = dose.sets - 1 if exercise.between_sets else 0
    return dose.sets * sides * reps * count(exercise.phases) + changes + pauses + (exercise.after is not None)


def least_length(exercise: Exercise) -> Ms:
    """A length in ms that the exercise cannot go under: its phases without any rest that could yield."""
    firm = _firm_length(exercise.phases)
    dose = exercise.dose
    return Ms(dose.sets * max(1, len(dose.sides)) * repetitions(exercise) * firm)


def _firm_length(phases: Sequence[Phase | Group]) -> int:
    return sum(
        (0 if yields(part) else part.length) if isinstance(part, Phase) else part.repeat * _firm_length(part.phases)
        for part in phases
    )
