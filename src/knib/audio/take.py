"""A take: many lines recorded in one go, cleaned, levelled, and cut at its pauses.

What is done to a voice, and all that is done: what lies under it (below 65 Hz: steps, wind, the hum of the mains) is
taken away, the whole take gets one gain, and each line gets soft edges. Noise is left as it is: what a noise reducer
takes with it are the soft beginnings and ends of words, which is just what a patient listens for.
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from knib.audio.clip import RATE, Clip
from knib.audio.loudness import decibels, samples_of
from knib.audio.stitch import segment
from knib.errors import SoundError
from knib.units import Ms
from knib.values import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Wave = NDArray[np.float64]

RUMBLE: Final = 65
"""Hz: half the amplitude is left there, a tenth at 50 Hz, nine tenths at 85 Hz (the deepest voices)."""

SPOKEN: Final = -18.0
"""dB of full scale (RMS) of a take's loud syllables; what is finished is levelled again, line by line."""

HIGHEST: Final = -1.0
"""dB of full scale that no sample of a take rises above."""

PAUSE: Final = Ms(300)
"""The shortest pause that parts. One within a line may be as long; `voice.recorded.match` joins its halves again."""

CLICK: Final = Ms(80)
"""Nothing that is spoken is shorter."""

ABOVE_FLOOR: Final = 10.0
"""dB above the noise from which on a stretch is sound."""

SOFT: Final = 5.0
"""dB above the noise down to which the soft edges of a sound are followed: an f, an s, a room's answer."""

HOLE: Final = Ms(80)
"""How long the silence before a t or a k may be, when edges are followed."""

FURTHEST: Final = Ms(250)
"""How far edges are followed."""

BEFORE: Final = Ms(20)
"""Kept before a line, and faded in: the ear does not know a cue from one that is so much late."""

AFTER: Final = Ms(60)
"""Kept after a line, and faded out."""

FRAME: Final = Ms(10)
QUIETEST: Final = -80.0
"""dB of full scale: less noise than this does not count, as telephones that mute their pauses have."""

CLEAR: Final = 12.0
"""dB that a voice must lie above the noise to be told from it."""

_SMOOTH: Final = 5  # frames of one level
_CHUNK: Final = 60 * RATE  # samples filtered at a time
_MARGIN: Final = RATE // 2  # after which the filter has forgotten
_FULL: Final = 32_700 / 32_768
_STUCK: Final = 5  # samples a second at full scale, from which on a take is overloaded


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of sound between two pauses, in ms from the take's start."""

    start: Ms
    end: Ms

    @property
    def length(self) -> Ms:
        """How long it is, in ms."""
        return Ms(self.end - self.start)


@dataclass(frozen=True, kw_only=True, slots=True)
class Take:
    """A take made ready: its sound, its parts, and how it was recorded.

    `clearance` is by how many dB the voice lies above the room's noise; `overloaded` when it was recorded too loud.
    """

    clip: Clip
    parts: tuple[Part, ...]
    clearance: float
    overloaded: bool


def heard(clip: Clip) -> Take:
    """Make a take ready: clean it, level it and find its parts. The same clip always gives the same take.

    Raises:
        SoundError: there is nothing in it, or the voice cannot be told from the noise.
    """
    import numpy as np

    sound = _without_rumble(samples_of(clip))
    levels = _levels(sound)
    floor, speech = _floor_and_speech(levels)
    if speech - floor < CLEAR:
        raise SoundError(
            "no voice is heard above the noise" if speech > QUIETEST else "there is only silence",
            cure="record it again in a quiet room, with the telephone 20 cm from the mouth",
        )
    gain = min(SPOKEN - speech, HIGHEST - decibels(float(np.abs(sound).max()) ** 2))
    levelled = Clip(np.rint(sound * 10 ** (gain / 20) * 32_768).astype("<i2").tobytes())
    threshold = min(max(floor + ABOVE_FLOOR, speech - 40), speech - CLEAR)
    stuck = np.count_nonzero(np.abs(samples_of(clip)) >= _FULL)
    return Take(
        clip=levelled,
        parts=tuple(_parts(levelled, levels, floor, threshold + gain)),
        clearance=speech - floor,
        overloaded=bool(stuck > _STUCK * clip.samples / clip.rate),
    )


