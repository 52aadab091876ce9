"""Sound at another rate: the one home of soxr, and with `tones` of numpy.

Both libraries take about 70 ms to import, so they are imported when something is resampled and not before: a render
whose cues all lie on the shelf never loads them.
"""

from knib.audio.clip import RATE, Clip


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
    import soxr

    # In float, for soxr dithers when it writes int16 itself, and dither is noise where silence should be.
    # HQ computes in 32 bits: 64 give the same samples in twice the time.
    wave = soxr.resample(np.frombuffer(clip.pcm, "<i2").astype(np.float32), clip.rate, rate, quality="HQ")
    np.clip(np.rint(wave, out=wave), -32768, 32767, out=wave)
    return Clip(wave.astype("<i2").tobytes(), rate)
