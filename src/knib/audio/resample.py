"""Sound at another rate: the one home of soxr, and with `tones` of numpy.

Both libraries take about 70 ms to import, so they are imported when something is resampled and not before: a render
whose cues all lie on the shelf never loads them.
"""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from knib.audio.clip import RATE, Clip

if TYPE_CHECKING:
    import soxr


def resample(clip: Clip, rate: int = RATE) -> Clip:
    """Give the same sound at another rate, made by soxr in its quality HQ (distortion under -130 dB).

    Args:
        clip: Any length, any rate.
        rate: Samples a second of the result.

    Returns:
        `samples * rate / clip.rate` samples, to the nearest; the clip itself when it has the rate already. What
        would go past full scale stops there. The same clip always gives the same samples.
    """
    if clip.rate == rate or not clip.samples:
        return Clip(clip.pcm, rate)
    import numpy as np

    # In float, for soxr dithers when it writes int16 itself, and dither is noise where silence should be.
    with _stream(clip.rate, rate) as stream:
        wave = stream.resample_chunk(np.frombuffer(clip.pcm, "<i2").astype(np.float32), last=True)
    np.clip(np.rint(wave, out=wave), -32768, 32767, out=wave)
    return Clip(wave.astype("<i2").tobytes(), rate)


@contextmanager
def _stream(rate: int, to: int) -> "Iterator[soxr.ResampleStream]":
    """Lend a resampler that nobody else has: to make one takes as long as half a second of sound."""
    import soxr

    if not _IDLE:
        atexit.register(_IDLE.clear)  # soxr's binding complains, aloud, of a resampler that outlives it
    idle = _IDLE.setdefault((rate, to), [])
    try:
        stream = idle.pop()
    except IndexError:
        # HQ computes in 32 bits: 64 give the same samples in twice the time.
        stream = soxr.ResampleStream(rate, to, num_channels=1, dtype="float32", quality="HQ")
    yield stream
    stream.clear()
    idle.append(stream)


_IDLE: "Final[dict[tuple[int, int], list[soxr.ResampleStream]]]" = {}
