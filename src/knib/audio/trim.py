"""Silence at the edges of a clip: found and taken away."""

import sys
from array import array
from collections.abc import Iterable
from typing import Final

from knib.audio.clip import SAMPLE_BYTES, Clip
from knib.units import Ms

THRESHOLD: Final = 33
"""The smallest sample that counts as sound: -60 dB of full scale.

The softest Danish onset measured (the v of "Velkommen") passes 58 in its first two milliseconds; the silence of an
MP3 decoder stays within 2 and a quiet room recorded by a telephone within about 20.
"""

MARGIN: Final = Ms(2)
"""Kept before the first and after the last sound, where there is as much: short enough for a cue to begin on time."""


def trim(clip: Clip) -> Clip:
    """Take the silent edges off.

    Returns:
        The clip from at most 2 ms before its first sound to at most 2 ms after its last; no samples at all when
        everything is silence.
    """
    pcm = clip.pcm[: clip.samples * SAMPLE_BYTES]
    # Exact silence is passed by at once: eSpeak NG ends in a thousand zeros.
    head, end = (len(pcm) - len(pcm.lstrip(b"\0"))) // SAMPLE_BYTES, -(-len(pcm.rstrip(b"\0")) // SAMPLE_BYTES)
    samples = _samples(clip)[head:end]
    first = _first_sound(samples)
    if first is None:
        return Clip(b"", clip.rate)
    first, last = head + first, end - (_first_sound(reversed(samples)) or 0)
    margin = clip.rate * MARGIN // 1000
    start, end = max(0, first - margin), min(clip.samples, last + margin)
    return Clip(clip.pcm[start * SAMPLE_BYTES : end * SAMPLE_BYTES], clip.rate)


def is_silent(clip: Clip) -> bool:
    """Say whether nothing in the clip counts as sound."""
    return _first_sound(_samples(clip)) is None


def _first_sound(samples: Iterable[int]) -> int | None:
    return next((i for i, sample in enumerate(samples) if not -THRESHOLD < sample < THRESHOLD), None)


def _samples(clip: Clip) -> "memoryview[int] | array[int]":
    pcm = memoryview(clip.pcm)[: clip.samples * SAMPLE_BYTES]
    if sys.byteorder == "little":
        return pcm.cast("h")  # in its place: nothing is copied
    samples = array("h", pcm.tobytes())
    samples.byteswap()
    return samples
