"""A finished session: what was written, when it happens, and how it sounds. Data only."""

from collections.abc import Mapping
from dataclasses import field

from knib.audio.clip import Clip
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Timeline
from knib.spec.model import Routine
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A routine, its timeline, and a clip for every cue and tone in it.

    `voice` is the name of the voice that speaks; of several, their names. `spoken_by` tells which one speaks each cue.
    """

    routine: Routine
    timeline: Timeline
    clips: Mapping[Sounding, Clip]
    voice: str
    spoken_by: Mapping[Cue, str] = field(default_factory=dict)

    def lines_by_voice(self) -> dict[str, list[str]]:
        """List the distinct lines that each voice speaks, in the order in which they are first heard."""
        lines: dict[str, list[str]] = {}
        for cue, name in self.spoken_by.items():
            lines.setdefault(name, []).append(cue.text)
        return lines
