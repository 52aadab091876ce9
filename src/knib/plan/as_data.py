"""The plan as data: the schema `knib.plan/1`."""

from collections.abc import Collection
from typing import Any, Final

from knib.plan.cue import Cue
from knib.plan.timeline import LeftOut, Placed, Timeline

SCHEMA: Final = "knib.plan/1"


def as_data(timeline: Timeline, estimated: Collection[Cue] = ()) -> dict[str, Any]:
    """Give a timeline as plain data, times in ms.

    Between repetitions `rep` is null, and without sides `side` is null. A tone's text is its name. A cue whose length
    is an estimate has `"estimated": true`, and what a rule of pacing put there has its `"reason"`; the others have no
    such key. What a rule would have said, had there been room, stands in `left_out`.
    """
    return {
        "schema": SCHEMA,
        "title": timeline.title,
        "duration_ms": timeline.length,
        "phases": [
            {
                "start_ms": span.start,
                "end_ms": span.end,
                "kind": str(span.kind),
                "label": span.label,
                "exercise": span.exercise,
                "set": span.set,
                "rep": span.rep or None,
                "side": span.side or None,
            }
            for span in timeline.spans
        ],
        "cues": [_cue(placed, estimated) for placed in timeline.placed],
        "chapters": [
            {"start_ms": chapter.start, "end_ms": chapter.end, "title": chapter.title} for chapter in timeline.chapters
        ],
        "left_out": [_left_out(left) for left in timeline.left_out],
    }


def _left_out(left: LeftOut) -> dict[str, Any]:
    return {"at_ms": left.at, "text": left.text, "reason": left.reason, "source": left.origin.field}


def _cue(placed: Placed, estimated: Collection[Cue]) -> dict[str, Any]:
    spoken = isinstance(placed.sound, Cue)
    data = {
        "start_ms": placed.start,
        "end_ms": placed.end,
        "text": placed.sound.text if isinstance(placed.sound, Cue) else str(placed.sound),
        "kind": str(placed.role),
        "source": placed.origin.field,
    }
    if placed.reason:
        data["reason"] = placed.reason
    return data | ({"estimated": True} if spoken and placed.sound in estimated else {})
