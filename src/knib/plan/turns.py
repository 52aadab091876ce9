"""From exercises to the row of phases that are really done: sets, sides, repetitions, and the rests that yield."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knib.spec.cycle import gives_way, repetitions, yields
from knib.spec.model import Exercise, Group, Phase, Routine
from knib.spec.placeholders import named
from knib.units import Ms, listed
from knib.values import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A phase and where in the dose it is done. Sets and repetitions count from 1; `rep` is 0 between repetitions.

    `said` is the length in ms that its texts tell, where that is not its own to the millisecond. In a group `times` is
    which time of how many its texts tell. `n` counts through the exercise the phases whose texts ask for it.
    """

    phase: Phase
    set: int
    rep: int
    side: str
    said: Ms | None = None
    times: tuple[int, int] | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """A rest that is not taken, and the place among the exercise's phases of the one that comes next."""

    turn: Turn
    before: int


@dataclass(frozen=True, slots=True)
class Row:
    """The phases that an exercise takes, and the rests that it does not, each in order."""

    turns: tuple[Turn, ...]
    dropped: tuple[Dropped, ...] = ()

    def instead(self, rest: Dropped) -> Turn | None:
        """Return the phase that stands in the place of a rest; for one at the exercise's end there is none."""
        return self.turns[rest.before] if rest.before < len(self.turns) else None


def rows(routine: Routine) -> list[Row]:
    """Return, for each exercise, the phases it takes.

    A rest gives way to a rest of its own length or more that stands after it, and to the pause of its set, side or
    exercise. The rests at the very end of an exercise are dropped, and so is an `after` that leads to no exercise, or
    to one that begins with a rest of its own length or more. `keep: true` holds any of them, and what is no rest always
    stands.
    """
    following = [next(_sets(exercise)).phase for exercise in routine.exercises[1:]]
    return [_row(exercise, after) for exercise, after in zip(routine.exercises, [*following, None], strict=True)]


def _row(exercise: Exercise, following: Phase | None) -> Row:
    after = Turn(exercise.after, exercise.dose.sets, 0, "") if exercise.after else None
    leads_on = after is not None and _leads_on(after.phase, following)
    written = [*_sets(exercise), *([after] if after and leads_on else [])]
    turns: list[Turn] = []
    dropped: list[tuple[Turn, int]] = []  # each with how many phases come after it
    for turn in reversed(written):
        ends = not turns and turn is not after and yields(turn.phase)
        if ends or (turns and gives_way(turn.phase, turns[-1].phase, pause=not turns[-1].rep)):
            dropped.append((turn, len(turns)))
        else:
            turns.append(turn)
    gone = [Dropped(turn, len(turns) - later) for turn, later in reversed(dropped)]
    leads_nowhere = [Dropped(after, len(turns))] if after and not leads_on else []
    return Row(tuple(_numbered(reversed(turns))), (*gone, *leads_nowhere))


def _numbered(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Number the phases whose texts ask for a number that runs on."""
    asks: dict[int, bool] = {}
    count = 0
    for turn in turns:
        phase = turn.phase
        if id(phase) not in asks:
            asks[id(phase)] = any("n" in named(text) for text in texts_of(phase))
        count += asks[id(phase)]
        yield replace(turn, n=count) if asks[id(phase)] else turn


def texts_of(phase: Phase) -> tuple[str, ...]:
    """Return the texts of a phase as written: its command, and its cues."""
    return (phase.command.text, *(cue.text.text for cue in phase.cues))


def _leads_on(after: Phase, following: Phase | None) -> bool:
    """Return whether an `after` stands: one that is a rest must lead to an exercise, and not give way to its start."""
    return not yields(after) or (following is not None and not gives_way(after, following))


def _sets(exercise: Exercise) -> Iterator[Turn]:
    """Give the phases of an exercise as written, before any rest yields and without its `after`."""
    sizes: _Sizes = {}
    sets, between = exercise.dose.sets, exercise.between_sets
    for number in range(1, sets + 1):
        yield from _one_set(exercise, number, sizes)
        if between and number < sets and (length := between.at(number, sets - 1, 1, 1)):
            yield Turn(_long(between, length, sizes), number, 0, "")


def _one_set(exercise: Exercise, number: int, sizes: "_Sizes") -> Iterator[Turn]:
    sides, times = exercise.dose.sides or ("",), repetitions(exercise, number)
    reps = range(1, times + 1)
    rounds = [(rep, rep) for rep in reps] if exercise.dose.alternate else [(reps[0], reps[-1])]
    parts = [(side, first, last) for first, last in rounds for side in sides]
    for index, (side, first, last) in enumerate(parts):
        if index and exercise.between_sides:
            yield Turn(exercise.between_sides, number, 0, side)
        for rep in range(first, last + 1):
            for phase, of_group in _counted(exercise.phases):
                if length := phase.at(number, exercise.dose.sets, rep, times):
                    yield Turn(_long(phase, length, sizes), number, rep, side, times=of_group)


def _counted(
    parts: Sequence[Phase | Group], times: tuple[int, int] | None = None
) -> Iterator[tuple[Phase, tuple[int, int] | None]]:
    """Return the phases of one repetition in order, those in a group with which time of how many it is."""
    for part in parts:
        if isinstance(part, Phase):
            yield part, times
        else:
            for time in range(1, part.repeat + 1):
                yield from _counted(part.phases, (time, part.repeat))


_Sizes = dict[tuple[int, Ms], Phase]
"""The phases whose lengths differ, each once in each length."""


def _long(phase: Phase, length: Ms, sizes: _Sizes) -> Phase:
    """Return a phase of another length."""
    if length == phase.length:
        return phase
    key = id(phase), length
    if key not in sizes:
        sizes[key] = replace(phase, length=length)
    return sizes[key]


def numbers_of(exercise: Exercise) -> dict[str, str]:
    """Return the numbers that an exercise's texts can name, all but those that change within it."""
    reps = listed([str(reps) for reps in exercise.dose.by_set or (repetitions(exercise),)])
    numbers = {"reps": reps, "sets": str(exercise.dose.sets)}
    place = exercise.round
    return numbers | {"round": str(place.number), "rounds": str(place.rounds)} if place else numbers
