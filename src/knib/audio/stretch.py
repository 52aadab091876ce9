"""Speech made slower or faster without changing its pitch, for voices that have one pace.

Waveform similarity overlap-add (W. Verhelst and M. Roelands, "An overlap-add technique based on waveform similarity
(WSOLA) for high quality time-scale modification of speech", ICASSP 1993): short stretches of the sound are laid down
closer together or farther apart, each taken from where it continues the one before it best, to the sample.
"""

from typing import TYPE_CHECKING, Final

from knib.audio.clip import Clip

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Samples = NDArray[float64]

VERSION: Final = "wsola 1"
"""Part of a stretched clip's name on the shelf: raise it when the same clip would be stretched otherwise."""

HOP_MS: Final = 15
"""Distance in ms between two stretches, each twice as long: long enough for two periods of a deep voice (70 Hz), and
short enough for a plosive not to be heard twice."""

SEARCH_MS: Final = 8
"""How far a stretch may be moved to fit, in ms either way: one period of a deep voice."""

SLOWEST: Final = 50
FASTEST: Final = 200


def stretch(clip: Clip, percent: int) -> Clip:
    """Give the same sound at another pace and the same pitch.

    Args:
        clip: Any length, any rate.
        percent: The pace in per cent of the clip's own, 50 to 200. At 100 the clip itself comes back.

    Returns:
        `samples * 100 / percent` samples, to the nearest. The same clip and pace always give the same samples.

    Raises:
        ValueError: the pace is slower than half or faster than double, where this method is heard.
    """
    if not SLOWEST <= percent <= FASTEST:
        raise ValueError(f"a pace from {SLOWEST} to {FASTEST} per cent, not {percent}")
    if percent == 100 or not clip.samples:
        return clip
    import numpy as np

    sound = np.frombuffer(clip.pcm, "<i2").astype(np.float64)
    laid = _laid(sound, percent, clip.rate * HOP_MS // 1000, clip.rate * SEARCH_MS // 1000)
    length = (2 * clip.samples * 100 + percent) // (2 * percent)
    return Clip(np.clip(np.rint(laid[:length]), -32768, 32767).astype("<i2").tobytes(), clip.rate)


def _laid(sound: "Samples", percent: int, hop: int, search: int) -> "Samples":
    """Lay the stretches down, `hop` apart."""
    import numpy as np

    # Two halves of this window that overlap make 1 everywhere, so that levels stay.
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(2 * hop) / (2 * hop))
    count = len(sound) * 100 // (percent * hop) + 2
    before, after = hop + search, 8 * hop + 2 * search
    padded = np.concatenate([np.zeros(before), sound, np.zeros(after)])
    laid = np.zeros((count + 1) * hop)
    start = search
    for number in range(count):
        ideal = search + number * hop * percent // 100
        if number:
            start = _best(padded, start + hop, ideal, hop, search)
        laid[number * hop : (number + 2) * hop] += window * padded[start : start + 2 * hop]
    return laid[hop:]


def _best(padded: "Samples", continued: int, ideal: int, hop: int, search: int) -> int:
    """Find where, near the ideal place, the sound is most like what would come next; the ideal place in silence."""
    import numpy as np

    wanted = padded[continued : continued + 2 * hop]
    near = padded[ideal - search : ideal + search + 2 * hop]
    alike = np.correlate(near, wanted, "valid")
    if not alike.any():
        return ideal
    power = np.cumsum(np.concatenate([[0.0], near * near]))
    energy = power[2 * hop :][: len(alike)] - power[: len(alike)]
    return ideal - search + int(np.argmax(alike / np.sqrt(energy + 1.0)))
