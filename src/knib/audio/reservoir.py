"""The bit reservoir of MP3: where in the stream a frame's own bits lie, and how they are laid out anew.

A frame's main data may begin in the room that earlier frames left over: `main_data_begin` says how many bytes before
the end of its own side information, not counting headers and side information (ISO/IEC 11172-3, 2.4.2.7 and 2.4.3.4;
ISO/IEC 13818-3, 2.4.1.7 for the fields of MPEG-2). It always begins on a whole byte.

Everything here is for one kind of frame: MPEG-2, mono, without a CRC, where 9 bytes of side information follow the
header: main_data_begin 8 bits, private 1, part2_3_length 12 (the length of the main data in bits), and 51 more.
"""

from collections.abc import Iterable
from typing import Final

from knib.audio.frames import HEADER_BYTES, SIDE_INFO_BYTES, Header, Version
from knib.errors import SoundError
from knib.values import dataclass

SIDE_BYTES: Final = SIDE_INFO_BYTES[Version.MPEG2, True]

OVERHEAD: Final = HEADER_BYTES + SIDE_BYTES
"""Bytes of a frame that hold no main data."""

REACH: Final = 255
"""The greatest `main_data_begin`: 8 bits."""


@dataclass(frozen=True, slots=True)
class Grain:
    """What a frame says, wherever it lies: its side information and its main data, in whole bytes."""

    side: bytes
    main: bytes


def main_data_begin(frame: bytes | bytearray) -> int:
    """Read how many bytes before its own room a frame's main data begin."""
    return frame[HEADER_BYTES]


def main_data_bytes(frame: bytes) -> int:
    """Read how many bytes a frame's main data take (`part2_3_length`, rounded up)."""
    return (_main_data_bits(frame) + 7) // 8


def said(frames: bytes | bytearray, number: int, header: Header) -> tuple[bytes, int]:
    """Give what a frame in the middle of a stream says, to the bit, and nothing of what only fills its last byte.

    Args:
        frames: The stream, from a frame that borrows nothing on.
        number: Which of its frames; it must be there to its end.
        header: That of every frame.

    Returns:
        Its side information and its main data.
    """
    length, size = header.length, header.length - OVERHEAD
    frame = frames[number * length : (number + 1) * length]
    first = max(0, number - -(-REACH // size))
    room = b"".join(frames[at * length + OVERHEAD : (at + 1) * length] for at in range(first, number + 1))
    begin = len(room) - size - main_data_begin(frame)
    bits = _main_data_bits(frame)
    return bytes(frame[HEADER_BYTES:OVERHEAD]), int.from_bytes(room[begin : begin + (bits + 7) // 8]) >> -bits % 8


def grains(frames: bytes, header: Header) -> list[Grain]:
    """Take frames of one length apart. Nothing before the first of them is known, so it must borrow nothing."""
    room, found = bytearray(), []
    for start in range(0, len(frames), header.length):
        frame = frames[start : start + header.length]
        begin = len(room) - main_data_begin(frame)
        room += frame[OVERHEAD:]
        found.append(Grain(frame[HEADER_BYTES:OVERHEAD], bytes(room[begin : begin + main_data_bytes(frame)])))
    return found


def laid_out(found: Iterable[Grain], header: Header, reach: int = REACH) -> bytes:
    """Lay frames out behind each other, each as early as it can.

    The first borrows nothing, and none more than `reach` bytes: with 0, each frame stands by itself and may be put
    next to any other.

    Raises:
        SoundError: there is not so much room.
    """
    size, end = header.length - OVERHEAD, 0
    heads, room = [], bytearray()
    for number, grain in enumerate(found):
        begin = max(end, number * size - reach)
        end = begin + len(grain.main)
        room += bytes(size)
        if end > len(room):
            raise SoundError(f"MP3 frame {number} needs {end - len(room)} bytes more than {header.bitrate} kbit/s give")
        room[begin:end] = grain.main
        heads.append(header.packed() + bytes([number * size - begin]) + grain.side[1:])
    return b"".join(head + room[number * size : (number + 1) * size] for number, head in enumerate(heads))


def _main_data_bits(frame: bytes | bytearray) -> int:
    return int.from_bytes(frame[HEADER_BYTES : HEADER_BYTES + 4]) >> 11 & 0xFFF
