"""What sounds in one phase, each at its offset from the phase's start: words, numbers and tones."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from knib.errors import Origin
from knib.plan.cue import Cue, Sounding
from knib.plan.script import Beat, Line, paces
from knib.plan.timeline import Role
from knib.spec.model import Fit, Kind, Tone
from knib.units import SECOND, Ms

TONE_BEFORE: Final = Ms(500)
"""A start or stop tone begins this long before a spoken command, so that it has ended when the word comes."""

STAND_INS: Final = {
    Kind.WORK: Tone.START,
    Kind.HOLD: Tone.START,
    Kind.MOVE: Tone.START,
    Kind.INHALE: Tone.START,
    Kind.RELEASE: Tone.STOP,
    Kind.RELAX: Tone.STOP,
    Kind.REST: Tone.STOP,
    Kind.EXHALE: Tone.STOP,
}
"""The tone that stands for a command that gives way, where the writer has chosen none."""


class Sounds(NamedTuple):
    """A cue or tone and its offset from the phase's start, in ms; below zero it sounds before the phase."""

    at: Ms
    sound: Sounding
    role: Role
    origin: Origin


def sounds_of(beat: Beat, lengths: Mapping[Sounding, Ms]) -> list[Sounds]:
    """Give all that sounds in a phase, in order."""
    words = list(_words(beat, lengths))
    command_end = next((lengths[word.sound] for word in words if word.at == 0), 0)
    # Counting begins on the first second after the command has ended.
    numbers = [Sounds(*line_parts(line)) for line in beat.numbers if line.at >= command_end]
    said = [*words, *numbers]
    return sorted([*said, *_tones(beat, said, lengths)], key=lambda sounds: sounds.at)


def line_parts(line: Line) -> tuple[Ms, Cue, Role, Origin]:
    """Take a line apart."""
    return line.at, line.cue, line.role, line.origin


def _words(beat: Beat, lengths: Mapping[Sounding, Ms]) -> Iterator[Sounds]:
    """Give the written lines, each as calm as its room allows; one that gives way is replaced by its tone."""
    for index, line in enumerate(beat.lines):
        following = beat.lines[index + 1].at if index + 1 < len(beat.lines) else beat.length
        room = min(following, 0 if line.at < 0 else beat.length) - line.at
        ways = paces(line.cue, beat.fit)
        cue = next((way for way in ways if lengths[way] <= room), ways[-1])
        gives_way = beat.fit is Fit.TONE and lengths[cue] > room
        sound = _stand_in(beat) if gives_way else cue
        yield Sounds(line.at, sound, Role.TONE if gives_way else line.role, line.origin)


def _stand_in(beat: Beat) -> Tone:
    own = next((tone for tone in beat.tones if tone in {Tone.START, Tone.STOP}), None)
    return own or STAND_INS[beat.kind]


def _tones(beat: Beat, said: list[Sounds], lengths: Mapping[Sounding, Ms]) -> Iterator[Sounds]:
    first = next((sounds for sounds in said if sounds.at == 0), None)
    for tone in beat.tones:
        match tone:
            case Tone.START | Tone.STOP if first is None or isinstance(first.sound, Cue):
                at = Ms(0) if first is None else Ms(-TONE_BEFORE)
                yield Sounds(at, tone, Role.TONE, beat.origin)
            case Tone.HALF:
                yield Sounds(Ms(beat.length // 2), tone, Role.TONE, beat.origin)
            case Tone.TICK:
                yield from _ticks(beat, said, lengths)
            case _:
                continue


def _ticks(beat: Beat, said: list[Sounds], lengths: Mapping[Sounding, Ms]) -> Iterator[Sounds]:
    """Tick on every second at which nothing is said; words go before ticks."""
    tick = lengths[Tone.TICK]
    half = [Ms(beat.length // 2)] if Tone.HALF in beat.tones else []
    taken = [(sounds.at, sounds.at + lengths[sounds.sound]) for sounds in said]
    taken += [(at, at + lengths[Tone.HALF]) for at in half]
    for at in range(SECOND, beat.length, SECOND):
        if not any(begin < at + tick and at < end for begin, end in taken):
            yield Sounds(Ms(at), Tone.TICK, Role.TONE, beat.origin)
