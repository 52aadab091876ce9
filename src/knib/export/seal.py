"""The seal of a paper or a page: by it one knows again whom it was made for and what it holds, without a word of it.

A comment that no reader shows, with digests that are salted with the file itself and slow to guess: of the person's
name, if one stands on it, and of the routine with its settings. Date, clinic and layout make no other paper.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from knib.export.manifest import digest_of_name, slow_digest

_SEAL: Final = re.compile(rb"(?:%|<!-- )ark ([0-9a-f]{32}) ([0-9a-f]{32}|-) ([0-9a-f]{32})(?:\n| -->)")

_TAIL: Final = 4096
"""Bytes at the end of a file in which its seal stands."""

_START: Final = b"startxref"  # PDF 32000-1, 7.5.5: what stands before it moves no offset; 7.2.3: comments


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Whom a paper is made for, if a name stands on it, and what `content_of` says that it holds."""

    person: str = ""
    content: tuple[str, ...]


def content_of(kind: str, text: bytes, settings: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a `kind` of paper holds: the text of a routine, and what was set in it."""
    return (kind, sha256(text).hexdigest(), *(f"{name}={value}" for name, value in sorted(settings.items())))


def sealed(data: bytes, bearer: Bearer) -> bytes:
    """Return a PDF or an HTML page with its seal; the same ones always have the same bytes."""
    salt = sha256(data).hexdigest()[:32]
    seal = " ".join(("ark", salt, digest_of_name(bearer.person, salt) or "-", _content(bearer, salt))).encode()
    if data.startswith(b"%PDF"):
        before, start, after = data.rpartition(_START)
        return before + b"%" + seal + b"\n" + start + after
    return data.rstrip(b"\n") + b"\n<!-- " + seal + b" -->\n"


def made_for(bearer: Bearer) -> Callable[[bytes], str]:
    """Return what says what a file holds in place of this bearer's paper; nothing where it is the same one's."""

    def holds(there: bytes) -> str:
        found = _SEAL.search(there[-_TAIL:])
        if not found:
            return "something that Knib did not make"
        salt, person, content = (part.decode() for part in found.groups())
        if person != (digest_of_name(bearer.person, salt) or "-"):
            return "what was made for somebody else"
        return "" if content == _content(bearer, salt) else "another dose or routine"

    return holds


def same_but_for_its_days(new: bytes) -> Callable[[bytes], str]:
    """Return what says what a file holds in place of this calendar; nothing where only its days are others."""

    def holds(there: bytes) -> str:
        if not there.startswith(b"BEGIN:VCALENDAR"):
            return "something that Knib did not make"
        return "" if _without_days(there) == _without_days(new) else "other times or another dose"

    return holds


def _without_days(calendar: bytes) -> bytes:
    return re.sub(rb"\d{8}T", b"T", re.sub(rb"(?m)^UID:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*", b"UID", calendar))


def _content(bearer: Bearer, salt: str) -> str:
    return slow_digest("\0".join(bearer.content), salt)
