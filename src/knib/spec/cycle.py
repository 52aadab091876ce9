"""One repetition as a row of phases: how many there are, which rests yield, and how long it takes.

Counting comes before unrolling, so that a small file can never become a large list.
"""

from collections.abc import Iterator, Sequence
from typing import Final

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


def cycle(phases: Sequence[Phase | Group]) -> tuple[Phase, ...]:
    """Give the phases that one repetition really takes when it is done over and over."""
    row = tuple(unrolled(phases))
    following = (*row[1:], *row[:1])
    return tuple(
        phase for phase, after in zip(row, following, strict=True) if not (yields(phase) and after.kind is Kind.REST)
    )


def cycle_length(phases: Sequence[Phase | Group]) -> Ms:
    """Length of one repetition when it is done over and over, in ms."""
    return Ms(sum(phase.length for phase in cycle(phases)))


def repetitions(exercise: Exercise) -> int:
    """Repetitions of each side in each set: as written, or as many whole cycles as fit in `lasting`."""
    if exercise.dose.lasting is None:
        return exercise.dose.reps
    return exercise.dose.lasting // cycle_length(exercise.phases)


def count_exercise(exercise: Exercise) -> int:
    """Count all phases of an exercise, those between included, without unrolling them."""
    dose, sides = exercise.dose, max(1, len(exercise.dose.sides))
    turns = dose.sets * sides * repetitions(exercise)
    changes = dose.sets * (turns // dose.sets if dose.alternate else sides)
    between = changes * (exercise.between_sides is not None) + dose.sets * (exercise.between_sets is not None)
    return turns * count(exercise.phases) + between + (exercise.after is not None)


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
