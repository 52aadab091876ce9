"""What is heard of each exercise, as paper needs it: every repetition with its lengths, and the pauses between them.

It comes from the plan, so that no paper tells a rest that nobody takes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from knib.plan.sentences import with_effort
from knib.plan.timeline import Timeline
from knib.plan.turns import Turn, numbers_of, rows
from knib.share.sheet.commands import LOOSE, shown
from knib.spec.cycle import distinct
from knib.spec.model import Exercise, Kind, Routine
from knib.spec.rounds import circuits
from knib.units import Ms


class TakenPhase(NamedTuple):
    """A phase as it is heard: its kind, its own words as paper shows them, and its length in ms.

    A `stretched` one is longer or shorter than written, so that the session has the length that was asked for.
    """

    kind: Kind
    words: str
    length: Ms
    stretched: bool = False


@dataclass(frozen=True, kw_only=True)
class Repetition:
    """One repetition as it is heard, without the rests that gave way. Rounds, sets and repetitions count from 1.

    It is the `last` of a row where a pause or the end of the exercise follows it.
    """

    round: int
    set: int
    side: str
    rep: int
    phases: tuple[TakenPhase, ...]
    last: bool


@dataclass(frozen=True, kw_only=True)
class TakenExercise:
    """All that is heard of an exercise, in all its rounds.

    `order` has every phase of the last round in order, each with its own side. `after` leads to the next exercise, or
    ends the routine if this is its `last`.
    """

    exercise: Exercise
    repetitions: tuple[Repetition, ...]
    order: tuple[TakenPhase, ...]
    between_sides: tuple[TakenPhase, ...] = ()
    between_sets: tuple[TakenPhase, ...] = ()
    after: TakenPhase | None = None
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class TakenCircuit:
    """Exercises that belong together, each once: those of `rounds` rounds, or those outside of any (0 rounds)."""

    rounds: int
    stations: tuple[TakenExercise, ...]
    between: TakenPhase | None = None


class _Turned(NamedTuple):
    """A phase as it is heard, where in the dose it is done, and its words with its own side alone."""

    turn: Turn
    phase: TakenPhase
    words: str


_Round = Sequence[_Turned]


def taken(routine: Routine, timeline: Timeline | None = None) -> Iterator[TakenCircuit]:
    """Return what is heard of a routine's exercises, each once.

    Args:
        routine: The routine.
        timeline: Where its phases lie, if their lengths may be others than written.
    """
    done = list(_done(routine, timeline))
    first = 0
    for circuit in circuits(routine.exercises):
        count, rounds = len(circuit.stations), max(1, circuit.rounds)
        end = first + count * rounds
        stations = tuple(
            _exercise(exercise, done[first + place : end : count], last=end - count + place == len(done) - 1)
            for place, exercise in enumerate(circuit.stations)
        )
        between = _after(done[first + count - 1]) if rounds > 1 else None
        yield TakenCircuit(rounds=circuit.rounds, stations=stations, between=between)
        first = end


def _done(routine: Routine, timeline: Timeline | None) -> Iterator[_Round]:
    """Return each exercise's phases in order."""
    spans = iter(timeline.spans if timeline else ())
    for exercise, row in zip(routine.exercises, rows(routine) if routine.exercises else (), strict=True):
        values = {name: number for name, number in numbers_of(exercise).items() if name != "round"}
        efforts = differing_efforts(exercise)
        turned = []
        for turn in row.turns:
            span = next(spans, None)
            length = Ms(span.end - span.start) if span else turn.phase.length
            turned.append(_turned(turn, length, exercise.dose.sides, values, efforts=efforts))
        yield turned


def differing_efforts(exercise: Exercise) -> bool:
    """Return whether some efforts of an exercise are harder than others: then each command says how hard."""
    return len({phase.effort for phase in distinct(exercise.phases) if phase.kind not in LOOSE}) > 1


def _turned(turn: Turn, length: Ms, sides: Sequence[str], values: Mapping[str, str], *, efforts: bool) -> _Turned:
    command = turn.phase.command.text
    if efforts:
        command = with_effort(command, turn.phase.effort)
    words = shown(command, {**values, "side": "/".join(sides)})
    own = shown(command, {**values, "side": turn.side})
    if own == words and turn.side and turn.rep:
        own = f"{own} ({turn.side})".strip()
    return _Turned(turn, TakenPhase(turn.phase.kind, words, length, length != turn.phase.length), own)


def _exercise(exercise: Exercise, rounds: Sequence[_Round], *, last: bool) -> TakenExercise:
    pauses = [pause for turned in rounds for pause in _pauses(turned)]
    return TakenExercise(
        exercise=exercise,
        repetitions=tuple(each for number, turned in enumerate(rounds, 1) for each in _repetitions(turned, number)),
        order=tuple(
            phase._replace(words=words) for _, phase, words in rounds[-1][: len(rounds[-1]) - _ends(rounds[-1])]
        ),
        between_sides=tuple(phase for phase, same_set in pauses if same_set),
        between_sets=tuple(phase for phase, same_set in pauses if not same_set),
        after=_after(rounds[-1]),
        last=last,
    )


def _repetitions(turned: _Round, number: int) -> Iterator[Repetition]:
    places = groupby(turned, lambda each: (each.turn.set, each.turn.rep, each.turn.side))
    parts = [(place, tuple(phase for _, phase, _ in together)) for place, together in places]
    following = [place for place, _ in parts[1:]]
    for ((of_set, rep, side), phases), after in zip(parts, [*following, (0, 0, "")], strict=True):
        if rep:
            yield Repetition(round=number, set=of_set, side=side, rep=rep, phases=phases, last=not after[1])


def _pauses(turned: _Round) -> Iterator[tuple[TakenPhase, bool]]:
    """Return what lies between repetitions, each with whether the same set goes on after it."""
    following: Turn | None = None
    pauses = []
    for turn, phase, _ in reversed(turned):
        if turn.rep:
            following = turn
        elif following:
            pauses.append((phase, following.set == turn.set))
    yield from reversed(pauses)


def _ends(turned: _Round) -> bool:
    """Return whether something is heard after the last repetition."""
    return bool(turned) and not turned[-1].turn.rep


def _after(turned: _Round) -> TakenPhase | None:
    return turned[-1].phase if _ends(turned) else None
