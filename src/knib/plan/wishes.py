"""What the rules of pacing would like to be heard in a phase, and the one line that says why.

The rules are those that listeners rely on (docs/how-to/pacing.md). A wish never moves anything: it is granted where
there is room for it, and where the writer has written something for its place, that is heard and the wish is none.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from knib.plan.cue import TONE_LENGTHS, Cue, Sounding
from knib.plan.timeline import Role
from knib.plan.turns import Turn
from knib.plan.words import is_active
from knib.spec.cycle import repetitions
from knib.spec.model import Announced, Exercise, Kind, Pacing, Phase, Tone
from knib.units import SECOND, Ms, seconds, spoken_length

LONG_REST: Final = Ms(20_000)
"""From here on a rest says how long it is (rule 5)."""

READY: Final = Ms(3000)
"""This long before a long rest ends, it says so (rule 5)."""

SUPPORTED: Final = Ms(8000)
"""From here on a hold is given a line in its first half (rule 4)."""

COUNTED: Final = Ms(6000)
"""From here on the last three seconds may be counted, and below it, from 3 s, they tick (rule 3)."""

TICKED: Final = Ms(3000)

WORKING: Final = frozenset({Kind.WORK, Kind.HOLD})
"""The kinds of phase in which something is held."""

GET_READY: Final = Cue("Gør klar.")
HALFWAY: Final = Cue("Halvvejs.")
BREATHE: Final = Cue("Træk vejret.")
LAST_TIME: Final = "Sidste gang."

TELLS_LENGTH: Final = ("sekund", "minut")
"""A rest whose own words hold one of these has already told how long it is."""


class Wish(NamedTuple):
    """A phrase or a mark that a rule asks for.

    It begins at `at` ms from its phase's start, or later, up to `until`. `instead` is heard where `sound` has no room.
    What is written between the two moments of `spared` (ms from the phase's start) serves in its place; `words` says
    that only words do. With `leads_on` it only has a meaning when a phase that one gets ready for follows at once.
    """

    at: Ms
    until: Ms
    sound: Sounding
    role: Role
    reason: str
    spared: tuple[Ms, Ms] = (Ms(0), Ms(0))
    words: bool = True
    instead: Sounding | None = None
    leads_on: bool = False
    also: tuple[tuple[Ms, Sounding], ...] = ()
    """What is heard with it or not at all, each so long after it."""

    @property
    def cues(self) -> Iterator[Cue]:
        """What a voice must speak for it."""
        sounds = (self.sound, self.instead, *(sound for _, sound in self.also))
        yield from (sound for sound in sounds if isinstance(sound, Cue))


def wishes(phase: Phase, command: str, pacing: Pacing, *, tones: bool) -> tuple[Wish, ...]:
    """Return what the rules ask for in a phase, in order, whatever lies around it.

    Args:
        phase: The phase as it is done.
        command: Its command, with all placeholders filled.
        pacing: The rules that may speak.
        tones: Whether a tone may sound.
    """
    if phase.kind is Kind.REST and phase.length >= LONG_REST and pacing.long_rest and not is_active(command):
        return tuple(_long_rest(phase, command, tones=tones))
    if phase.kind not in WORKING:
        return ()
    counts = pacing.countdown and not phase.count and not phase.uncounted
    support = _support(phase) if pacing.support and phase.length >= SUPPORTED else ()
    return (*support, *(_countdown(phase, tones=tones and not phase.toneless) if counts else ()))


def _long_rest(phase: Phase, command: str, *, tones: bool) -> Iterator[Wish]:
    length, half = phase.length, Ms(phase.length // 2)
    reason = f"rule 5: a rest of 20 s or more says its length ({seconds(length)})"
    own_words = (command, *(cue.text.text for cue in phase.cues))
    if not any(word in text.casefold() for text in own_words for word in (*TELLS_LENGTH, "{for}")):
        yield Wish(Ms(0), Ms(length // 4), told(length, command), Role.CUE, reason)
    if not phase.toneless and not (tones and {Tone.HALF, Tone.TICK} & set(phase.tones)):
        spared, reason = (Ms(half - 2000), Ms(half + 2000)), "rule 5: half of a long rest is marked"
        if length > 2 * LONG_REST or not tones:
            # There are other marks in so long a rest: its half is told from them by a word.
            instead = Tone.HALF if tones else None
            yield Wish(half, half, HALFWAY, Role.CUE, reason, spared, words=False, instead=instead)
        else:
            yield Wish(half, half, Tone.HALF, Role.TONE, reason, spared, words=False)
    if not phase.count:
        at, spared = Ms(length - READY), (Ms(length - 5000), length)
        reason = f"rule 5: a long rest ends {seconds(READY)} after this"
        yield Wish(at, at, GET_READY, Role.CUE, reason, spared, leads_on=True)


def told(length: Ms, command: str) -> Cue:
    """Say how long a rest is, to the nearest second, after its command."""
    said = spoken_length(whole_seconds(length))
    return Cue(f"{said}." if "pause" in command.casefold() else f"Pause, {said}.")


def whole_seconds(length: Ms) -> Ms:
    """Round to the nearest second: what can be said of a length."""
    return Ms((length + SECOND // 2) // SECOND * SECOND)


def _support(phase: Phase) -> Iterator[Wish]:
    if any(cue.at >= 0 for cue in phase.cues):
        return
    half = Ms(phase.length // 2)
    at = Ms(phase.length // 3 // SECOND * SECOND)
    reason = f"rule 4: {phase.kind} of 8 s or more has one line in its first half"
    yield Wish(at, half, BREATHE, Role.CUE, reason, (Ms(1), half))


def _countdown(phase: Phase, *, tones: bool) -> Iterator[Wish]:
    length = phase.length
    if length >= COUNTED:
        reason = f"rule 3: the last three seconds of {phase.kind} of 6 s or more are counted"
        also = ((Ms(1000), Cue("2")), (Ms(2000), Cue("1")))
        at = Ms(length - 3000)
        yield Wish(at, at, Cue("3"), Role.COUNT, reason, (at, length), also=also)
    elif length >= TICKED and tones and Tone.TICK not in phase.tones:
        reason = f"rule 3: {phase.kind} of 3 to 6 s ticks"
        seconds_of = range(SECOND, length - TONE_LENGTHS[Tone.TICK] + 1, SECOND)
        yield from (Wish(Ms(second), Ms(second), Tone.TICK, Role.TONE, reason) for second in seconds_of)


class Announcement(NamedTuple):
    """A phrase to be heard just before a phase, in the quiet phase before it, or `else_after` its command."""

    cue: Cue
    reason: str
    else_after: bool = False


def announcements(exercise: Exercise, turn: Turn, before: Turn | None) -> Iterator[Announcement]:
    """Give what a phase is announced by, when it begins a set or a repetition.

    The first set is announced with the exercise itself. A repetition is told on the first, the middle and the last.

    Args:
        exercise: The exercise, which says what of it is announced.
        turn: The phase.
        before: The last phase of a repetition before it in the same exercise.
    """
    if not turn.rep or (before and (before.set, before.rep, before.side) == (turn.set, turn.rep, turn.side)):
        return
    if Announced.SET in exercise.announce and before and before.set != turn.set:
        yield Announcement(set_cue(turn.set), "announce: set")
    if Announced.REP in exercise.announce and (reps := repetitions(exercise, turn.set)) > 1:
        reason = "rule 6: the first, the middle and the last repetition are told"
        if turn.rep == reps:
            yield Announcement(Cue(LAST_TIME), reason, else_after=True)
        elif turn.rep in {1, (reps + 1) // 2}:
            yield Announcement(Cue(f"{turn.rep}. gang."), reason, else_after=True)


def set_cue(number: int) -> Cue:
    """Announce a set; the voice reads "2. sæt." as "andet sæt"."""
    return Cue(f"{number}. sæt.")
