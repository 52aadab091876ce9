"""Music or nature under a whole session: looped without a seam, soft, and softer still under the voice.

The background lies so far down that each word keeps 20 dB of distance or more (WCAG 2.2, 1.4.7, "low or no background
audio"), and it goes down before a word and comes up after it so slowly that nobody hears it move. Everything is
computed from the moment of each sample, so the blocks may be cut anywhere and memory does not grow with the session.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip
from knib.audio.loudness import decibels, gated, loudest, powers
from knib.audio.trim import trim
from knib.errors import SoundError
from knib.plan.timeline import Timeline
from knib.spec.model import Tone
from knib.units import Ms
from knib.values import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Curve = NDArray[np.float64]

LEVEL: Final = -30.0
"""LUFS of the background where nobody speaks, as dual mono: 14 LU under the voice."""

LOUDEST: Final = -28.0
"""LUFS of its loudest three seconds, at most: under the voice they still lie 20 LU below it."""

PEAK: Final = -19.0
"""Its highest sample, in dB of full scale, at most: ducked and on top of the voice's highest peak it stays under -1."""

DUCKED: Final = 8.0
"""dB by which it goes down under the voice."""

DOWN: Final = Ms(200)
"""It begins to go down so long before a word, and is down when the word begins."""

UP: Final = Ms(600)
"""It comes up within this, from the word's end on."""

STAY: Final = Ms(1500)
"""Between two words that are closer than this it stays down."""

CROSSFADE: Final = Ms(2000)
"""Its end and its beginning sound together for so long, at equal power, or for half of it where it is short."""

FADE: Final = Ms(3000)
"""It comes in and goes out within this, or within half a session."""

UNDUCKED: Final = frozenset({Tone.TICK, Tone.GAP, Tone.WAKE})
"""Sounds that it does not make way for: ticks come every second, and the others only break a silence that is none."""

_SAMPLES_PER_MS: Final = RATE // 1000
_CURE: Final = "Choose another file, or leave the background out."


@dataclass(frozen=True, slots=True)
class _Loop:
    """Samples that are played to their end and from then on again from sample `back` on."""

    samples: "NDArray[np.int16]"
    back: int


def with_background(pieces: Iterable[bytes], timeline: Timeline, background: Clip) -> Iterator[bytes]:
    """Lay a background under a session's sound.

    Args:
        pieces: The session from its start to its end, as `stitch.pieces` gives it.
        timeline: Where its sounds lie.
        background: Mono sound at 24 kHz of any length and loudness. Silence at its edges is left out.

    Returns:
        As many pieces, each as long as before. The same input gives the same samples, however it is cut into pieces.

    Raises:
        SoundError: before the first piece: the background is silent or has another rate.
    """
    if background.rate != RATE:
        raise SoundError(f"the background has {background.rate} samples a second, not {RATE}", cure=_CURE)
    sound = trim(background)
    if not sound.samples:
        raise SoundError("the background is silent", cure=_CURE)
    return _mixed(pieces, timeline, _looped(_needed(sound, timeline.length)))


def _mixed(pieces: Iterable[bytes], timeline: Timeline, loop: _Loop) -> Iterator[bytes]:
    import numpy as np

    at, ducks = 0, _ducks(timeline)
    for piece in pieces:
        voice = np.frombuffer(piece, "<i2")
        under = _stretch(loop, at, len(voice)) * _gain(timeline.length, ducks, at, len(voice))
        yield np.clip(np.rint(voice + under), -32_768, 32_767).astype("<i2").tobytes()
        at += len(voice)


def _looped(sound: Clip) -> _Loop:
    """Bring a sound to its level, and let its end go over into its beginning."""
    import numpy as np

    wave, factor = np.frombuffer(sound.pcm, "<i2"), _factor(sound)
    both = min(CROSSFADE * _SAMPLES_PER_MS, len(wave) // 2)
    turn = np.pi / 2 * (np.arange(both) + 0.5) / max(1, both)
    levelled = np.empty(len(wave), np.int16)
    for at in range(0, len(wave), RATE):  # a second at a time: as floats the whole would take four times the room
        levelled[at : at + RATE] = np.rint(wave[at : at + RATE] * factor)
    end = wave[len(wave) - both :] * np.cos(turn) + wave[:both] * np.sin(turn)
    levelled[len(wave) - both :] = np.rint(end * factor)
    return _Loop(levelled, both)


def _needed(sound: Clip, length: Ms) -> Clip:
    """Leave out what a session of that length never comes to: all but what it plays and one crossfade."""
    return Clip(sound.pcm[: (length + CROSSFADE) * _SAMPLES_PER_MS * SAMPLE_BYTES])


def _factor(sound: Clip) -> float:
    """Give what a background is multiplied with, so that it is as loud as it may be and no louder."""
    import numpy as np

    power, wave = powers(sound), np.frombuffer(sound.pcm, "<i2")
    peak = decibels((max(-int(wave.min()), int(wave.max())) / 32_768) ** 2)
    return float(10 ** (min(LEVEL - gated(power), LOUDEST - loudest(power), PEAK - peak) / 20))


def _stretch(loop: _Loop, start: int, count: int) -> "NDArray[np.int16]":
    """Give so many samples of an endless loop."""
    import numpy as np

    at, whole = np.arange(start, start + count), len(loop.samples)
    return loop.samples[np.where(at < whole, at, loop.back + (at - loop.back) % (whole - loop.back))]


def _gain(length: Ms, ducks: "tuple[Curve, Curve]", start: int, count: int) -> "Curve":
    """Give what each sample is multiplied with: worked out for every ms, straight from one to the next."""
    import numpy as np

    times = np.arange(start // _SAMPLES_PER_MS, (start + count) // _SAMPLES_PER_MS + 2)
    edge = min(FADE, length // 2)
    ends = np.interp(times, [0, edge, length - edge, length], [0, 1, 1, 0])
    gain = _soft(ends) * 10 ** (-DUCKED / 20 * _soft(np.interp(times, *ducks)))
    return np.interp(np.arange(start, start + count), times * _SAMPLES_PER_MS, gain)


def _soft(ramp: "Curve") -> "Curve":
    """Round off the corners of a ramp from 0 to 1."""
    return ramp * ramp * (3 - 2 * ramp)


def _ducks(timeline: Timeline) -> "tuple[Curve, Curve]":
    """Give moments in ms, and how far the background is down at each: 0 not at all, 1 wholly."""
    import numpy as np

    corners = [((start - DOWN, 0), (start, 1), (end, 1), (end + UP, 0)) for start, end in _heard(timeline)]
    times, depths = np.array([*chain(*corners)] or [(0, 0)], dtype=float).T
    return times, depths


def _heard(timeline: Timeline) -> Iterator[tuple[int, int]]:
    """Give the stretches, in ms, in which something must be understood; those that are close to each other as one."""
    heard = ((placed.start, placed.end) for placed in timeline.placed if placed.sound not in UNDUCKED)
    start, end = next(heard, (None, 0))
    if start is None:
        return
    for following, its_end in heard:
        if following - end >= STAY:
            yield start, end
            start = following
        end = its_end
    yield start, end
