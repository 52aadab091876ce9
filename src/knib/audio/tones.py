"""Tones: signals without words, drawn sample by sample.

Each is made of one or two notes between 440 and 660 Hz with the harmonics that lie below 2.5 kHz: a pure tone is hard
to place, higher ones are lost with age, and a phone's loudspeaker gives little below 300 Hz. A rising pair starts, a
falling pair stops.
"""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from typing import Final

from knib.audio.clip import RATE, Clip
from knib.plan.cue import TONE_LENGTHS
from knib.spec.model import Tone
from knib.units import Ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A note: its pitch in Hz, its start in ms from the tone's start, and its length and attack in ms."""

    pitch: int
    start: Ms
    length: Ms
    attack: Ms


LOW: Final = 480
HIGH: Final = 640  # A fourth above: an interval wide enough to hear which way it goes.
MIDDLE: Final = 560

NOTES: Final[Mapping[Tone, tuple[Note, ...]]] = {
    Tone.START: (
        Note(pitch=LOW, start=Ms(0), length=Ms(240), attack=Ms(15)),
        Note(pitch=HIGH, start=Ms(120), length=Ms(300), attack=Ms(15)),
    ),
    Tone.STOP: (
        Note(pitch=HIGH, start=Ms(0), length=Ms(240), attack=Ms(15)),
        Note(pitch=LOW, start=Ms(120), length=Ms(300), attack=Ms(15)),
    ),
    Tone.HALF: (Note(pitch=MIDDLE, start=Ms(0), length=Ms(360), attack=Ms(15)),),
    Tone.TICK: (Note(pitch=HIGH, start=Ms(0), length=Ms(60), attack=Ms(10)),),
}
"""The notes of each tone. A note that follows begins while the one before it dies away."""

LOUDNESS: Final[Mapping[Tone, int]] = {Tone.START: 7000, Tone.STOP: 7000, Tone.HALF: 7600, Tone.TICK: 11_800}
"""Amplitude of each tone's fundamental, in steps of the 16-bit scale.

The long ones lie 4 to 6 LU under a voice at -16 LUFS (EBU R 128, momentary, read as dual mono). The tick lies 4.5 dB
under the start tone by its loudest 100 ms, about what the ear takes in at once: 400 ms is mostly silence there.
"""

HIGHEST: Final = 2500
"""No harmonic lies above this, in Hz."""

_SAMPLES_PER_MS: Final = RATE // 1000


@cache
def tone_clip(tone: Tone) -> Clip:
    """Draw a tone: exactly `TONE_LENGTHS[tone]` long, from silence to silence."""
    samples = [0.0] * (TONE_LENGTHS[tone] * _SAMPLES_PER_MS)
    for note in NOTES[tone]:
        first = note.start * _SAMPLES_PER_MS
        for at, sample in enumerate(_drawn(note), first):
            samples[at] += sample
    loudness = LOUDNESS[tone]
    return Clip(struct.pack(f"<{len(samples)}h", *(round(loudness * sample) for sample in samples)))


def _drawn(note: Note) -> list[float]:
    """Draw one note: its wave under a curve that rises within the attack and falls to nothing at its end."""
    wave, total = _wave(note.pitch), note.length * _SAMPLES_PER_MS
    shape = [(1 - at / total) ** 3 for at in range(total)]
    for at in range(note.attack * _SAMPLES_PER_MS):
        shape[at] *= math.sin(math.pi / 2 * at / (note.attack * _SAMPLES_PER_MS)) ** 2
    return [sample * level for sample, level in zip(cycle(wave), shape, strict=False)]


@cache
def _wave(pitch: int) -> tuple[float, ...]:
    """Draw the shortest stretch of a note that is whole waves and whole samples: the harmonics, each half the last."""
    length = RATE // math.gcd(RATE, pitch)
    turn = 2 * math.pi * pitch / RATE
    harmonics = range(1, HIGHEST // pitch + 1)
    return tuple(sum(math.sin(turn * at * number) / 2 ** (number - 1) for number in harmonics) for at in range(length))
