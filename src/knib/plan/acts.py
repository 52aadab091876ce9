"""What a session is made of, before it has a place in time: speech, pauses, phases, and the beginnings of chapters."""

from collections.abc import Iterator

from knib.errors import Origin
from knib.plan.counting import counted
from knib.plan.cue import Cue, Sounding, one_cue
from knib.plan.timeline import Role
from knib.plan.wishes import Announcement, Wish
from knib.spec.model import Count, Fit, Kind, Pause, Tone
from knib.units import Ms
from knib.values import dataclass


@dataclass(frozen=True, slots=True)
class Speech:
    """Sentences that take as long as the voice takes, or the tone that stands for one."""

    cues: tuple[Sounding, ...]
    origin: Origin
    role: Role = Role.SAY
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a chapter; `speech` is said in the rest before it if it fits there, unless `aside` is set."""

    title: str
    speech: Speech | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A cue at its moment of a phase, in ms from the phase's start."""

    at: Ms
    cue: Cue
    role: Role
    origin: Origin


@dataclass(frozen=True, slots=True)
class Release:
    """What lets go of a squeeze whose own rest is not taken: the words of that rest, or its tone."""

    sound: Sounding
    origin: Origin

    @property
    def role(self) -> Role:
        """Why it sounds."""
        return Role.COMMAND if isinstance(self.sound, Cue) else Role.TONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """One phase of one repetition, with all that is to sound in it.

    `release` is heard on its first border, before its own command, where there is room for both.
    """

    kind: Kind
    length: Ms
    label: str
    exercise: str
    set: int
    rep: int
    side: str
    lines: tuple[Line, ...]
    count: Count | None
    tones: tuple[Tone, ...]
    fit: Fit
    origin: Origin
    round: int = 0
    release: Release | None = None
    wishes: tuple[Wish, ...] = ()
    announced: tuple[Announcement, ...] = ()

    @property
    def numbers(self) -> Iterator[Line]:
        """The numbers that are counted, each exactly on its second."""
        for at, number in counted(self.count, self.length) if self.count else ():
            yield Line(at, one_cue(str(number)), Role.COUNT, self.origin)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A line to be said once, somewhere among the beats with these places in the script."""

    cue: Cue
    origin: Origin
    beats: range


Act = Speech | Pause | Opening | Beat
