"""Finds known sounds in a decoded session, and hears what is missing, moved or too loud.

Everything is measured against a sound's outline (`outline`): one point a millisecond, looked for at every sample.
Home of numpy for listening.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from knib.audio.clip import SAMPLE_BYTES, Clip
from knib.audio.outline import SCALE, STEP
from knib.units import Ms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Wave = NDArray[np.float64]

FULL_SCALE: Final = 32_768

REACH: Final = Ms(250)
"""How far before and after its moment a sound is looked for."""

BLOCK: Final = Ms(40)
"""A sound is heard in blocks of this length: long enough for the deepest voice, shorter than a syllable."""

COUNTS: Final = 0.1
"""A block of an outline this much softer than its loudest one (-20 dB) may be lost in any codec, and is not missed."""

LACKING: Final = 0.25
"""A block that is 12 dB softer than the rest of its sound lets expect is missing.

Of a short word the levelling lifts the soft end by up to 15 dB and leaves the loud middle as it was: so nothing is
expected to be louder than the loudest block that is heard.
"""

ALIKE: Final = 0.5
"""From this likeness on, two sounds are the same one."""

REMNANT: Final = 0.7
"""What is left of a sound that was cut must be so much like it, for it is short and something is always a little so."""

LEAST_REMNANT: Final = 0.15
"""How much of a sound's energy must be left for it to be known again."""

SURE: Final = 3
"""Standard errors by which a place must be better than the planned one."""

ABOVE: Final = 3.0
"""dB by which something stands out from what is heard around it."""

QUIET: Final = -50.0
"""dB of full scale (RMS) that is still silence. A codec stays 20 dB under it."""

SOFTEST: Final = 2
"""An outline that never rises above this (-36 dB of full scale) is too soft to be found."""

MOMENT: Final = Ms(10)
"""The shortest stretch that has a level."""

SILENT: Final = -140.0
"""What silence is given as, in dB of full scale."""

_LEAST: Final = 1e-6  # -120 dB: less than half a step of the 16-bit scale


class Finding(Enum):
    """Whether a sound was found."""

    THERE = auto()
    MISSING = auto()
    """Nothing is heard in its place."""
    OTHER = auto()
    """Something else is heard in its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What was found of a sound. Only of one that is there, the rest means anything.

    `likeness` goes from 0 (something else, or nothing) to 1 (the very sound). `shift` is how many samples after its
    moment it begins; below zero, before. `gain` is how much louder it is than it was recorded, in dB. `lacking` holds
    each stretch of it that is not there, in ms from its moment. `sound` is what was heard in its place.
    """

    finding: Finding
    likeness: float
    shift: int
    gain: float
    lacking: tuple[tuple[Ms, Ms], ...]
    sound: Clip


@dataclass(frozen=True, order=True, slots=True)
class Window:
    """A stretch of a session, in samples from its start. It may begin before it, and end after it."""

    first: int
    last: int


def around(start: Ms, points: int) -> Window:
    """Give where to look for a sound with so many points in its outline."""
    return Window((start - REACH) * STEP, (start + points + REACH) * STEP)


def cut_out(pieces: Iterable[bytes], windows: Iterable[Window]) -> Iterator["Wave"]:
    """Cut windows out of a stream of PCM, full scale being 1.

    Args:
        pieces: 24 kHz mono, signed 16-bit little-endian. What lies before and after it is silence. It is read no
            further than it takes.
        windows: In order of their first sample; they may overlap. Only what a window needs is kept in memory.
    """
    tape = _Tape(iter(pieces))
    for window in windows:
        yield tape.cut(window)


def find(outline: bytes, wave: "Wave") -> Heard:
    """Look for a sound in the stretch `around` its moment. An outline that is empty or too soft is never found."""
    import numpy as np

    points = (np.frombuffer(outline, np.int8) + 0.5) * SCALE / FULL_SCALE
    if not len(points) or np.abs(points).max() <= SOFTEST * SCALE / FULL_SCALE:
        return _not_found(wave)
    alike = _likeness(points, wave)
    best = _best(alike, len(points))
    found = wave[best : best + len(points) * STEP]
    heard = _Comparison(points, found[::STEP])
    if alike[best] < ALIKE and not heard.is_remnant():
        return _not_found(wave)
    return Heard(
        finding=Finding.THERE,
        likeness=float(alike[best]),
        shift=best - REACH * STEP,
        gain=heard.gain(),
        lacking=tuple(heard.lacking()),
        sound=_clip(found),
    )


def level(wave: "Wave") -> float:
    """Give the mean level of a stretch, in dB of full scale (RMS)."""
    import numpy as np

    return _decibels(float(np.sqrt(np.mean(np.square(wave))))) if len(wave) else SILENT


