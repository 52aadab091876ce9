"""A stretch of sound in memory."""

from typing import Final

from knib.units import Ms
from knib.values import dataclass

RATE: Final = 24_000
"""Samples a second, everywhere in Knib: 1 ms is 24 samples and one MP3 frame (576 samples) is exactly 24 ms."""

SAMPLE_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Clip:
    """Mono sound: `pcm` holds signed 16-bit little-endian samples, `rate` of them a second."""

    pcm: bytes
    rate: int = RATE

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return len(self.pcm) // SAMPLE_BYTES

    @property
    def length(self) -> Ms:
        """Length in ms, rounded up, so that a clip always fits in the room that its length asks for."""
        return Ms(-(-self.samples * 1000 // self.rate))


def silence(samples: int) -> bytes:
    """Give that many samples of silence as PCM."""
    return bytes(samples * SAMPLE_BYTES)
