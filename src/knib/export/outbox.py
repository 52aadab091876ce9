"""Names and writes finished files, all or nothing.

A file is written under another name beside its place, and takes its place only when it is whole and on the disk. That
name is `.knib-<16 hex digits>.part`. One that was left behind by a process that was killed may be deleted at any time;
no finished file is ever named so.
"""

import errno
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from knib.errors import WriteError
from knib.units import Ms, short_length

Buffer = bytes | bytearray | memoryview

_AT_ONCE: Final = 1 << 20
"""Bytes given to the disk at a time: a spliced session has thousands of small buffers, and this halves their time."""

LONGEST_NAME: Final = 60
"""Characters in a file name, its ending included: what a car's display and an old file system bear."""

LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l"})
"""Letters that do not come apart into a Latin letter and an accent, and the three that are more than an accent."""

NAMELESS: Final = "traening"

_PERMISSION: Final = ("it may not be written there", "Choose a folder of your own, or close the program that plays it.")
_FULL: Final = ("the disk is full", "Make room on the disk, or choose another one.")
_NO_FOLDER: Final = ("a file stands where its folder should be", "Choose another folder.")

REASONS: Final[Mapping[int, tuple[str, str]]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: ("your share of the disk is used up", "Delete something, or choose another disk."),
    errno.EFBIG: ("it is larger than this disk allows", "Choose another disk."),
    errno.EACCES: _PERMISSION,
    errno.EPERM: _PERMISSION,
    errno.EBUSY: _PERMISSION,
    errno.EROFS: ("the disk is read-only", "Choose another disk."),
    errno.EISDIR: ("it is a folder", "Give the name of a file."),
    errno.EEXIST: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
    errno.EINVAL: ("its name holds a character that is not allowed there", "Use letters, digits and hyphens."),
    errno.EIO: ("the disk failed", "Choose another disk, and have this one looked at."),
}
"""What went wrong and how to mend it, by the system's number for it."""

_OTHERWISE: Final = "Choose another folder."


def post(data: bytes | Iterable[Buffer], path: Path) -> None:
    """Write a finished file, given as a whole or in buffers, and its folder if there is none.

    Afterwards the file is there as a whole. If anything goes wrong, Ctrl-C included, the file that was there before is
    as it was, and nothing else lies beside it.

    Raises:
        WriteError: it cannot be written, or something that is no file has that name.
    """
    try:
        _refuse_what_is_no_file(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        _put_in_place(data, path)
    except OSError as err:
        what, cure = REASONS.get(err.errno or 0, (err.strerror or str(err), _OTHERWISE))
        raise WriteError(f"{path} could not be written: {what}", cure=cure) from err


def post_all(files: Mapping[str, bytes | Iterable[Buffer]], folder: Path) -> None:
    """Write finished files into one folder, by their names: all of them or none.

    All are on the disk under other names before the first takes its place. If anything goes wrong, Ctrl-C included, the
    files that were there before are as they were, and a folder that was made for them is gone. Other files in the
    folder are never touched.

    Raises:
        WriteError: one cannot be written, or something that is no file has its name.
    """
    made = [path for path in (folder, *folder.absolute().parents) if not path.exists()]
    places = [folder / name for name in files]
    at = folder
    try:
        parts: list[Path] = []
        with _undone_by_an_error(parts, made):
            folder.mkdir(parents=True, exist_ok=True)
            for at, data in zip(places, files.values(), strict=True):
                _refuse_what_is_no_file(at)
                parts.append(_part(at))
                _write(data, parts[-1])
            _all_in_place(parts, places)
    except OSError as err:
        what, cure = REASONS.get(err.errno or 0, (err.strerror or str(err), _OTHERWISE))
        raise WriteError(f"{at} could not be written: {what}", cure=cure) from err


@contextmanager
def _undone_by_an_error(parts: Sequence[Path], made: Sequence[Path]) -> Iterator[None]:
    """Take away what was half-done when something goes wrong: parts of files, and folders made for them."""
    try:
        yield
    except BaseException:
        for undo in (*(part.unlink for part in parts), *(folder.rmdir for folder in made)):
            with suppress(OSError):  # What went wrong first is what is told.
                undo()
        raise


def _all_in_place(parts: Sequence[Path], places: Sequence[Path]) -> None:
    """Move each part to its place. What stood there is kept aside until all are, and comes back if one cannot be."""
    aside: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for part, place in zip(parts, places, strict=True):
            if place.exists():
                aside[place] = _part(place)
                place.replace(aside[place])
            moved.append(place)
            part.replace(place)
    except BaseException:
        back: list[Callable[[], object]] = [place.unlink for place in moved]
        back += [partial(kept.replace, place) for place, kept in aside.items()]
        for undo in back:
            with suppress(OSError):
                undo()
        raise
    for kept in aside.values():
        with suppress(OSError):  # All is in its place; what is left over may be deleted at any time.
            kept.unlink()


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not path.is_file():  # It would be replaced: bad for /dev/null.
        raise WriteError(f"{path} could not be written: it is a device", cure="Give the name of a file.")


def _put_in_place(data: bytes | Iterable[Buffer], path: Path) -> None:
    part = _part(path)
    try:
        _write(data, part)
        part.replace(path)
    except BaseException:
        with suppress(OSError):  # What went wrong first is what is told.
            part.unlink(missing_ok=True)
        raise


def _part(path: Path) -> Path:
    return path.with_name(f".knib-{secrets.token_hex(8)}.part")


def _write(data: bytes | Iterable[Buffer], part: Path) -> None:
    with part.open("xb", buffering=_AT_ONCE) as file:
        file.writelines((data,) if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())


def file_name(title: str, length: Ms, ending: str = "mp3") -> str:
    """Name a session's file: `Bækkenbund, dag 1` of 6:05 is `baekkenbund-dag-1-6min.mp3`.

    Where it goes to a patient, `title` is its description's stem: `01-traening-6min.mp3`.

    Small ASCII letters, digits and hyphens, because it shows on car displays; at most 60 characters. The length at its
    end also keeps it from being a name that Windows has reserved (`con`, `nul`).
    """
    end = f"-{short_length(length).replace(' ', '')}.{ending}"
    plain = "".join(char for char in _spelled_out(title) if not unicodedata.combining(char))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or NAMELESS
    return _cut(words, LONGEST_NAME - len(end)) + end


def distinct(names: Iterable[str]) -> list[str]:
    """Keep file names apart within one run: one that was already given gets `-2`, `-3` before its ending."""
    given: dict[str, None] = {}
    for name in names:
        stem, dot, ending = name.rpartition(".")
        candidate, number = name, 1
        while candidate in given:
            number += 1
            candidate = f"{stem}-{number}{dot}{ending}"
        given[candidate] = None
    return list(given)


def _spelled_out(title: str) -> str:
    """Spell æ, ø and å with two letters, and part other letters from their accents."""
    # Composed first: an å from a Mac may be an a and a ring, and would lose its meaning with the ring.
    danish = unicodedata.normalize("NFC", title).lower().translate(LETTERS)
    return unicodedata.normalize("NFKD", danish).lower()


def _cut(words: str, most: int) -> str:
    """Cut at the last whole word that fits; a first word that is too long is cut itself."""
    if len(words) <= most:
        return words
    return words[: most + 1].rpartition("-")[0] or words[:most]
