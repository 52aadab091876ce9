"""What a `Range` header asks for. RFC 9110, "HTTP Semantics", 14.1.2 (byte ranges) and 14.2 (Range).

Starlette answers ranges, and gives 400 or 416 where the standard wants the whole file or the part that is there. So it
is only shown headers that were read here and written again.
"""

import re
from typing import Final

MOST: Final = 16
"""Ranges that are answered in one request. Players ask for one, two at most; a hundred is no player (17.15)."""

LONGEST: Final = 1000
"""Signs of a header that is read at all."""

_UNIT: Final = re.compile(r"bytes=(.*)", re.IGNORECASE | re.ASCII)
_RANGE: Final = re.compile(r"([0-9]+)-([0-9]*)|-([0-9]+)")


def ranges(header: str, size: int) -> tuple[tuple[int, int], ...] | None:
    """Read which bytes of a file are asked for, as (first, last), both included, in the order they were asked for.

    Returns:
        None when the header shall be ignored and the whole file sent: another unit, nonsense, or too much of it.
        Nothing (an empty tuple) when no byte of it is there: that is answered by 416.
    """
    found = _UNIT.fullmatch(header.strip()) if len(header) <= LONGEST else None
    if not found:
        return None
    written = [part for part in map(_stripped, found[1].split(",")) if part]  # 5.6.1.2: empty ones are ignored
    if not 1 <= len(written) <= MOST:
        return None
    read = [_read(part, size) for part in written]
    if None in read:
        return None
    return tuple((first, min(last, size - 1)) for first, last in filter(None, read) if first < size and last >= 0)


def written_again(asked: tuple[tuple[int, int], ...]) -> str:
    """Write ranges in the one form that every reader of headers understands."""
    return "bytes=" + ",".join(f"{first}-{last}" for first, last in asked)


def _stripped(part: str) -> str:
    return part.strip(" \t")


def _read(part: str, size: int) -> tuple[int, int] | None:
    """Read one range; the last bytes of a file are counted from its end, and none of them is past its end."""
    found = _RANGE.fullmatch(part)
    if not found:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        return (max(size - int(suffix), 0), size - 1) if int(suffix) else (size, size)
    end = int(last) if last else max(size - 1, int(first))
    return (int(first), end) if end >= int(first) else None
