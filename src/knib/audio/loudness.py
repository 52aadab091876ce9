"""How loud a clip is, and how high its peaks reach.

Loudness is that of ITU-R BS.1770-4 in LUFS, read as dual mono: a mono file comes out of two loudspeakers, so it counts
3 dB more than its one channel does (EBU R 128, and every podcast service). The true peak is that of its Annex 2.

Everything is computed a millisecond at a time: `powers` and `peaks` give one number for each, which is all that
`level` and `background` need to know. The home of the Fourier transform; numpy is imported when something is measured
and not before.
"""

import math
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from knib.audio.clip import SAMPLE_BYTES, Clip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Wave = NDArray[np.float64]


class Biquad(NamedTuple):
    """A filter of second order: (b0 + b1/z + b2/z²) / (1 + a1/z + a2/z²)."""

    b0: float
    b1: float
    b2: float
    a1: float
    a2: float


K_WEIGHTING: Final = (
    Biquad(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585),
    Biquad(1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621),
)
"""The head's shelf and the high-pass (BS.1770-4, Annex 1, tables 1 and 2), for 48 kHz."""

K_RATE: Final = 48_000

OFFSET: Final = -0.691
"""dB that bring a tone of 997 Hz to its own level (BS.1770-4, Annex 1, equation 2)."""

DUAL_MONO: Final = 10 * math.log10(2)

BLOCK: Final = 400
"""Length of a gating block in ms (Annex 1)."""

STEP: Final = 100
"""From one block to the next, in ms: they overlap by 75 %."""

ABSOLUTE_GATE: Final = -70.0
"""LUFS below which a block is no sound (Annex 1)."""

RELATIVE_GATE: Final = -10.0
"""LU under the mean of the others below which a block is a pause between sounds (Annex 1)."""

SHORT_TERM: Final = 3000
"""Length of the sliding window that EBU Tech 3341 calls short-term, in ms."""

OVERSAMPLING: Final = 4
"""Between the samples the wave may rise above them; at four times the rate that is seen (Annex 2)."""

_CHUNK: Final = 1000  # ms transformed at a time, so that an hour takes no more memory than a second
_MARGIN: Final = 100  # ms before a chunk, after which the weighting has forgotten what came earlier, and after it
_WINDOW: Final = _MARGIN + _CHUNK + _MARGIN


def loudness(clip: Clip) -> float:
    """Measure a clip's loudness, in LUFS as dual mono; minus infinity for silence.

    It is the gated loudness of BS.1770-4 of the clip with silence before and after it, as a cue is heard in a session.
    So every clip has one, also a word of less than a block (400 ms), and its edges count as they do in the session.
    """
    return gated(powers(clip))


def true_peak(clip: Clip) -> float:
    """Measure how high the wave reaches between the samples too, in dBTP; minus infinity for silence."""
    return decibels(float(peaks(clip).max(initial=0)) ** 2)


def decibels(power: float) -> float:
    """Give a power (or the square of an amplitude) in dB; minus infinity for none."""
    return 10 * math.log10(power) if power > 0 else -math.inf


def lufs(power: float) -> float:
    """Give the loudness of a mean weighted power, in LUFS as dual mono."""
    return OFFSET + DUAL_MONO + decibels(power)


def samples_of(clip: Clip) -> "Wave":
    """Give a clip's samples, full scale being 1."""
    import numpy as np

    return np.frombuffer(clip.pcm, "<i2") / 32_768


def gated(power: "Wave") -> float:
    """Give the loudness of weighted powers, one for each ms, with silence around them, in LUFS (see `loudness`)."""
    import numpy as np

    blocks = sliding(np.pad(power, BLOCK), BLOCK)[::STEP]
    blocks = blocks[blocks > _power(ABSOLUTE_GATE)]
    return lufs(_mean(blocks[blocks > _mean(blocks) * 10 ** (RELATIVE_GATE / 10)]))


def loudest(power: "Wave", window: int = SHORT_TERM) -> float:
    """Give the loudness of the loudest `window` ms of weighted powers, in LUFS, without a gate."""
    return lufs(float(sliding(power, min(window, len(power))).max(initial=0)))


def sliding(power: "Wave", window: int) -> "Wave":
    """Give the mean of each `window` values that stand next to each other."""
    import numpy as np

    summed = np.concatenate([[0.0], np.cumsum(power)])
    mean: Wave = np.maximum(summed[window:] - summed[:-window], 0) / window
    return mean


def powers(clip: Clip) -> "Wave":
    """Give the mean K-weighted power of each ms of a clip, the last one begun included, full scale being 1."""
    import numpy as np

    response = _response(clip.rate)
    weighted = (np.fft.irfft(spectrum * response, _WINDOW * clip.rate // 1000) for spectrum in _spectra(clip))
    return _joined(clip, (np.square(wave) for wave in weighted), "mean")


def peaks(clip: Clip) -> "Wave":
    """Give the true peak of each ms of a clip, the last one begun included, full scale being 1."""
    import numpy as np

    size = _WINDOW * clip.rate // 1000 * OVERSAMPLING
    waves = (np.abs(np.fft.irfft(spectrum, size)) * OVERSAMPLING for spectrum in _spectra(clip))
    return _joined(clip, waves, "max")


def _spectra(clip: Clip) -> "Iterator[NDArray[Any]]":
    """Give the spectrum of each window: a chunk with what lies before and after it, silence where there is nothing."""
    import numpy as np

    millisecond = clip.rate // 1000
    size = _WINDOW * millisecond
    for start in range(-_MARGIN * millisecond, clip.samples - _MARGIN * millisecond, _CHUNK * millisecond):
        pcm = clip.pcm[max(0, start) * SAMPLE_BYTES : (start + size) * SAMPLE_BYTES]
        wave = np.zeros(size, np.float32)
        wave[max(0, -start) :][: len(pcm) // SAMPLE_BYTES] = samples_of(Clip(pcm))
        yield np.fft.rfft(wave)


def _joined(clip: Clip, windows: "Iterator[Wave]", kind: Literal["mean", "max"]) -> "Wave":
    """Join the chunks in the middle of windows, one number for each ms."""
    import numpy as np

    rows = (wave.reshape(_WINDOW, -1)[_MARGIN:-_MARGIN] for wave in windows)
    values = [row.mean(axis=1) if kind == "mean" else row.max(axis=1) for row in rows]
    return np.concatenate([np.zeros(0), *values])[: clip.length]


@cache
def _response(rate: int) -> "NDArray[np.complex128]":
    """Give what K-weighting does to each frequency of a window: what the standard's own filters do, at any rate."""
    import numpy as np

    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(_WINDOW * rate // 1000, 1 / rate) / K_RATE)
    response: NDArray[np.complex128] = np.ones_like(delay)
    for b0, b1, b2, a1, a2 in K_WEIGHTING:
        response *= (b0 + b1 * delay + b2 * delay**2) / (1 + a1 * delay + a2 * delay**2)
    return response


def _power(loudness: float) -> float:
    """Give the mean weighted power of a loudness in LUFS: what `lufs` undoes."""
    return 10 ** ((loudness - OFFSET - DUAL_MONO) / 10)


def _mean(blocks: "Wave") -> float:
    return float(blocks.mean()) if len(blocks) else 0.0
