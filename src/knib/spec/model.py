"""What a routine is: values that never change, in the words of the clinic.

Parameters are already filled in here, all lengths are in ms, and every text that can be spoken knows where it was
written (`origin`), so that a problem found later can still point at its line. Origins are left out of comparisons.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Final

from knib.errors import Origin
from knib.spec.choices import Pace, ToneSet, Wake
from knib.spec.how_often import HowOften
from knib.spec.lengths import Lengths, Over
from knib.spec.parameter import Parameter
from knib.units import SECOND, Ms
from knib.values import dataclass


class Kind(StrEnum):
    """What a phase asks of the body. Only `rest` yields: to a pause, or to a rest of its length or more."""

    WORK = "work"
    HOLD = "hold"
    RELEASE = "release"
    RELAX = "relax"
    REST = "rest"
    MOVE = "move"
    INHALE = "inhale"
    EXHALE = "exhale"


class Position(StrEnum):
    """The starting position of an exercise (udgangsstilling)."""

    LYING = "liggende"
    SUPINE = "rygliggende"
    PRONE = "maveliggende"
    SIDE = "sideliggende"
    SITTING = "siddende"
    STANDING = "stående"
    ALL_FOURS = "firestående"
    KNEELING = "knæstående"


class Tone(StrEnum):
    """A signal without words: rising, falling, single, short."""

    START = "start"
    STOP = "stop"
    HALF = "half"
    TICK = "tick"
    GAP = "gap"
    """Marks a long silence: low, soft and twice, so that nobody takes it for the half. Knib places it."""
    WAKE = "wake"
    """Wakes Bluetooth speakers and hearing aids before a word after long silence. Knib places it; nobody writes it."""


WRITTEN_TONES: Final = (Tone.START, Tone.STOP, Tone.HALF, Tone.TICK)
"""The tones a routine can ask for."""

KIND_TONES: Final = {
    Kind.WORK: Tone.START,
    Kind.HOLD: Tone.START,
    Kind.MOVE: Tone.START,
    Kind.INHALE: Tone.START,
    Kind.RELEASE: Tone.STOP,
    Kind.RELAX: Tone.STOP,
    Kind.REST: Tone.STOP,
    Kind.EXHALE: Tone.STOP,
}
"""The tone that stands for a command that is not spoken, where the writer has chosen none."""


class Fit(StrEnum):
    """What may happen to a cue that is longer than its room. The default is that the routine is refused."""

    REFUSE = "refuse"
    FASTER = "faster"
    TONE = "tone"


@dataclass(frozen=True, slots=True)
class Text:
    """Something to be spoken, as written; placeholders like `{rep}` are filled when the script is written."""

    text: str
    origin: Origin = field(compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """A text outside the phases. It takes as long as the voice takes.

    `keep` makes it stand in the short variant; a line of `safety` is heard in every variant.
    """

    text: Text
    keep: bool = False
    safety: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence outside the phases, in ms. After a `Say` it stands in place of the usual 350 ms."""

    length: Ms


Step = Say | Pause


@dataclass(frozen=True, kw_only=True, slots=True)
class CuePoint:
    """A text at a moment of a phase, in ms from its start; below zero before it. `safety` is heard in every variant."""

    at: Ms
    text: Text
    safety: bool = False


