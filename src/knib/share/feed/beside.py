"""Looks at what a feed names beside its sounds: transcripts (WebVTT) and chapters (Podcasting 2.0, "JSON Chapters")."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from knib.units import HOUR, MINUTE, SECOND, Ms

_TIMES: Final = re.compile(
    r"(?:(\d+):)?([0-5]\d):([0-5]\d)\.(\d{3}) --> (?:(\d+):)?([0-5]\d):([0-5]\d)\.(\d{3})(?: .*)?"
)


def transcript_faults(data: bytes, length: Ms | None) -> Iterator[str]:
    """Say what is wrong with a WebVTT file (sections 4.1 and 6.1): its head, its moments, their order."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        yield "it is not UTF-8"
        return
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0] if lines else ""):
        yield "it does not begin with WEBVTT"
    times = [_TIMES.fullmatch(line) for line in lines if "-->" in line]
    if not times:
        yield "no line is written out"
    if None in times:
        yield "a line has no moments that can be read"
        return
    moments = [(_moment(found.groups()[:4]), _moment(found.groups()[4:])) for found in times if found]
    if any(start >= end for start, end in moments) or any(a[0] > b[0] for a, b in pairwise(moments)):
        yield "its lines are not in order of time"
    if length is not None and any(end > length for _, end in moments):
        yield "a line comes after the end of the session"


def _moment(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return hours * HOUR + minutes * MINUTE + seconds * SECOND + rest


def chapter_faults(data: bytes, length: Ms | None) -> Iterator[str]:
    """Say what is wrong with a file of chapters: its version, its titles, its moments and their order."""
    try:
        whole: Any = json.loads(data)
        version, chapters = str(whole["version"]), list(whole["chapters"])
        told = [(float(chapter["startTime"]), str(chapter["title"])) for chapter in chapters]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        yield "they are no chapters that can be read"
        return
    if not version.startswith("1.2"):
        yield f"their version is {version!r}, and should be 1.2"
    if not told or not all(title.strip() for _, title in told):
        yield "a chapter has no title, or there is none"
    if any(start < 0 for start, _ in told) or any(a[0] >= b[0] for a, b in pairwise(told)):
        yield "the chapters are not in order of time"
    if length is not None and any(start * SECOND >= length for start, _ in told):
        yield "a chapter begins after the end of the session"
