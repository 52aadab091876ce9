"""Pictures for tests, made by hand byte by byte, and by a library where it must be a real one."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def chunk(kind: bytes, body: bytes) -> bytes:
    """Give a chunk of a PNG: length, kind, body, CRC."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 4, height: int = 2, *, more: bytes = b"", rows: bytes | None = None) -> bytes:
    """Give a grey PNG of 8 bits; `more` are chunks before its data, `rows` its rows if they shall be others."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = bytes((width + 1) * height) if rows is None else rows
    body = chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def drawn(kind: str, size: tuple[int, int] = (60, 20), mode: str = "RGB", **how: object) -> bytes:
    """Give a picture as a program writes it."""
    written = BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(written, kind, **how)
    return written.getvalue()
