"""Reads the first frame of an MP3, which says how long the sound is: what `frames.info_frame` wrote. And finds it.

Xing's layout with LAME's extension ("Mp3 Info Tag revision 1"); see `frames` for its clauses.
"""

import struct
from typing import TYPE_CHECKING, Final

from knib.audio.frames import HEADER_BYTES, SIDE_INFO_BYTES, Header, read_header
from knib.errors import SoundError
from knib.values import dataclass

if TYPE_CHECKING:
    from mmap import mmap

LONGEST: Final = 1441
"""Bytes that the longest frame of Layer III takes: 320 kbit/s at 32 kHz, padded."""

_INFO: Final = struct.Struct(">4sIII100sI")  # "Info", flags, frames, bytes, seek table, quality
_GAPS_AT: Final = _INFO.size + 21  # LAME's extension: version, method, lowpass, gains, flags, bit rate, then the gaps
_TAG_HEADER: Final = 10  # bytes: "ID3", version, revision, flags, size
_ALL_THERE: Final = 0b1111


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstFrame:
    """What the first frame says: its own header, and the `frames` and `size` (bytes, with itself) of the whole.

    `samples` is the length of the sound, without what the encoder put before it and after it.
    """

    header: Header
    frames: int
    size: int
    samples: int


def tag_length(data: "bytes | mmap") -> int:
    """Give how many bytes the ID3v2 tag takes that a file begins with, its header included; 0 without one.

    Its size stands in four bytes of seven bits each (id3.org, "ID3 tag version 2.3.0", section 3.1).
    """
    if data[:3] != b"ID3" or len(data) < _TAG_HEADER:
        return 0
    size = 0
    for digit in data[_TAG_HEADER - 4 : _TAG_HEADER]:
        size = size << 7 | digit & 0x7F
    return _TAG_HEADER + size


def read_first_frame(data: bytes) -> FirstFrame:
    """Read the frame that the bytes begin with.

    Raises:
        SoundError: they begin with no frame, or with one that holds sound.
    """
    header = read_header(data[:HEADER_BYTES])
    at = HEADER_BYTES + SIDE_INFO_BYTES[header.version, header.mono]
    gaps = data[at + _GAPS_AT : at + _GAPS_AT + 3]
    if data[at : at + 4] not in {b"Info", b"Xing"} or len(gaps) < 3:
        raise SoundError("the first MP3 frame does not say how long the sound is")
    _, flags, frames, size, _, _ = _INFO.unpack_from(data, at)
    if flags & _ALL_THERE != _ALL_THERE:
        raise SoundError("the first MP3 frame does not say how long the sound is")
    delay, padding = divmod(int.from_bytes(gaps), 1 << 12)
    return FirstFrame(header=header, frames=frames, size=size, samples=frames * header.samples - delay - padding)
