"""A session to the millisecond: its phases, its sounds and its chapters."""

from enum import StrEnum
from typing import Final

from knib.errors import Origin
from knib.plan.cue import Sounding
from knib.spec.model import Kind
from knib.units import Ms
from knib.values import dataclass

LET_GO: Final = "every squeeze is told to let go"
"""Why the words of a rest are heard that is not taken."""


class Role(StrEnum):
    """Why something sounds."""

    SAY = "say"
    COMMAND = "command"
    CUE = "cue"
    COUNT = "count"
    REMINDER = "reminder"
    TONE = "tone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """One phase of one repetition, from border to border (ms from the start of the session).

    Outside of rounds `round` is 0.
    """

    start: Ms
    end: Ms
    kind: Kind
    label: str
    exercise: str
    set: int
    rep: int
    side: str
    round: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A cue or a tone, and when it sounds (ms from the start of the session).

    What a rule of pacing put there has a `reason`; what was written has none, and `origin` is where.
    """

    start: Ms
    end: Ms
    sound: Sounding
    role: Role
    origin: Origin
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A phrase that a rule asked for at a moment where there was no room for it."""

    at: Ms
    text: str
    reason: str
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """An exercise's stretch of the session, or the introduction's or the ending's."""

    start: Ms
    end: Ms
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """A whole session. Spans and chapters stand in order; `placed` is in order of start and never overlaps."""

    title: str
    length: Ms
    spans: tuple[Span, ...]
    placed: tuple[Placed, ...]
    chapters: tuple[Chapter, ...]
    left_out: tuple[LeftOut, ...] = ()
