"""MP3 frames: their headers, the walk from frame to frame, and the first frame, which tells a player the exact length.

Layer III alone. Headers: ISO/IEC 11172-3, 2.4.1.3 and 2.4.2.3 (MPEG-1); ISO/IEC 13818-3, 2.4.2.3 (MPEG-2, half the
rates). The first frame is in no standard: its layout is Xing's, with the extension of the LAME encoder ("Mp3 Info Tag
revision 1"), which every common decoder reads.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache
from typing import Final

from knib.audio.crc import crc16
from knib.errors import SoundError
from knib.values import dataclass


class Version(IntEnum):
    """The two bits of a header that say which MPEG it is (2.4.2.3, `ID`, and the bit before it)."""

    MPEG2 = 0b10
    MPEG1 = 0b11


HEADER_BYTES: Final = 4

BITRATES: Final[Mapping[Version, tuple[int, ...]]] = {
    Version.MPEG1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    Version.MPEG2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Bit rate in kbit/s by its four bits (2.4.2.3, `bitrate_index`). 0 is "free format", which is refused here."""

RATES: Final[Mapping[Version, tuple[int, ...]]] = {
    Version.MPEG1: (44_100, 48_000, 32_000),
    Version.MPEG2: (22_050, 24_000, 16_000),
}
"""Samples a second by two bits (2.4.2.3, `sampling_frequency`)."""

SAMPLES: Final[Mapping[Version, int]] = {Version.MPEG1: 1152, Version.MPEG2: 576}
"""Samples in one frame."""

SIDE_INFO_BYTES: Final[Mapping[tuple[Version, bool], int]] = {
    (Version.MPEG1, True): 17,
    (Version.MPEG1, False): 32,
    (Version.MPEG2, True): 9,
    (Version.MPEG2, False): 17,
}
"""Length of the side information by version and mono (2.4.1.7)."""

ENCODER_DELAY: Final = 576
"""Samples of silence that LAME puts before the sound."""

DECODER_DELAY: Final = 529
"""Samples by which every Layer III decoder lags: frames must go on for as long, or the last ones never come out."""

_MODES: Final = {False: 0b00, True: 0b11}
_LAYER_III: Final = 0b01
_ORIGINAL: Final = 0b100