class Counting(StrEnum):
    """Which way a count goes. `last` counts down, in the last seconds only."""

    UP = "up"
    DOWN = "down"
    LAST = "last"


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """Numbers spoken exactly on the second: every `every` ms, at most `last` of them when counting the last ones."""

    way: Counting
    every: Ms = SECOND
    last: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A timed part of an exercise: exactly `length` ms from border to border.

    `command` is spoken on the phase's first instant; it may be empty, and then only the tones sound.
    `keep` makes a rest stand even where it would yield. Without a `fit` of its own, the routine's counts. The command
    of a `silent` phase is shown and not spoken. `uncounted` and `toneless` say that `none` is written: then no rule of
    pacing counts it or puts a tone at its half. Where `lengths` differ from time to time, `length` is the shortest.
    """

    kind: Kind
    command: Text
    length: Ms
    lengths: Lengths | None = None
    cues: tuple[CuePoint, ...] = ()
    count: Count | None = None
    tones: tuple[Tone, ...] = ()
    uncounted: bool = False
    toneless: bool = False
    effort: str = ""
    fit: Fit | None = None
    keep: bool = False
    silent: bool = False

    def at(self, number: int, sets: int, rep: int, reps: int) -> Ms:
        """Return its length, in ms, in set `number` of so many and repetition `rep` of so many."""
        if self.lengths is None:
            return self.length
        return self.lengths.at(rep, reps) if self.lengths.over is Over.REPS else self.lengths.at(number, sets)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Phases done `repeat` times in a row, inside a repetition."""

    repeat: int
    phases: tuple["Phase | Group", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dose:
    """How much: `reps` repetitions of each side in each of `sets` sets, or whole cycles that fill `lasting` ms.

    Where the sets differ, `by_set` has the repetitions of each, and `reps` the most of them.
    """

    sets: int = 1
    reps: int = 1
    by_set: tuple[int, ...] = ()
    lasting: Ms | None = None
    sides: tuple[str, ...] = ()
    alternate: bool = False


class Announced(StrEnum):
    """What of an exercise is spoken before it is done."""

    NAME = "name"
    SET = "set"
    REP = "rep"


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """Which round of a circuit an exercise stands in, and of how many. Circuits and rounds count from 1."""

    circuit: int
    number: int
    rounds: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Exercise:
    """A chapter of a routine. `effort` is already in its phases; here it stands to be shown.

    A station of a circuit stands in the routine once for each round, with its `round`. Between the rounds the last
    station's `after` is their pause. `breath` says that it leads the breath: then no rule speaks of breathing.
    """

    name: str
    dose: Dose
    phases: tuple[Phase | Group, ...]
    say: Text | None = None
    announce: tuple[Announced, ...] = ()
    position: Position | None = None
    effort: str = ""
    between_sets: Phase | None = None
    between_sides: Phase | None = None
    after: Phase | None = None
    reminders: tuple[Text, ...] = ()
    round: Round | None = None
    breath: bool = False
    origin: Origin = field(compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceChoice:
    """Which voices the writer asks for, the first one first; what is not written is the listener's choice."""

    engines: tuple[str, ...] = ()
    pace: Pace | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """How a session sounds around its words. `bed` puts soft noise under everything, which needs no wake tones."""

    tones: ToneSet = ToneSet.BELL
    wake: Wake = Wake.TONE
    bed: bool = False

    @property
    def wakes(self) -> bool:
        """Whether a tone precedes a word after a long silence."""
        return self.wake is Wake.TONE and not self.bed and self.tones is not ToneSet.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Pacing:
    """Which rules of the clinic's pacing may add something to what is written.

    `countdown` numbers the last seconds of a squeeze, `support` says a line in a long hold, `long_rest` tells a long
    rest's length, half and end, `gaps` marks every long silence, `closing` says that the session is over.
    """

    countdown: bool = False
    support: bool = True
    long_rest: bool = True
    gaps: bool = True
    closing: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitting:
    """How long the whole session must be, in ms, and how far its rests may go for that, in per cent of each."""

    length: Ms
    least: int = 50
    most: int = 200
    origin: Origin = field(compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Routine:
    """One routine file: what a person does in one session."""

    title: str
    exercises: tuple[Exercise, ...]
    about: str = ""
    source: str = ""
    for_whom: str = ""
    ask_first: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    voice: VoiceChoice = VoiceChoice()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    intro: tuple[Step, ...] = ()
    outro: tuple[Step, ...] = ()
    fit: Fit = Fit.REFUSE
    sound: Sound = Sound()
    pacing: Pacing = Pacing()
    fitting: Fitting | None = None
    how_often: HowOften | None = None
    origin: Origin = field(compare=False)
