"""What a prescription says: values that never change."""

from dataclasses import field
from enum import Enum
from typing import Final, NamedTuple

from knib.spec.how_often import HowOften
from knib.spec.model import Position
from knib.units import MINUTE, SECOND, Ms
from knib.values import dataclass


class Noun(NamedTuple):
    """What is counted: one of it, several, whether it has en or et, and how it is done."""

    one: str
    many: str
    article: str
    sort: "Sort"


class Sort(Enum):
    """How an exercise is done."""

    SQUEEZE = "squeeze"
    QUICK = "quick"
    KNACK = "knack"
    """A squeeze just before a cough and through it."""
    STRETCH = "stretch"
    BREATH = "breath"
    STATIC = "static"
    WALK = "walk"
    RUN = "run"
    OTHER = "other"


USUAL: Final = {
    Sort.SQUEEZE: (Ms(6 * SECOND), None),
    Sort.QUICK: (SECOND, SECOND),
    Sort.KNACK: (Ms(4 * SECOND), Ms(8 * SECOND)),
    Sort.STRETCH: (Ms(30 * SECOND), Ms(10 * SECOND)),
    Sort.BREATH: (Ms(4 * SECOND), Ms(6 * SECOND)),
    Sort.STATIC: (Ms(30 * SECOND), None),
    Sort.WALK: (MINUTE, None),
    Sort.RUN: (MINUTE, None),
    Sort.OTHER: (Ms(4 * SECOND), None),
}
"""Hold and rest where none is written, as the clinic's table has them; None is as long as the hold."""

MANNERS: Final = {
    "hurtige": ("hurtig", "hurtigt"),
    "lange": ("lang", "langt"),
    "korte": ("kort", "kort"),
    "rolige": ("rolig", "roligt"),
    "langsomme": ("langsom", "langsomt"),
    "dybe": ("dyb", "dybt"),
    "lette": ("let", "let"),
    "kraftige": ("kraftig", "kraftigt"),
    "normale": ("normal", "normalt"),
}
"""How something is done: with many, with one that has en, with one that has et."""

BETWEEN_SETS: Final = MINUTE
BETWEEN_ROUNDS: Final = MINUTE
BETWEEN_SIDES: Final = Ms(10 * SECOND)
BETWEEN_EXERCISES: Final = Ms(15 * SECOND)

LONG_HOLD: Final = MINUTE
"""From here on, "10 knib på 1 min" is rather one minute for all ten."""

BOTH: Final = ("højre", "venstre")


NONE: Final = Ms(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordedExercise:
    """One exercise of a prescription. Lengths are in ms; 0 is none of it.

    Of a breath, `hold` is the breath in and `rest` the breath out. `reps` is 0 where `lasting` counts. `assumed` names
    the fields that nobody wrote; a dose is the same whether a length was written or assumed.
    """

    noun: Noun
    manner: tuple[str, ...] = ()
    sets: int = 1
    reps: int = 0
    lasting: Ms = NONE
    hold: Ms
    rest: Ms
    between_sets: Ms = NONE
    sides: tuple[str, ...] = ()
    alternate: bool = False
    between_sides: Ms = NONE
    effort: str = ""
    position: Position | None = None
    assumed: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def sort(self) -> Sort:
        """How it is done."""
        return sort_of(self.noun, self.manner)


def sort_of(noun: Noun, manner: tuple[str, ...]) -> Sort:
    """Return how something is done: a quick squeeze is a sort of its own."""
    return Sort.QUICK if noun.sort is Sort.SQUEEZE and "hurtige" in manner else noun.sort


@dataclass(frozen=True, slots=True)
class Rounds:
    """Exercises done one after the other, `count` times over: the first and the last of them, counted from 0.

    `rest` is the length between two rounds in ms; `assumed` tells that nobody wrote it.
    """

    count: int
    first: int
    last: int
    rest: Ms
    assumed: bool = field(default=False, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordedDose:
    """A whole prescription. `how_often` is what no session can hold; `notes` are kept as they were written."""

    exercises: tuple[WordedExercise, ...]
    rounds: tuple[Rounds, ...] = ()
    between_exercises: Ms = NONE
    how_often: HowOften | None = None
    notes: tuple[str, ...] = ()
    assumed: frozenset[str] = field(default=frozenset(), compare=False)