_INFO = struct.Struct(">4sIII100sI")  # "Info", flags, frames, bytes, seek table, quality
_LAME = struct.Struct(">9sBBIHHBB3sBBHIH")  # version ... music length, music CRC; the frame's own CRC follows
_FLAGS: Final = 0b1111  # frames, bytes, seek table and quality are all there
_QUALITY: Final = 57  # as LAME counts it at quality 3: 100 - 10 x 4 (VBR, not used) - 3
_ENCODER: Final = b"LAME3.100"  # Readers look for LAME and a number, and trim only what such an encoder made.
_CONSTANT_BITRATE: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """A frame's first four bytes. `bitrate` is in kbit/s, `rate` in samples a second; `checked`: a CRC follows."""

    version: Version
    bitrate: int
    rate: int
    mono: bool
    padded: bool = False
    checked: bool = False

    @property
    def samples(self) -> int:
        """How many samples the frame holds (for each channel)."""
        return SAMPLES[self.version]

    @property
    def length(self) -> int:
        """Length of the whole frame in bytes, with its header (2.4.3.1)."""
        return self.samples * self.bitrate * 125 // self.rate + self.padded

    def packed(self) -> bytes:
        """Write the header as LAME does: marked as an original, without emphasis, stereo never joint."""
        bits = 0b111_1111_1111 << 21 | self.version << 19 | _LAYER_III << 17 | (not self.checked) << 16
        bits |= BITRATES[self.version].index(self.bitrate) << 12 | RATES[self.version].index(self.rate) << 10
        bits |= self.padded << 9 | _MODES[self.mono] << 6 | _ORIGINAL
        return bits.to_bytes(HEADER_BYTES)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: where it starts in its stream (in bytes), its header, and all its bytes, header included."""

    start: int
    header: Header
    data: bytes


@lru_cache(64)
def read_header(head: bytes) -> Header:
    """Read the four bytes that begin a frame. A stream has few distinct ones: each is read once.

    Raises:
        SoundError: they begin no Layer III frame of MPEG-1 or MPEG-2, or one of free format.
    """
    bits = int.from_bytes(head[:HEADER_BYTES])
    try:
        version = Version(bits >> 19 & 0b11)
        bitrate, rate = BITRATES[version][bits >> 12 & 0b1111], RATES[version][bits >> 10 & 0b11]
    except (ValueError, IndexError):
        bitrate, rate, version = 0, 0, Version.MPEG1
    if len(head) < HEADER_BYTES or bits >> 21 != 0b111_1111_1111 or bits >> 17 & 0b11 != _LAYER_III or not bitrate:
        raise SoundError(f"these bytes begin no MP3 frame: {head.hex(' ') or 'none'}")
    return Header(
        version=version,
        bitrate=bitrate,
        rate=rate,
        mono=bits >> 6 & 0b11 == _MODES[True],
        padded=bool(bits >> 9 & 1),
        checked=not bits >> 16 & 1,
    )


def walk(stream: bytes | bytearray) -> Iterator[Frame]:
    """Give the frames of a stream that is frames from its first byte to its last.

    Raises:
        SoundError: something that is no frame, or only the beginning of one, stands where a frame should begin.
    """
    at = 0
    while at < len(stream):
        header = read_header(bytes(stream[at : at + HEADER_BYTES]))
        data = bytes(stream[at : at + header.length])
        if len(data) < header.length:
            raise SoundError(f"the MP3 frame at byte {at} is cut off: {len(data)} bytes of {header.length}")
        yield Frame(at, header, data)
        at += header.length


def frames_for(samples: int, header: Header) -> int:
    """Give how many frames it takes until a decoder has given out the last of so many samples."""
    return -(-(samples + ENCODER_DELAY + DECODER_DELAY) // header.samples)


def info_frame(like: Header, *, samples: int, starts: Sequence[int], size: int, crc: int) -> bytes:
    """Build the frame that goes before all others and says how long the sound is, to the sample.

    Args:
        like: Header of the frames that follow. This one has a higher bit rate only where it would not fit.
        samples: Length of the sound, without what the encoder and the decoder add.
        starts: Where each of the frames that follow begins, in bytes from the first of them.
        size: Length of them all, in bytes.
        crc: Their `crc.crc16`.

    Raises:
        SoundError: so many samples do not take so many frames.
    """
    if len(starts) != frames_for(samples, like):
        raise SoundError(f"{samples} samples are {frames_for(samples, like)} MP3 frames, not {len(starts)}")
    padding = len(starts) * like.samples - samples - ENCODER_DELAY
    header = _roomy(like)
    total = header.length + size
    info = _INFO.pack(b"Info", _FLAGS, len(starts), total, _seek_table(starts, header.length, total), _QUALITY)
    body = header.packed() + bytes(SIDE_INFO_BYTES[header.version, header.mono]) + info
    body += _lame(like, padding=padding, total=total, crc=crc)
    return (body + crc16(body).to_bytes(2)).ljust(header.length, b"\0")


def _roomy(like: Header) -> Header:
    """Choose the lowest bit rate, from that of `like` upwards, at which the first frame has room for its tables."""
    needed = HEADER_BYTES + SIDE_INFO_BYTES[like.version, like.mono] + _INFO.size + _LAME.size + 2
    plain = replace(like, padded=False, checked=False)
    rates = (rate for rate in BITRATES[like.version] if rate >= like.bitrate)
    return next(header for rate in rates if (header := replace(plain, bitrate=rate)).length >= needed)


def _seek_table(starts: Sequence[int], first: int, total: int) -> bytes:
    """Say for each per cent of the time how far into the bytes it lies, in 256ths."""
    return bytes((first + starts[percent * len(starts) // 100]) * 256 // total for percent in range(100))


def _lame(like: Header, *, padding: int, total: int, crc: int) -> bytes:
    """Write LAME's extension, but for the CRC that ends it."""
    return _LAME.pack(
        _ENCODER,
        _CONSTANT_BITRATE,  # revision 0 of the layout in the upper four bits
        0,  # lowpass: not told
        0,  # peak: not told
        0,  # replay gain: not told; the clips are levelled one by one
        0,
        0,  # encoding flags and noise shaping: not told
        min(like.bitrate, 255),
        (ENCODER_DELAY << 12 | padding).to_bytes(3),
        ((like.rate > 32_000) + (like.rate > 44_100)) << 6 | (not like.mono) << 2,
        0,  # gain: unchanged
        0,  # preset: none
        total,
        crc,
    )
