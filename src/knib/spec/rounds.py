"""Rounds of exercises (a circuit): every station is an exercise with a dose of its own, done once in each round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Final

from knib.spec.exercise_keys import EXERCISE_KEYS, exercise_keys, within
from knib.spec.keys import Key, Keys, Values
from knib.spec.misspelt import keys_of
from knib.spec.model import Exercise, Phase, Position, Round
from knib.spec.phase_keys import left_out, phase_keys, phases_with
from knib.spec.placeholders import BETWEEN_ROUNDS, PHASE, ROUND
from knib.spec.shapes import Choice, Desk, ListOf, Schema, Shape, Whole
from knib.spec.shared import Shared
from knib.spec.texts import WORD
from knib.spec.tree import Node, Row, below

MAX_EXERCISES: Final = 500
"""Exercises of one routine, each counted as often as it is done."""


@dataclass(frozen=True, kw_only=True)
class Rounds:
    """Exercises done `repeat` times in a row, as written; `between` stands between the rounds."""

    repeat: int
    exercises: tuple[Exercise, ...]
    between: Phase | None = None


Entry = Exercise | Rounds
"""What a list of exercises is made of."""


@dataclass(frozen=True, kw_only=True)
class _ExerciseOrRounds:
    """An exercise, or rounds of several. One of a `part` may become a station of the rounds that include it."""

    part: bool = False

    def read(self, node: Node, path: str, desk: Desk) -> Entry | None:
        if _is_rounds(node):
            return ROUNDS.read(node, path, desk)
        return (_station_keys() if self.part else EXERCISE_KEYS).read(node, path, desk)

    def schema(self) -> Schema:
        asks: Schema = {"anyOf": [{"required": [key]} for key in _OWN_KEYS]}
        return {"if": asks, "then": {"$ref": "#/definitions/rounds"}, "else": {"$ref": "#/definitions/exercise"}}


class _Station:
    """An exercise inside rounds. Its texts may have `{round}` and `{rounds}`."""

    def read(self, node: Node, path: str, desk: Desk) -> Exercise | None:
        if not _is_rounds(node):
            _check_lists(node, path, desk)
            return _station_keys().read(node, path, desk)
        hint = "write its exercises here, or give them 'sets'"
        desk.tell(node, path, "rounds-in-rounds", "rounds cannot stand inside rounds", hint)
        return None

    def schema(self) -> Schema:
        return {"$ref": "#/definitions/exercise"}


def _check_lists(node: Node, path: str, desk: Desk) -> None:
    """Refuse a list of repetitions without `sets`: it could be meant for the rounds."""
    if "sets" not in keys_of(node, _KNOWN) and isinstance(reps := below(node, "reps"), Row):
        message = "this list is for the sets of each round, not for the rounds, and 'sets' is not written"
        hint = f"add 'sets: {len(reps.items)}', or write the rounds out as exercises"
        desk.tell(reps, f"{path}.reps", "not-one-each", message, hint)


_OWN_KEYS: Final = ("repeat", "exercises", "between_rounds")
_KNOWN: Final = frozenset({*EXERCISE_KEYS.known, *_OWN_KEYS})


def _is_rounds(node: Node) -> bool:
    return not keys_of(node, _KNOWN).isdisjoint(_OWN_KEYS)


@cache  # most routines have no rounds
def _station_keys() -> Keys[Exercise]:
    return exercise_keys(phases_with(PHASE | ROUND), ROUND)


def _rounds(values: Values, _node: Node, _path: str, _desk: Desk) -> Rounds:
    between = values.get("between_rounds")
    between = None if between is None or left_out(between) else between
    return Rounds(repeat=values["repeat"], exercises=values["exercises"], between=between)


def placed_within(entry: Entry, position: Position | None, effort: str) -> Entry:
    """Return an exercise, or rounds, with the position and the effort of their routine where they have none."""
    if isinstance(entry, Exercise):
        return within(entry, position, effort)
    return replace(entry, exercises=tuple(within(exercise, position, effort) for exercise in entry.exercises))


_ONCE_FOR_ALL: Final[dict[str, Shape[str]]] = {"position": Choice(tuple(Position)), "effort": WORD}


def _as_in_their_file(entries: tuple[Entry, ...], tree: Node, desk: Desk) -> tuple[Entry, ...]:
    """Return included exercises with the position and the effort that their own file says once."""
    written = {name: value for name in _ONCE_FOR_ALL if (value := below(tree, name)) is not tree}
    known = {name: _ONCE_FOR_ALL[name].read(value, name, desk) for name, value in written.items()}
    position, effort = known.get("position"), known.get("effort") or ""
    return tuple(placed_within(entry, Position(position) if position else None, effort) for entry in entries)


def _stations_in_their_file(stations: tuple[Exercise, ...], tree: Node, desk: Desk) -> tuple[Exercise, ...]:
    entries = _as_in_their_file(stations, tree, desk)
    return tuple(entry for entry in entries if isinstance(entry, Exercise))


EXERCISES: Final = Shared[Entry]("exercises", ListOf(_ExerciseOrRounds(), 1, MAX_EXERCISES), _as_in_their_file)

IN_A_PART: Final = Shared[Entry]("exercises", ListOf(_ExerciseOrRounds(part=True), 1, MAX_EXERCISES), _as_in_their_file)
"""The exercises of a file that is only a part of routines."""

ROUNDS: Final = Keys[Rounds](
    {
        "repeat": Key(Whole(1, MAX_EXERCISES), "How many rounds.", required=True),
        "exercises": Key(
            Shared("exercises", ListOf(_Station(), 1, MAX_EXERCISES), _stations_in_their_file),
            "The stations of a round, in order; each becomes a chapter.",
            required=True,
        ),
        "between_rounds": Key(
            phase_keys(BETWEEN_ROUNDS), "A phase between the rounds, in place of the last station's `after`."
        ),
    },
    _rounds,
)


def count_written_out(entries: Sequence[Entry]) -> int:
    """Count the exercises, those in rounds as often as they are done, without writing them out."""
    return sum(1 if isinstance(entry, Exercise) else entry.repeat * len(entry.exercises) for entry in entries)


def written_out(entries: Sequence[Entry]) -> tuple[Exercise, ...]:
    """Return the exercises in the order they are done, those in rounds once for each round. Count them first."""
    return tuple(_written_out(entries))


def _written_out(entries: Sequence[Entry]) -> Iterator[Exercise]:
    circuit = 0
    for entry in entries:
        if isinstance(entry, Exercise):
            yield entry
            continue
        circuit += 1
        for number in range(1, entry.repeat + 1):
            place = Round(circuit=circuit, number=number, rounds=entry.repeat)
            *others, last = entry.exercises
            yield from (replace(exercise, round=place) for exercise in others)
            between = entry.between if number < entry.repeat else None
            yield replace(last, round=place, after=between or last.after)


@dataclass(frozen=True, kw_only=True)
class Circuit:
    """Exercises that belong together: the stations of `rounds` rounds, or those that stand outside of any (0 rounds).

    Each station stands here once, as in its last round. `between` is what lies between the rounds.
    """

    rounds: int
    stations: tuple[Exercise, ...]
    between: Phase | None = None


def circuits(exercises: Sequence[Exercise]) -> Iterator[Circuit]:
    """Return the exercises of a routine as a reader needs them: each station of a circuit once."""
    for _, together in groupby(exercises, lambda exercise: exercise.round.circuit if exercise.round else 0):
        row = list(together)
        place = row[-1].round
        if place is None:
            yield Circuit(rounds=0, stations=tuple(row))
            continue
        stations = len(row) // place.rounds
        between = row[stations - 1].after if place.rounds > 1 else None
        yield Circuit(rounds=place.rounds, stations=tuple(row[-stations:]), between=between)


def stations(exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """Return each exercise once, also those that are done in rounds."""
    return tuple(exercise for circuit in circuits(exercises) for exercise in circuit.stations)
