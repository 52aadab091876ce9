"""A finished session: what was written, when it happens, and how it sounds. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass

from knib.audio.clip import Clip
from knib.plan.cue import Sounding
from knib.plan.timeline import Timeline
from knib.spec.model import Routine


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A routine, its timeline, and a clip for every cue and tone in it. `voice` is the engine's name."""

    routine: Routine
    timeline: Timeline
    clips: Mapping[Sounding, Clip]
    voice: str
