"""From exercises to the row of phases that are really done: sets, sides, repetitions, and the rests that yield."""

from collections.abc import Iterator

from knib.spec.cycle import repetitions, unrolled, yields
from knib.spec.model import Exercise, Kind, Phase, Routine
from knib.units import Ms
from knib.values import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A phase and where in the dose it is done. Sets and repetitions count from 1; `rep` is 0 between repetitions.

    `said` is the length in ms that its texts tell, where that is not its own to the millisecond.
    """

    phase: Phase
    set: int
    rep: int
    side: str
    said: Ms | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The phases that an exercise takes, in order, and the rest that was dropped at its very end, if there was one."""

    turns: tuple[Turn, ...]
    dropped: Turn | None


def rows(routine: Routine) -> list[Row]:
    """Give, for each exercise, the phases it takes.

    A rest that is followed by a rest is replaced by it, also across exercises; a rest at the very end of an
    exercise is dropped, unless it is the `after` that leads to the next. `keep: true` holds any of them, and what is
    no rest always stands.
    """
    following = [next(_sets(exercise)).phase for exercise in routine.exercises[1:]]
    return [_row(exercise, after) for exercise, after in zip(routine.exercises, [*following, None], strict=True)]


def _row(exercise: Exercise, following: Phase | None) -> Row:
    after = exercise.after if exercise.after and _leads_on(exercise.after, following) else None
    written = [*_sets(exercise), *([Turn(after, exercise.dose.sets, 0, "")] if after else [])]
    done = _settled(written)
    dropped = done.pop() if after is None and yields(done[-1].phase) else None
    return Row(tuple(done), dropped)


def _settled(row: list[Turn]) -> list[Turn]:
    """Leave out each rest that the next phase, itself a rest, replaces."""
    following = [*row[1:], None]
    return [
        turn
        for turn, after in zip(row, following, strict=True)
        if not (yields(turn.phase) and after is not None and after.phase.kind is Kind.REST)
    ]


def _leads_on(after: Phase, following: Phase | None) -> bool:
    """Tell whether an `after` stands: a rest must lead to a next exercise that does not begin with a rest itself."""
    return not yields(after) or (following is not None and following.kind is not Kind.REST)


def _sets(exercise: Exercise) -> Iterator[Turn]:
    """Give the phases of an exercise as written, before any rest yields and without its `after`."""
    for number in range(1, exercise.dose.sets + 1):
        yield from _one_set(exercise, number)
        if exercise.between_sets and number < exercise.dose.sets:
            yield Turn(exercise.between_sets, number, 0, "")


def _one_set(exercise: Exercise, number: int) -> Iterator[Turn]:
    sides, reps = exercise.dose.sides or ("",), range(1, repetitions(exercise) + 1)
    rounds = [(rep, rep) for rep in reps] if exercise.dose.alternate else [(reps[0], reps[-1])]
    parts = [(side, first, last) for first, last in rounds for side in sides]
    for index, (side, first, last) in enumerate(parts):
        if index and exercise.between_sides:
            yield Turn(exercise.between_sides, number, 0, side)
        for rep in range(first, last + 1):
            for phase in unrolled(exercise.phases):
                yield Turn(phase, number, rep, side)


def numbers_of(exercise: Exercise) -> dict[str, str]:
    """Return the numbers that an exercise's texts can name, all but those that change within it."""
    numbers = {"reps": str(repetitions(exercise)), "sets": str(exercise.dose.sets)}
    place = exercise.round
    return numbers | {"round": str(place.number), "rounds": str(place.rounds)} if place else numbers