def loudest(wave: "Wave") -> tuple[float, Ms]:
    """Give the level of the loudest 10 ms of a stretch, in dB of full scale (RMS), and where they begin, in ms."""
    import numpy as np

    size = MOMENT * STEP
    blocks = wave[: len(wave) // size * size].reshape(-1, size)
    if not len(blocks):
        return SILENT, Ms(0)
    powers = np.square(blocks).mean(axis=1)
    place = int(np.argmax(powers))
    return _decibels(math.sqrt(powers[place])), Ms(place * MOMENT)


class _Tape:
    """A stream of sound, of which only the last stretch is kept."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._kept, self._first = pieces, bytearray(), 0  # `_kept` begins with sample `_first`

    def cut(self, window: Window) -> "Wave":
        import numpy as np

        self._forget(window.first)
        while self._end() < window.last and (piece := next(self._pieces, None)) is not None:
            self._kept += piece
            self._forget(window.first)
        wave, begin = np.zeros(window.last - window.first), self._first - window.first
        # Cut first: what was read beyond the window may be long, and is copied for nothing.
        heard = np.frombuffer(self._kept[: max(0, len(wave) - begin) * SAMPLE_BYTES], "<i2") / FULL_SCALE
        wave[begin : begin + len(heard)] = heard
        return wave

    def _end(self) -> int:
        return self._first + len(self._kept) // SAMPLE_BYTES

    def _forget(self, until: int) -> None:
        spare = min(until - self._first, len(self._kept) // SAMPLE_BYTES)
        if spare > 0:
            del self._kept[: spare * SAMPLE_BYTES]
            self._first += spare


def _best(alike: "Wave", points: int) -> int:
    """Give the place where a sound is: its own moment, unless another is better by more than noise explains.

    A tone is like itself a few waves later, too. The error of a correlation r over n points is sqrt((1 - r²) / n).
    """
    import numpy as np

    best = int(np.argmax(alike))
    error = math.sqrt(max(0.0, 1 - float(alike[best]) ** 2) / points)
    planned = REACH * STEP
    return planned if alike[planned] > alike[best] - SURE * error else best


def _likeness(points: "Wave", wave: "Wave") -> "Wave":
    """Give how alike an outline and a stretch are when it is laid on each sample: their normalised correlation."""
    import numpy as np

    places, size = len(wave) - len(points) * STEP + 1, 1 << (len(wave) - 1).bit_length()
    spread = np.zeros(len(points) * STEP)
    spread[::STEP] = points
    alike = np.fft.irfft(np.fft.rfft(wave, size) * np.conj(np.fft.rfft(spread, size)), size)[:places]
    power = np.zeros((len(wave) // STEP + 1, STEP))
    power[1:] = np.cumsum(np.square(wave).reshape(-1, STEP), axis=0)
    under = (power[len(points) :] - power[: len(power) - len(points)]).ravel()[:places]
    return np.asarray(alike / np.sqrt(np.maximum(under, _LEAST**2 * len(points)) * np.square(points).sum()))


def _not_found(wave: "Wave") -> Heard:
    """Say whether anything is heard there at all: more than silence, and more than before it or after it."""
    reach = REACH * STEP
    place = wave[reach : len(wave) - reach]
    around_it = min(level(wave[:reach]), level(wave[len(wave) - reach :]))
    silent = level(place) < max(QUIET, around_it + ABOVE)
    finding = Finding.MISSING if silent else Finding.OTHER
    return Heard(finding=finding, likeness=0.0, shift=0, gain=SILENT, lacking=(), sound=_clip(place))


class _Comparison:
    """A sound, block by block, and what stands in its place."""

    def __init__(self, points: "Wave", found: "Wave") -> None:
        import numpy as np

        self._borders = [*range(0, max(1, len(points) - BLOCK // 2), BLOCK), len(points)]
        recorded, here = self._levels(points), self._levels(found)
        self._counts = recorded >= COUNTS * recorded.max()
        loud = np.quantile(here[self._counts] / recorded[self._counts], 0.9)
        self._there = here >= LACKING * np.minimum(loud * recorded, here[self._counts].max())
        held = np.repeat(self._there, np.diff(self._borders))
        self._whole, self._wanted, self._found = float(points @ points), points[held], found[held]

    def is_remnant(self) -> bool:
        """Say whether what is there is a part of the sound, and enough of it."""
        wanted, found = float(self._wanted @ self._wanted), float(self._found @ self._found)
        alike = float(self._wanted @ self._found) / math.sqrt(max(wanted * found, _LEAST**4))
        return alike >= REMNANT and wanted >= LEAST_REMNANT * self._whole

    def gain(self) -> float:
        """Give how much louder it is than it was recorded, in dB."""
        return _decibels(float(self._wanted @ self._found) / float(self._wanted @ self._wanted))

    def lacking(self) -> Iterator[tuple[Ms, Ms]]:
        """Give each stretch that is missed; a soft block between two that are missed changes nothing."""
        run: list[int] = []
        for place in [*self._counts.nonzero()[0].tolist(), None]:
            if place is not None and not self._there[place]:
                run.append(place)
            elif run:
                yield Ms(self._borders[run[0]]), Ms(self._borders[run[-1] + 1])
                run = []

    def _levels(self, points: "Wave") -> "Wave":
        """Give the level of each block. The last one is half as long at least: in less there is only a fade."""
        import numpy as np

        powers = np.add.reduceat(np.square(points), self._borders[:-1])
        return np.asarray(np.sqrt(powers / np.diff(self._borders)))


def _clip(wave: "Wave") -> Clip:
    return Clip((wave * FULL_SCALE).astype("<i2").tobytes())


def _decibels(amplitude: float) -> float:
    return 20 * math.log10(amplitude) if amplitude > _LEAST else SILENT
