"""What sounds in one phase, each at its offset from the phase's start: words, numbers and tones."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from knib.errors import Origin
from knib.plan.acts import Beat, Line
from knib.plan.cue import TONE_LENGTHS, Cue, Sounding, paces
from knib.plan.gaps import BREATH
from knib.plan.timeline import Role
from knib.spec.model import KIND_TONES, Fit, Kind, Tone
from knib.units import SECOND, Ms, up_to_grid

TONE_BEFORE: Final = Ms(500)
"""A start or stop tone begins this long before a spoken command, so that it has ended when the word comes."""


class Sounds(NamedTuple):
    """A cue or tone and its offset from the phase's start, in ms; below zero it sounds before the phase.

    `shorter` is what may take its place when something else needs its room, the calmest first.
    """

    at: Ms
    sound: Sounding
    role: Role
    origin: Origin
    shorter: tuple[Sounding, ...] = ()
    reason: str = ""


CALM: Final = frozenset({Kind.REST, Kind.RELAX, Kind.RELEASE})
"""The kinds of phase whose command may wait for the words that let go of what was held before it."""


def sounds_of(beat: Beat, lengths: Mapping[Sounding, Ms]) -> list[Sounds]:
    """Return all that sounds in a phase, in order."""
    released, beat = _released(beat, lengths)
    words = [*released, *_words(beat, lengths)]
    at_first = (sounds for sounds in words if sounds.role is Role.COMMAND or sounds.at == 0)
    command_end = max((sounds.at + lengths[sounds.sound] for sounds in at_first), default=0)
    # Counting begins on the first second after the command has ended.
    numbers = [Sounds(line.at, line.cue, line.role, line.origin) for line in beat.numbers if line.at >= command_end]
    return sorted([*words, *numbers, *_tones(beat, words)], key=lambda sounds: sounds.at)


def _released(beat: Beat, lengths: Mapping[Sounding, Ms]) -> tuple[list[Sounds], Beat]:
    """Return what lets go of the squeeze before a phase, and the phase with its own command after that.

    Where there is no room for both it is left out: a command of work falls on its border, and nothing written is lost.
    """
    if beat.release is None:
        return [], beat
    sound, origin = beat.release.sound, beat.release.origin
    command = next((line for line in beat.lines if line.role is Role.COMMAND), None)
    others = [line for line in beat.lines if line is not command]
    after = Ms(up_to_grid(lengths[sound]) + BREATH)
    end = after + lengths[command.cue] if command else lengths[sound]
    if end > min([beat.length, *(line.at for line in others if line.at >= 0)]) or (command and beat.kind not in CALM):
        return [], beat
    lines = [*others, *([replace(command, at=after)] if command else [])]
    moved = replace(beat, lines=tuple(sorted(lines, key=lambda line: line.at)))
    return [Sounds(Ms(0), sound, beat.release.role, origin)], moved


def _words(beat: Beat, lengths: Mapping[Sounding, Ms]) -> Iterator[Sounds]:
    """Give the written lines, each as calm as its room allows; one that gives way is replaced by its tone."""
    for index, line in enumerate(beat.lines):
        following = beat.lines[index + 1].at if index + 1 < len(beat.lines) else beat.length
        room = min(following, 0 if line.at < 0 else beat.length) - line.at
        ways: tuple[Sounding, ...] = (
            (line.cue, _stand_in(beat, line)) if beat.fit is Fit.TONE else paces(line.cue, beat.fit)
        )
        fits = next((index for index, way in enumerate(ways) if lengths[way] <= room), len(ways) - 1)
        role = line.role if isinstance(ways[fits], Cue) else Role.TONE
        yield Sounds(line.at, ways[fits], role, line.origin, ways[fits + 1 :])


def _stand_in(beat: Beat, line: Line) -> Tone:
    """Give the tone for a line: nobody must take a cue before or inside a phase for its start or its end."""
    own = next((tone for tone in beat.tones if tone in {Tone.START, Tone.STOP}), None)
    return Tone.HALF if line.role is Role.CUE else own or KIND_TONES[beat.kind]


def _tones(beat: Beat, words: list[Sounds]) -> Iterator[Sounds]:
    first = next((sounds for sounds in words if sounds.at == 0), None)
    for tone in beat.tones:
        match tone:
            case Tone.START | Tone.STOP if first is None or isinstance(first.sound, Cue):
                at = Ms(0) if first is None else Ms(-TONE_BEFORE)
                yield Sounds(at, tone, Role.TONE, beat.origin)
            case Tone.HALF:
                yield Sounds(Ms(beat.length // 2), tone, Role.TONE, beat.origin)
            case Tone.TICK:
                # Both borders are whole seconds of a phase, and what else is heard there goes first.
                inside = range(0, beat.length - TONE_LENGTHS[tone] + 1, SECOND)
                ticks = [*inside, *([] if beat.length % SECOND else [beat.length])]
                yield from (Sounds(Ms(at), tone, Role.TONE, beat.origin) for at in ticks)
            case _:
                continue
