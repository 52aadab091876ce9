"""A sound's outline: one byte a millisecond, enough to find the sound again in a file, and to tell what is missing.

It is the sound itself at a thousand samples a second and 8 bits, with every overtone folded down: no pleasure to hear,
but two sounds have the same one only if they are the same.
"""

from typing import Final

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip

STEP: Final = RATE // 1000
"""Samples from one point of an outline to the next: a millisecond."""

SCALE: Final = 256
"""What a step of an outline is in steps of the 16-bit scale. Each point stands for the middle of its step."""


def outline(clip: Clip) -> bytes:
    """Give a clip's outline: the upper byte, signed, of the first sample of each ms."""
    return clip.pcm[SAMPLE_BYTES - 1 :: STEP * SAMPLE_BYTES]
