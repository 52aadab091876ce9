"""Every clip as loud as every other: each is levelled by itself, before anything is stitched.

Never the finished session: a meter that follows it would lift the pauses more than the speech. A voice whose peaks
would then reach too high has them turned down by a limiter that looks ahead. It follows the peaks so slowly that it
moves whole syllables and not the single pulses of the voice, which is what would be heard as a rasp.
"""

import math
from typing import TYPE_CHECKING, Final

from knib.audio.clip import Clip
from knib.audio.loudness import gated, peaks, powers, samples_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Curve = NDArray[np.float64]

TARGET: Final = -16.0
"""LUFS of every cue in a finished session, as dual mono (Apple Podcasts, "Audio requirements": -16, give or take 1)."""

MP3_LOSS: Final = 0.45
"""dB by which LAME makes everything softer: its presets scale by 0.95, and lameenc has no way to say no."""

AIM: Final = TARGET + MP3_LOSS
"""LUFS of a levelled clip that becomes part of an MP3."""

CEILING: Final = -1.5
"""The highest true peak of a levelled clip, in dBTP. MP3 adds up to 0.3 dB, and the finished session keeps under -1."""

CEILING_AT_32: Final = -2.0
"""The same at 32 kbit/s, where MP3 adds up to 0.8 dB more. Lower still, short words would come out too soft."""

REACH: Final = 12
"""How far the limiter looks ahead and back, in ms: in all two pulses of a deep voice.

With the cues of the ready routines it turns down by 1.1 dB in the mean and 3.3 dB at most, and what is fast enough in
that to be heard as a rasp (above 40 Hz) lies 47 dB or more under the cue; at 5 ms it would be 37 dB, at 2 ms 29.
"""


_CLOSE: Final = 0.01  # LU
_TRIES: Final = 20


def mastering(ceiling: float = CEILING) -> str:
    """Say how clips are treated. It belongs to the key under which a levelled clip is kept.

    Count the limiter up when its sound changes.
    """
    return f"{AIM} LUFS, {ceiling} dBTP, limiter 1 of {REACH} ms"


def levelled(clip: Clip, aim: float = AIM, ceiling: float = CEILING) -> Clip:
    """Bring a clip to its loudness, as dual mono.

    Args:
        clip: Any length and loudness.
        aim: Its loudness in LUFS: `AIM` for a session that becomes an MP3, `TARGET` for every other format.
        ceiling: What no true peak of it may pass, in dBTP.

    Returns:
        As many samples at the same rate, within 0.05 LU of the target (see `loudness.loudness`). Silence stays as it
        is. A clip that is nothing but a click stays quieter than the target: the ceiling goes first. The same clip
        always gives the same samples.
    """
    power, height = powers(clip), peaks(clip)
    before = gated(power)
    return _turned(clip, _gain(power, height, before, aim, ceiling)) if math.isfinite(before) else clip


def _gain(power: "Curve", height: "Curve", before: float, aim: float, ceiling: float) -> "Curve":
    """Give the gain for each ms that brings a clip to its loudness, from the power and the peak of each.

    Args:
        power: Mean weighted power of each ms.
        height: True peak of each ms.
        before: The clip's loudness, in LUFS.
        aim: What it shall be.
        ceiling: What no peak may pass, in dBTP.
    """
    even, curve, missing = 1.0, height, aim - before
    for _ in range(_TRIES):
        even *= 10 ** (missing / 20)
        curve = even * _limited(height * even, ceiling)
        missing = aim - gated(power * curve**2)  # what the limiter has taken away
        if abs(missing) < _CLOSE:
            break
    return curve


def _limited(height: "Curve", ceiling: float) -> "Curve":
    """Give the limiter's gain for each ms, from the peak of each: smooth, and nowhere above what the ceiling allows."""
    import numpy as np

    allowed = np.minimum(1, 10 ** (ceiling / 20) / np.maximum(height, 1e-9))
    # The least of all that lies within reach; its mean over the same reach is then never above what is allowed.
    lowest = np.pad(allowed, 2 * REACH + 1, constant_values=1)
    lowest = np.lib.stride_tricks.sliding_window_view(lowest, 2 * REACH + 3).min(axis=1)
    window = np.hanning(2 * REACH + 3)[1:-1]
    return np.convolve(lowest, window / window.sum(), "valid")


def _turned(clip: Clip, curve: "Curve") -> Clip:
    """Multiply a clip with a gain that is given for each ms, and moves straight from the middle of one to the next."""
    import numpy as np

    middles = (np.arange(len(curve)) + 0.5) * (clip.rate // 1000)
    gain = np.interp(np.arange(clip.samples), middles, curve)
    return Clip(np.rint(samples_of(clip) * gain * 32_768).astype("<i2").tobytes(), clip.rate)
