"""What lies between the islands: a filling, and the simplest one, silence."""

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Final, Protocol

from knib.audio.clip import RATE, silence
from knib.audio.codec import BITRATE, encode_frames
from knib.audio.crc import crc16, crc16_repeated
from knib.audio.frames import Header, Version
from knib.audio.islands import FRAME, RINGING, frames_heard
from knib.values import dataclass

BLOCK: Final = 2500
"""Frames of silence in one block, one minute; longer silence is the same block again."""

LEAD: Final = 4
"""Frames of silence before a stretch's first sound, where there is room: they fill the reservoir at 32 kbit/s too."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some whole frames, in no need of what is before them, and their CRC-16."""

    data: bytes | memoryview
    crc: int


class Filling(Protocol):
    """What is heard where no island is, in whole frames."""

    @property
    def header(self) -> Header:
        """The header of every frame."""
        ...

    @property
    def identity(self) -> str:
        """What stretches of sound depend on, as part of their key."""
        ...

    @property
    def lead(self) -> int:
        """How many frames a stretch of sound wants before its first sound."""
        ...

    @property
    def apart(self) -> int:
        """How many frames must lie between islands; fewer than `lead` will do where stretches can be shortened."""
        ...

    def run(self, first: int, count: int) -> Iterator[Piece]:
        """Give so many frames of nothing else, for a session's frames from number `first` on."""
        ...

    def stretch(self, pcm: bytes, phase: int, lead: int) -> bytes:
        """Encode an island.

        Args:
            pcm: Its sound.
            phase: The samples between the border of a frame and its first.
            lead: How many frames go before that one, at most `self.lead`.

        Returns:
            `lead` frames, and those it is heard in. They need nothing from the frames before them.
        """
        ...


def header_for(bitrate: int) -> Header:
    """Give the header of our frames: MPEG-2, 24 kHz, mono, without a CRC."""
    return Header(version=Version.MPEG2, bitrate=bitrate, rate=RATE, mono=True)


@dataclass(frozen=True)
class Silence:
    """Frames without any bits of sound: a header, and zeros."""

    bitrate: int

    lead = LEAD
    identity = "silence"

    @property
    def apart(self) -> int:
        """None but at 32 kbit/s, where sound without its whole lead has too few bits: up to 0.6 dB were lost."""
        return LEAD if self.bitrate < BITRATE else 0

    @cached_property
    def header(self) -> Header:
        """The header of every frame."""
        return header_for(self.bitrate)

    def run(self, first: int, count: int) -> Iterator[Piece]:
        """Give so many frames of silence; it is the same everywhere."""
        del first
        for left in range(count, 0, -BLOCK):
            yield self._silent(min(left, BLOCK))

    def stretch(self, pcm: bytes, phase: int, lead: int) -> bytes:
        """Encode an island with silence before and after it."""
        before, after = silence(lead * FRAME + phase), silence((RINGING + 1) * FRAME)
        frames = encode_frames([before, pcm, after], self.bitrate)
        return frames[: (lead + frames_heard(phase, len(pcm) // 2)) * self.header.length]

    @cached_property
    def _silent(self) -> Callable[[int], Piece]:
        """Give so many frames; the same number is the same piece, which a mould then holds once."""

        @cache
        def silent(frames: int) -> Piece:
            crc = crc16_repeated(self._crc_of_frame, self.header.length, frames)
            return Piece(self._block[: frames * self.header.length], crc)

        return silent

    @cached_property
    def _block(self) -> memoryview:
        return memoryview(self.header.packed().ljust(self.header.length, b"\0") * BLOCK)

    @cached_property
    def _crc_of_frame(self) -> int:
        return crc16(self._block[: self.header.length])