def cut(take: Take, start: Ms, end: Ms) -> Clip:
    """Cut a line out of a take, with its soft edges.

    Args:
        take: Where it lies.
        start: Its first sound, in ms; up to 20 ms more are kept before it.
        end: Its last sound; up to 60 ms more are kept after it.
    """
    import numpy as np

    first, last = max(0, start - BEFORE), min(take.clip.length, end + AFTER)
    sound = samples_of(take.clip)[first * RATE // 1000 : last * RATE // 1000].copy()
    for length, edge in ((start - first, sound), (last - end, sound[::-1])):
        ramp = (1 - np.cos(np.pi * (np.arange(length * RATE // 1000) + 0.5) / max(1, length * RATE // 1000))) / 2
        edge[: len(ramp)] *= ramp[: len(edge)]
    return Clip(np.rint(sound * 32_768).astype("<i2").tobytes())


def within(take: Take, window: Part) -> Part | None:
    """Give what is heard in a stretch of a take: a roughly given one is made exact. None when nothing is."""
    found = [part for part in take.parts if part.start < window.end and window.start < part.end]
    if not found:
        return None
    return Part(max(window.start, found[0].start), min(window.end, found[-1].end))


def whole(clip: Clip) -> Clip:
    """Give a recording of one line as a clip: cleaned, levelled, without what comes before and after it.

    Raises:
        SoundError: as `heard`.
    """
    take = heard(clip)
    if not take.parts:
        raise SoundError("nothing in it is long enough to be a word", cure="record the line again")
    return cut(take, take.parts[0].start, take.parts[-1].end)


def _without_rumble(sound: "Wave") -> "Wave":
    """Take away what is under a voice, a minute at a time. No moment moves: the filter has no phase."""
    import numpy as np

    size = _CHUNK + 2 * _MARGIN
    frequency = np.fft.rfftfreq(size, 1 / RATE) / RUMBLE
    response = frequency**8 / (1 + np.minimum(frequency, 1e6) ** 8)
    padded = np.pad(sound, (_MARGIN, _MARGIN + _CHUNK))
    chunks = [
        np.fft.irfft(np.fft.rfft(padded[at : at + size], size) * response, size)[_MARGIN:-_MARGIN]
        for at in range(0, len(sound), _CHUNK)
    ]
    clean: Wave = np.concatenate([np.zeros(0), *chunks])[: len(sound)]
    return clean


def _levels(sound: "Wave") -> "Wave":
    """Give the mean power of each 10 ms, the last one begun left out."""
    import numpy as np

    size = FRAME * RATE // 1000
    frames: Wave = np.square(sound[: len(sound) // size * size]).reshape(-1, size).mean(axis=1)
    return frames


def _floor_and_speech(levels: "Wave") -> tuple[float, float]:
    """Give the level of the room and that of the loud syllables, in dB of full scale."""
    import numpy as np

    if len(levels) < _SMOOTH:
        return QUIETEST, QUIETEST
    smooth = np.convolve(levels, np.ones(_SMOOTH) / _SMOOTH, "valid")
    floor, speech = (max(QUIETEST, decibels(float(np.percentile(smooth, share)))) for share in (10, 95))
    return floor, speech


def _parts(clip: Clip, levels: "Wave", floor: float, threshold: float) -> Iterator[Part]:
    """Find the stretches between pauses, and follow each to its soft edges, no further than half the pause."""
    sound = segment(clip.pcm[: clip.samples // 24 * 48])  # first, because it imports pydub without its warnings
    from pydub.silence import detect_nonsilent

    loud = detect_nonsilent(sound, PAUSE, threshold, FRAME)
    cores = [(start, end) for start, end in loud if end - start >= CLICK]
    audible = _audible(levels, floor)
    for index, (start, end) in enumerate(cores):
        low = (cores[index - 1][1] + start) // 2 if index else 0
        high = (end + cores[index + 1][0]) // 2 if index + 1 < len(cores) else clip.length
        first = _followed(audible, start, max(low, start - FURTHEST), -FRAME)
        yield Part(first, _followed(audible, end, min(high, end + FURTHEST), FRAME))


def _audible(levels: "Wave", floor: float) -> "NDArray[np.bool_]":
    """Tell for each frame whether it lies above the noise, however little."""
    import numpy as np

    smooth = np.convolve(levels, np.ones(3) / 3, "same")
    above: NDArray[np.bool_] = smooth > 10 ** ((floor + SOFT) / 10)
    return above


def _followed(audible: "NDArray[np.bool_]", edge: int, limit: int, step: int) -> Ms:
    """Follow an edge outwards, over holes, to its last audible frame."""
    reached, at = edge, edge
    while (limit - at) * step > 0 and abs(at - reached) <= HOLE:
        frame = math.floor(at / FRAME) - (step < 0)
        at += step
        if 0 <= frame < len(audible) and audible[frame]:
            reached = at
    return Ms(max(reached, limit) if step < 0 else min(reached, limit))
