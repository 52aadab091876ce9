"""A clinic's logo: a PNG or a JPEG that is what it says, and tells nothing but its picture.

Every byte of it is walked through: PNG by "Portable Network Graphics (PNG) Specification", third edition (W3C), chapter
5; JPEG by ITU-T T.81, annex B. What stands beside the picture (where a photograph was taken, who drew it, a preview of
what was cut off) is left out, for a logo goes into every patient's hand.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from knib.errors import ShareError
from knib.values import dataclass

LARGEST: Final = 500_000
"""Bytes. It lies in the page and in both sheets, a third larger as text."""

WIDEST: Final = 3000
"""Pixels of a side; a logo is printed 50 mm wide at most, where more cannot be seen."""

CURE: Final = "save it anew as a PNG with a picture program"

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"

_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by PNG's colour type (11.2.1)."""

_PASSES: Final = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
"""First column, step, first row, step of each pass of an interlaced PNG (8.1)."""

_SHOWN: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
"""The chunks that make the picture."""

_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
"""SOF markers of JPEGs that everything can show: baseline, extended and progressive (table B.1)."""

_TABLES: Final = frozenset({*_FRAMES, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE})
"""Markers of a JPEG that make the picture: its frame, tables and scans; JFIF and Adobe, which tell how colours are."""

_SCAN, _END = 0xDA, 0xD9


@dataclass(frozen=True, kw_only=True, slots=True)
class Logo:
    """A picture: its bytes, their media type, and its size in pixels."""

    data: bytes
    mime: str
    width: int
    height: int


def logo_of(data: bytes) -> Logo:
    """Check a picture and leave out of it what is not seen.

    Raises:
        ShareError: it is no whole PNG or JPEG, or larger than a logo may be.
    """
    if len(data) > LARGEST:
        raise ShareError(
            f"the logo has {len(data):,} bytes, and may have {LARGEST:,}", cure="save it smaller, 600 pixels wide"
        )
    try:
        if data.startswith(_PNG):
            logo = _png(data)
        elif data.startswith(_JPEG):
            logo = _jpeg(data)
        else:
            raise ShareError("the logo is neither PNG nor JPEG, whatever its name ends in", cure=CURE)
    except (struct.error, zlib.error, IndexError) as err:
        raise ShareError("the logo is cut off or damaged", cure=CURE) from err
    if not (0 < logo.width <= WIDEST and 0 < logo.height <= WIDEST):
        size = f"{logo.width} x {logo.height}"
        raise ShareError(f"the logo has {size} pixels, and may have {WIDEST} a side", cure="save it 600 pixels wide")
    return logo


def _png(data: bytes) -> Logo:
    chunks = [(kind, body) for kind, body in _chunks(data) if kind in _SHOWN]
    if [kind for kind, _ in chunks][:1] != [b"IHDR"]:
        raise struct.error
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if max(width, height) <= WIDEST:  # before anything of that size is unpacked
        bits = depth * _CHANNELS.get(colour, 0)
        rows = _rows(width, height) if interlaced else [(width, height)]
        size = sum(high * (1 + (wide * bits + 7) // 8) for wide, high in rows if wide and high)
        inflater = zlib.decompressobj()
        found = inflater.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"), size + 1)
        if len(found) != size:
            raise struct.error
    return Logo(data=_PNG + b"".join(map(_chunk, chunks)), mime="image/png", width=width, height=height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give each chunk's kind and body, up to the last one (5.3); what follows that is no part of the picture."""
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(kind + body) != crc:
            raise struct.error
        yield kind, body
        at += 12 + length


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, body = chunk
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _rows(width: int, height: int) -> list[tuple[int, int]]:
    """Give the size of each pass of an interlaced PNG."""
    return [(-(-(width - x) // right), -(-(height - y) // down)) for x, right, y, down in _PASSES]


def _jpeg(data: bytes) -> Logo:
    kept, size = [data[:2]], (0, 0)
    for marker, part in _parts(data):
        if marker in _FRAMES:
            _, height, width, colours = struct.unpack_from(">BHHB", part, 4)
            size = (width, height)
            if colours not in {1, 3}:
                raise ShareError("the logo is a JPEG in the colours of a printing press", cure=CURE)
        if marker in _TABLES:
            kept.append(part)
    if size == (0, 0):
        raise ShareError("the logo is a JPEG of a kind that browsers do not show", cure=CURE)
    return Logo(data=b"".join((*kept, b"\xff\xd9")), mime="image/jpeg", width=size[0], height=size[1])


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each marker and its part, a scan's coded data with it, up to the end of the picture (B.1.1)."""
    at = 2
    while (marker := data[at + 1]) != _END:
        if data[at] != 0xFF:
            raise struct.error
        end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        if marker == _SCAN:
            end = _after_scan(data, end)
        if end > len(data) - 2:
            raise struct.error
        yield marker, data[at:end]
        at = end


def _after_scan(data: bytes, at: int) -> int:
    """Find the next marker: 0xFF with anything after it but 0, which stands for 0xFF itself, or a restart (B.1.1.5)."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise struct.error
        following = data[at + 1]
        if following and not 0xD0 <= following <= 0xD7:
            return at
        at += 2
