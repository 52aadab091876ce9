"""Changes of position between exercises: written once for a routine, said at each change."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from knib.spec.model import Exercise, Phase, Position, Text
from knib.spec.placeholders import fill

GO_TO: Final = {
    Position.LYING: "læg dig ned",
    Position.SUPINE: "læg dig på ryggen",
    Position.PRONE: "læg dig på maven",
    Position.SIDE: "læg dig på siden",
    Position.SITTING: "sæt dig op",
    Position.STANDING: "rejs dig op",
    Position.ALL_FOURS: "stil dig på alle fire",
    Position.KNEELING: "stil dig på knæ",
}
"""How a person is asked into each position."""

UPRIGHT: Final = frozenset({Position.STANDING, Position.ALL_FOURS, Position.KNEELING})
SIT_DOWN: Final = "sæt dig ned"
"""How a person is asked to sit who does not lie."""


def with_changes(exercises: Iterable[Exercise], change: Phase) -> tuple[Exercise, ...]:
    """Put a phase after each exercise whose next one has another position, unless it has an `after` of its own.

    An exercise without a position is done in that of the one before.
    """
    return tuple(_changed([*exercises], change))


def _changed(exercises: list[Exercise], change: Phase) -> Iterator[Exercise]:
    position: Position | None = None
    for exercise, following in zip(exercises, [*exercises[1:], None], strict=True):
        position = exercise.position or position
        goal = following.position if following else None
        moves = position and goal and goal is not position and exercise.after is None
        yield replace(exercise, after=_filled(change, go_to(goal, position))) if moves and goal else exercise


def go_to(goal: Position, before: Position | None = None) -> str:
    """Ask into a position, from another: `sæt dig op` from lying, `sæt dig ned` from standing."""
    return SIT_DOWN if goal is Position.SITTING and before in UPRIGHT else GO_TO[goal]


def _filled(change: Phase, words: str) -> Phase:
    cues = tuple(replace(cue, text=_said(cue.text, words)) for cue in change.cues)
    return replace(change, command=_said(change.command, words), cues=cues)


def _said(text: Text, words: str) -> Text:
    return replace(text, text=fill(text.text, {"position": words}, partly=True))
