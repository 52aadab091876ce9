"""Whether two finished files hold the same session: the same dose, in the same words where one voice speaks both.

Told by the plans that they carry, so also of a file that was tagged anew or has another name.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from knib.errors import SoundError
from knib.export.containers import read_back
from knib.export.imprint import opened, readable
from knib.plan.timeline import Role


class Held(StrEnum):
    """What a file holds, beside another one."""

    SAME = "the same session"
    WORDS = "other words"
    DOSE = "another dose"
    STRANGER = "no session that Knib can read"


def held(there: bytes, new: bytes) -> Held:
    """Return what the file that is `there` holds, beside the `new` one.

    A voice, tones, what lies under the cues and a place among others make no other session of it.

    Raises:
        SoundError: the new file carries no plan.
    """
    ours = _plan(new)
    try:
        theirs = _plan(there)
    except SoundError:
        return Held.STRANGER
    if _dose(theirs) != _dose(ours):
        return Held.DOSE
    if _voices(theirs) == _voices(ours) and _words(theirs) != _words(ours):
        return Held.WORDS
    return Held.SAME


def is_session(data: bytes) -> bool:
    """Return whether a file is a finished session that carries its plan."""
    try:
        _plan(data)
    except SoundError:
        return False
    return True


@readable()
def _plan(data: bytes) -> dict[str, Any]:
    whole = opened(read_back(data).plan)
    _dose(whole), _voices(whole), _words(whole)  # whatever is missing is missing here
    return whole


def _dose(whole: Mapping[str, Any]) -> Sequence[tuple[object, ...]]:
    """Return what is done: of each phase its kind, its length in ms, and its place among sets and repetitions."""
    exercises: dict[object, int] = {}
    return [
        (
            phase["kind"],
            phase["end_ms"] - phase["start_ms"],
            exercises.setdefault(phase["exercise"], len(exercises)),
            phase["set"],
            phase["rep"],
        )
        for phase in whole["plan"]["phases"]
    ]


def _voices(whole: Mapping[str, Any]) -> set[str]:
    """Return the engines that speak: what follows them in a voice's name is not in a discreet file."""
    return {str(cue.get("voice", "")).partition(":")[0] for cue in whole["plan"]["cues"] if cue["kind"] != Role.TONE}


def _words(whole: Mapping[str, Any]) -> Sequence[str]:
    """Return the outline of each cue that is spoken, in order."""
    return [whole["sounds"][cue["sound"]] for cue in whole["plan"]["cues"] if cue["kind"] != Role.TONE]
