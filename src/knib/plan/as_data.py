"""The plan as data: the schema `knib.plan/1`."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Final

from knib.plan.cue import Cue
from knib.plan.timeline import LeftOut, Placed, Span, Timeline

SCHEMA: Final = "knib.plan/1"

NOBODY: Final[Mapping[Cue, str]] = MappingProxyType({})


def as_data(timeline: Timeline, estimated: Collection[Cue] = (), voices: Mapping[Cue, str] = NOBODY) -> dict[str, Any]:
    """Give a timeline as plain data, times in ms.

    Between repetitions `rep` is null, and without sides `side` is null. A tone's text is its name. A cue whose length
    is an estimate has `"estimated": true`, a cue that `voices` tells the voice of has it as `"voice"`, and what a rule
    of pacing put there has its `"reason"`; the others have no such keys. What a rule would have said, had there been
    room, stands in `left_out`.
    """
    return {
        "schema": SCHEMA,
        "title": timeline.title,
        "duration_ms": timeline.length,
        "phases": list(map(phase_data, timeline.spans)),
        "cues": [cue_data(placed, estimated, voices) for placed in timeline.placed],
        "chapters": [
            {"start_ms": chapter.start, "end_ms": chapter.end, "title": chapter.title} for chapter in timeline.chapters
        ],
        "left_out": [_left_out(left) for left in timeline.left_out],
    }


def phase_data(span: Span) -> dict[str, Any]:
    """Give one of the plan's `phases`; only one that is done in rounds has a `round`."""
    data: dict[str, Any] = {
        "start_ms": span.start,
        "end_ms": span.end,
        "kind": str(span.kind),
        "label": span.label,
        "exercise": span.exercise,
        "set": span.set,
        "rep": span.rep or None,
        "side": span.side or None,
    }
    return data | {"round": span.round} if span.round else data


def _left_out(left: LeftOut) -> dict[str, Any]:
    return {"at_ms": left.at, "text": left.text, "reason": left.reason, "source": left.origin.field}


def cue_data(
    placed: Placed,
    estimated: Collection[Cue] = (),
    voices: Mapping[Cue, str] = NOBODY,
    number: int | None = None,
) -> dict[str, Any]:
    """Give one of the plan's `cues`, with the `number` of its sound as `"sound"` if it has one."""
    sound = placed.sound
    data: dict[str, Any] = {
        "start_ms": placed.start,
        "end_ms": placed.end,
        "text": sound.text if isinstance(sound, Cue) else str(sound),
        "kind": str(placed.role),
        "source": placed.origin.field,
    }
    if isinstance(sound, Cue):
        if sound in voices:
            data["voice"] = voices[sound]
        if sound in estimated:
            data["estimated"] = True
    if placed.reason:
        data["reason"] = placed.reason
    if number is not None:
        data["sound"] = number
    return data
