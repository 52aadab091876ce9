"""Tones: signals without words, drawn sample by sample.

Each is made of one or two notes between 440 and 660 Hz with the harmonics that lie below 2.5 kHz: a pure tone is hard
to place, higher ones are lost with age, and a phone's loudspeaker gives little below 300 Hz. A rising pair starts, a
falling pair stops, and two alike mark a silence.
"""

import math
import struct
from collections.abc import Mapping
from functools import cache
from itertools import chain, cycle, repeat
from operator import add, mul
from typing import Final

from knib.audio.clip import RATE, Clip, silence
from knib.plan.cue import TONE_LENGTHS
from knib.spec.choices import ToneSet
from knib.spec.model import Tone
from knib.units import Ms
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A note: its pitch in Hz, its start in ms from the tone's start, and its length and attack in ms.

    It falls with the power `fall` of what is left of it: 1 is a straight line, 3 a bell.
    """

    pitch: int
    start: Ms
    length: Ms
    attack: Ms
    fall: int = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """How a tone sounds: its notes, how many times softer each harmonic is than the last, and its `amplitude`.

    The amplitude is that of the fundamental, in steps of the 16-bit scale.
    """

    notes: tuple[Note, ...]
    softening: int
    amplitude: int


UNDER_THE_VOICE: Final[Mapping[ToneSet, Mapping[Tone, float]]] = {
    ToneSet.BELL: {Tone.START: 4, Tone.STOP: 4, Tone.HALF: 4, Tone.TICK: 9, Tone.GAP: 9, Tone.WAKE: 12},
    ToneSet.SOFT: {Tone.START: 5, Tone.STOP: 5, Tone.HALF: 5, Tone.TICK: 9.5, Tone.GAP: 9.5, Tone.WAKE: 12},
}
"""How far each tone lies under a voice of -16 LUFS, in LU, by `loudness.loudness`: what the amplitudes are made for."""


def _pair(first: int, second: int, attack: Ms) -> tuple[Note, ...]:
    """Give two notes; the second begins while the first dies away."""
    return (
        Note(pitch=first, start=Ms(0), length=Ms(240), attack=attack),
        Note(pitch=second, start=Ms(120), length=Ms(300), attack=attack),
    )


def _twice(pitch: int) -> tuple[Note, ...]:
    """Return a note and the same one again: it neither rises nor falls, and is not the single one of the half."""
    return tuple(Note(pitch=pitch, start=start, length=Ms(175), attack=Ms(40)) for start in (Ms(0), Ms(175)))


BELL_LOW: Final = 480
BELL_HIGH: Final = 640  # A fourth above: an interval wide enough to hear which way it goes.
BELL_MIDDLE: Final = 560
SOFT_LOW: Final = 440
SOFT_HIGH: Final = 550  # A third.
SOFT_MIDDLE: Final = 490  # Not 500, of which an outline (1 kHz) sees every sample as 0.

_STRUCK: Final = Ms(15)
_BREATHED: Final = Ms(40)
_WAKE: Final = Signal(
    notes=(Note(pitch=SOFT_LOW, start=Ms(0), length=Ms(300), attack=Ms(100), fall=1),), softening=4, amplitude=4690
)

SIGNALS: Final[Mapping[ToneSet, Mapping[Tone, Signal]]] = {
    ToneSet.BELL: {
        Tone.START: Signal(notes=_pair(BELL_LOW, BELL_HIGH, _STRUCK), softening=2, amplitude=9250),
        Tone.STOP: Signal(notes=_pair(BELL_HIGH, BELL_LOW, _STRUCK), softening=2, amplitude=9250),
        Tone.HALF: Signal(
            notes=(Note(pitch=BELL_MIDDLE, start=Ms(0), length=Ms(360), attack=_STRUCK),), softening=2, amplitude=9980
        ),
        Tone.TICK: Signal(
            notes=(Note(pitch=BELL_HIGH, start=Ms(0), length=Ms(60), attack=Ms(10)),), softening=2, amplitude=16_140
        ),
        Tone.GAP: Signal(notes=_twice(BELL_LOW), softening=2, amplitude=9680),
        Tone.WAKE: _WAKE,
    },
    ToneSet.SOFT: {
        Tone.START: Signal(notes=_pair(SOFT_LOW, SOFT_HIGH, _BREATHED), softening=4, amplitude=11_750),
        Tone.STOP: Signal(notes=_pair(SOFT_HIGH, SOFT_LOW, _BREATHED), softening=4, amplitude=11_750),
        Tone.HALF: Signal(
            notes=(Note(pitch=SOFT_MIDDLE, start=Ms(0), length=Ms(360), attack=_BREATHED),),
            softening=4,
            amplitude=12_110,
        ),
        Tone.TICK: Signal(
            notes=(Note(pitch=SOFT_HIGH, start=Ms(0), length=Ms(60), attack=Ms(20)),), softening=4, amplitude=26_170
        ),
        Tone.GAP: Signal(notes=_twice(SOFT_LOW), softening=4, amplitude=10_530),
        Tone.WAKE: _WAKE,
    },
}
"""Every tone of every set. The wake tone is alike in all: it shall be felt by a loudspeaker and not by a person."""

HIGHEST: Final = 2500
"""No harmonic lies above this, in Hz."""

_SAMPLES_PER_MS: Final = RATE // 1000


@cache
def tone_clip(tone: Tone, tones: ToneSet = ToneSet.BELL) -> Clip:
    """Draw a tone: exactly `TONE_LENGTHS[tone]` long, from silence to silence. The set `none` gives silence alone."""
    total = TONE_LENGTHS[tone] * _SAMPLES_PER_MS
    if tones is ToneSet.NONE:
        return Clip(silence(total))
    signal, samples = SIGNALS[tones][tone], [0.0] * total
    for note in signal.notes:
        first = note.start * _SAMPLES_PER_MS
        drawn = map(mul, cycle(_wave(note.pitch, signal.softening)), _curve(note.length, note.attack, note.fall))
        samples[first:] = map(add, samples[first:], chain(drawn, repeat(0.0)))
    return Clip(struct.pack(f"<{total}h", *map(round, map(mul, samples, repeat(signal.amplitude)))))


@cache
def _curve(length: Ms, attack: Ms, fall: int) -> tuple[float, ...]:
    """Draw how a note's strength goes: it rises within the attack and falls to nothing at its end."""
    total, rising = length * _SAMPLES_PER_MS, attack * _SAMPLES_PER_MS
    rise = (math.sin(math.pi / 2 * at / rising) ** 2 for at in range(rising))
    return tuple(map(mul, chain(rise, repeat(1.0)), [(left / total) ** fall for left in range(total, 0, -1)]))


@cache
def _wave(pitch: int, softening: int) -> tuple[float, ...]:
    """Draw the shortest stretch of a note that is whole waves and whole samples, with its harmonics."""
    length = RATE // math.gcd(RATE, pitch)
    turn = 2 * math.pi * pitch / RATE
    harmonics = range(1, HIGHEST // pitch + 1)
    return tuple(
        sum(math.sin(turn * at * number) / softening ** (number - 1) for number in harmonics) for at in range(length)
    )
