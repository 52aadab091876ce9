"""Checks a finished MP3 frame by frame, for decoders hide what is broken.

A frame whose bits are missing or overwritten is silent or a little wrong in every common decoder, without a warning.
So this does not listen: it looks whether every frame can hold what it says it does.
"""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from knib.audio.crc import crc16
from knib.audio.first_frame import tag_length
from knib.audio.frames import HEADER_BYTES, Header, Version, frames_for, info_frame, read_header
from knib.audio.reservoir import OVERHEAD
from knib.errors import SoundError

if TYPE_CHECKING:
    from mmap import mmap

MOST: Final = 20
"""Faults told of one file; it is broken by then."""

FIELDS: Final = {
    "side information": (4, 13),
    "mark": (13, 17),
    "flags": (17, 21),
    "number of frames": (21, 25),
    "number of bytes": (25, 29),
    "seek table": (29, 129),
    "quality": (129, 133),
    "encoder": (133, 142),
    "settings": (142, 154),
    "delay and padding": (154, 157),
    "gain and preset": (157, 161),
    "length of the music": (161, 165),
    "CRC of the music": (165, 167),
    "own CRC": (167, 169),
}
"""Where the parts of the first frame lie in MPEG-2 mono (see `frames.info_frame`): first byte, and the one after."""

_BLOCK: Final = 64
"""Silent frames that are looked at in one step."""

_ZEROS: Final = 16
"""Zero bytes with which a frame's data may begin. Frames of silence are all zeros, so they hold nobody's data."""

_MOST_VALUES: Final = 288
"""The greatest `big_values`: pairs of 576 lines (ISO/IEC 11172-3, 2.4.2.7)."""


def faults(mp3: "bytes | mmap", samples: int) -> list[str]:
    """Look for what is broken in an MP3 file of ours, with or without an ID3v2 tag before it.

    Checked are: that all frames are of one kind (MPEG-2, 24 kHz, mono, constant bit rate, without CRCs) and follow each
    other to the last byte; that each one's main data lie where no other's do, neither before what the reservoir holds
    nor past the frame's own room; and every field of the first frame, its two CRCs included.

    Args:
        mp3: The whole file.
        samples: How long the sound should be.

    Returns:
        What is wrong, in words; nothing when all is well. At most `MOST`.
    """
    start = tag_length(mp3)
    try:
        first = read_header(mp3[start : start + HEADER_BYTES])
        music = start + first.length
        like = read_header(mp3[music : music + HEADER_BYTES])
    except SoundError as err:
        return [str(err)]
    if (like.version, like.rate, like.mono, like.padded, like.checked) != (Version.MPEG2, 24_000, True, False, False):
        return [f"the frames are not MPEG-2 at 24 kHz, mono, without padding and CRC: {like}"]
    return list(islice(_all_faults(mp3, start, music, like, samples), MOST))


def _all_faults(mp3: "bytes | mmap", start: int, music: int, like: Header, samples: int) -> Iterator[str]:
    count, rest = divmod(len(mp3) - music, like.length)
    if rest:
        yield f"the last frame is cut off: {rest} bytes of {like.length}"
    elif count != frames_for(samples, like):
        yield f"{samples} samples are {frames_for(samples, like)} frames, but there are {count}"
    else:
        yield from _first_frame_faults(mp3, start, music, like, samples)
    yield from _frame_faults(mp3, music, like)


def _first_frame_faults(mp3: "bytes | mmap", start: int, music: int, like: Header, samples: int) -> Iterator[str]:
    """Compare the first frame with the one that belongs here."""
    size = len(mp3) - music
    with memoryview(mp3) as all_bytes, all_bytes[music:] as frames:
        crc = crc16(frames)
    starts = range(0, size, like.length)
    wanted = info_frame(like, samples=samples, starts=starts, size=size, crc=crc)
    there = mp3[start:music]
    for name, (begin, end) in FIELDS.items():
        # Its own CRC is right when it fits to what is there, be that right or wrong.
        right = crc16(there[:begin]).to_bytes(2) if name == "own CRC" else wanted[begin:end]
        if there[begin:end] != right:
            yield f"the first frame's {name} is {there[begin:end].hex(' ')}, not {right.hex(' ')}"


def _frame_faults(mp3: "bytes | mmap", music: int, like: Header) -> Iterator[str]:
    """Look at every frame that is not silent."""
    head, size, taken = like.packed(), like.length - OVERHEAD, 0  # room up to `taken` holds data
    for number, silent, frame in _sounding(mp3, music, like):
        if frame[:HEADER_BYTES] != head:
            yield f"frame {number} begins with {frame[:4].hex(' ')}, not {head.hex(' ')}"
            return
        # main_data_begin 8 bits, private 1, part2_3_length 12, big_values 9 (13818-3, 2.4.1.7)
        side = int.from_bytes(frame[4:8])
        bits, begin = side >> 11 & 0xFFF, number * size - (side >> 24)
        end = begin + (bits + 7) // 8
        over, zeros = end - (number + 1) * size, silent * size - begin if bits else 0
        if begin < taken or over > 0 or zeros > _ZEROS or side >> 2 & 0x1FF > (bits and _MOST_VALUES):
            yield _why(frame, number, taken - begin, over, zeros)
        taken = end


def _sounding(mp3: "bytes | mmap", music: int, like: Header) -> Iterator[tuple[int, int, bytes]]:
    """Give each frame that is not silent, its number, and the number after that of the silent one before it.

    Silence is skipped in blocks: it says nothing and lends nothing.
    """
    length = like.length
    silent = like.packed().ljust(length, b"\0")
    block = silent * _BLOCK
    at, last, spoken = music, len(mp3) - length, music
    while at <= last:
        if mp3[at : at + len(block)] == block:
            spoken = at = at + len(block)
            continue
        frame = mp3[at : at + length]
        at += length
        if frame == silent:
            spoken = at
        else:
            yield (at - music) // length - 1, (spoken - music) // length, frame


def _why(frame: bytes, number: int, missing: int, over: int, zeros: int) -> str:
    if missing > 0:
        return f"frame {number} borrows {frame[4]} bytes, {missing} more than the frames before it left over"
    if over > 0:
        return f"frame {number} holds {over} bytes more than it has room for"
    if zeros > _ZEROS:
        return f"frame {number} borrows {frame[4]} bytes, {zeros} of them from silence"
    return f"frame {number} has side information that cannot be: {frame[HEADER_BYTES:OVERHEAD].hex(' ')}"
