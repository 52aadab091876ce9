"""One repetition as a row of phases: how many there are, which rests yield, and how long it takes.

Everything is counted from what is written, before anything is unrolled, so that a small file can never become a large
list.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final, NamedTuple

from knib.spec.model import Exercise, Group, Kind, Phase
from knib.units import HOUR, Ms

MAX_PHASES: Final = 100_000
MAX_SESSION: Final = Ms(12 * HOUR)


def yields(phase: Phase) -> bool:
    """Return whether a phase can give way to a rest that follows it."""
    return phase.kind is Kind.REST and not phase.keep


def gives_way(phase: Phase, following: Phase, *, pause: bool = False) -> bool:
    """Return whether a phase is replaced by the one that stands after it.

    A rest gives way to a rest of its own length or more, and to any rest that is the pause of its set, side or exercise
    (`pause`). It never gives way to a shorter rest.
    """
    return yields(phase) and following.kind is Kind.REST and (pause or following.length >= phase.length)


def count(phases: Sequence[Phase | Group]) -> int:
    """Count the phases without unrolling them."""
    return sum(1 if isinstance(part, Phase) else part.repeat * count(part.phases) for part in phases)


def distinct(phases: Sequence[Phase | Group]) -> Iterator[Phase]:
    """Give the phases as written, those of a group once."""
    for part in phases:
        if isinstance(part, Phase):
            yield part
        else:
            yield from distinct(part.phases)


class _Stretch(NamedTuple):
    """A row of phases summed up, with the rests gone that give way inside it.

    `length` is in ms, `head` the first phase that stands, `tail` the rests at its end that give way to what may follow,
    each longer than the next. Without a `firm` phase, which always stands, the tail is all there is.
    """

    length: int
    head: Phase
    tail: tuple[Phase, ...]
    firm: bool

    def without_tail(self) -> int:
        """Return the length in ms that is left when all of the tail gives way."""
        return self.length - sum(phase.length for phase in self.tail)


def _alone(phase: Phase) -> _Stretch:
    return _Stretch(phase.length, phase, (phase,) if yields(phase) else (), not yields(phase))


def _joined(one: _Stretch, other: _Stretch, *, pause: bool = False) -> _Stretch:
    """Sum up a row and the row after it, which is the pause of a set, side or exercise if `pause`."""
    stands = list(one.tail)
    while stands and gives_way(stands[-1], other.head, pause=pause):
        stands.pop()
    length = one.without_tail() + sum(phase.length for phase in stands) + other.length
    head = one.head if one.firm else [*stands, other.head][0]
    tail = other.tail if other.firm else (*stands, *other.tail)
    return _Stretch(length, head, tail, one.firm or other.firm)


def _repeated(once: _Stretch, times: int, between: Phase | None = None) -> _Stretch:
    """Sum up a row that is done so many times, with a pause between two of them if there is one."""
    if not once.firm:
        return once  # each time gives way to the next
    more = _across(once, between).length - once.length
    return once._replace(length=once.length + (times - 1) * more)


def _across(once: _Stretch, between: Phase | None) -> _Stretch:
    """Sum up a row with a firm phase and the same row again, with a pause between."""
    if between is None or gives_way(between, once.head):
        return _joined(once, once)
    pause = _Stretch(between.length, between, (), firm=True)
    return _joined(_joined(once, pause, pause=True), once)


def _summed(phases: Sequence[Phase | Group]) -> _Stretch:
    parts = (
        _alone(part) if isinstance(part, Phase) else _repeated(_summed(part.phases), part.repeat) for part in phases
    )
    return reduce(_joined, parts)


def cycle_length(phases: Sequence[Phase | Group]) -> Ms:
    """Length of one repetition when it is done over and over, in ms."""
    once = _summed(phases)
    return Ms(_joined(once, once).length - once.length)


def repetitions(exercise: Exercise, number: int | None = None) -> int:
    """Repetitions of each side in each set, or in set `number`, where sets differ; without a number the most of them.

    They are as written, or as many whole cycles as fit in `lasting`.
    """
    if exercise.dose.lasting is None:
        return exercise.dose.by_set[number - 1] if number and exercise.dose.by_set else exercise.dose.reps
    return exercise.dose.lasting // cycle_length(exercise.phases)


def count_exercise(exercise: Exercise) -> int:
    """Count all phases of an exercise, those between included, before any rest yields and without unrolling them."""
    dose, sides, reps = exercise.dose, max(1, len(exercise.dose.sides)), all_repetitions(exercise)
    parts = reps if dose.alternate else dose.sets
    changes = sides * parts - dose.sets if exercise.between_sides else 0
    pauses = dose.sets - 1 if exercise.between_sets else 0
    return sides * reps * count(exercise.phases) + changes + pauses + (exercise.after is not None)


def all_repetitions(exercise: Exercise) -> int:
    """Repetitions of each side in all sets together."""
    return sum(exercise.dose.by_set) or exercise.dose.sets * repetitions(exercise)


def least_length(exercise: Exercise) -> Ms:
    """Return how long an exercise takes, in ms, without its `after` and without the rests at its end that give way."""
    dose, sides, once = exercise.dose, max(1, len(exercise.dose.sides)), _summed(exercise.phases)
    reps = min(exercise.dose.by_set) if exercise.dose.by_set else repetitions(exercise)
    side, turns = (once, reps * sides) if dose.alternate else (_repeated(once, reps), sides)
    one_set = _repeated(side, turns, exercise.between_sides)
    return Ms(_repeated(one_set, dose.sets, exercise.between_sets).without_tail())
