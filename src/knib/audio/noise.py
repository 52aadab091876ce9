"""Pink noise, drawn sample by sample: the same on every machine, and without numpy."""

from array import array
from functools import cache
from typing import Final

from knib.audio.clip import RATE

LEVEL: Final = -36
"""Root mean square in dB of full scale (a square wave's, as in AES17 less 3 dB)."""

_SEED: Final = 1
_POLES: Final = ((0.99765, 0.0990460), (0.96300, 0.2965164), (0.57000, 1.0526913))
_DIRECT: Final = 0.1848
"""Paul Kellet's "economy" filter: white noise becomes pink, within 0.5 dB from 60 Hz to 10 kHz at 48 kHz."""

_DEEP: Final = 0.0157
"""A step of a one-pole low-pass at 60 Hz, whose output is taken away: loudspeakers give nothing there."""

_BRIGHT: Final = 0.65
"""A step of each of two one-pole low-passes, together -3 dB at 4 kHz: above, noise costs bits and pleases nobody."""

_SEAM: Final = RATE // 4


@cache
def pink_noise(samples: int) -> bytes:
    """Draw noise that can be repeated without a seam, as 16-bit PCM at 24 kHz.

    Its level is `LEVEL`; its energy lies between 60 Hz and 4 kHz, equal in each octave. 100 ms for 12 s.
    """
    drawn = _drawn(samples + _SEAM)
    # What would go on past the end fades out under the beginning, at equal power: the two are unlike.
    for at in range(_SEAM):
        share = (at + 0.5) / _SEAM
        drawn[at] = drawn[at] * share**0.5 + drawn[samples + at] * (1 - share) ** 0.5
    del drawn[samples:]
    power = sum(sample * sample for sample in drawn) / samples
    gain = 32_768 * 10 ** (LEVEL / 20) / power**0.5
    return array("h", (round(sample * gain) for sample in drawn)).tobytes()


def _drawn(samples: int) -> list[float]:
    import random  # needed once a machine

    white = random.Random(_SEED).random  # noqa: S311 - noise to be heard, not a secret
    (keep1, add1), (keep2, add2), (keep3, add3) = _POLES
    pole1 = pole2 = pole3 = deep = first = second = 0.0
    drawn = []
    for _ in range(samples):
        step = white() - 0.5
        pole1 = keep1 * pole1 + add1 * step
        pole2 = keep2 * pole2 + add2 * step
        pole3 = keep3 * pole3 + add3 * step
        pink = pole1 + pole2 + pole3 + _DIRECT * step
        deep += _DEEP * (pink - deep)
        first += _BRIGHT * (pink - deep - first)
        second += _BRIGHT * (first - second)
        drawn.append(second)
    return drawn
