"""The shelf: bytes kept on disk under the hash of what made them, so that they need not be made again.

An entry's name is a hash and its content is sound, so no text of a patient stands on the shelf in clear.
"""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Final

from knib.errors import WriteError
from knib.places import own_folder

HEADER: Final = struct.Struct(">4sBB2xQ32s")
"""An entry is this header, then a label, and then the payload:

    4 bytes   magic `KNIB`
    1 byte    version of this layout
    1 byte    length of the label, which is UTF-8
    2 bytes   zero
    8 bytes   length of the payload, big-endian
    32 bytes  SHA-256 of label and payload

The label is the name of the voice whose clip it is, and empty for encoded sound. Version 1 had no labels, and a zero in
the place of their length; it is read as it was.
"""

_MAGIC: Final = b"KNIB"
_VERSION: Final = 2
_OLDER: Final = 1

LONGEST_LABEL: Final = 60
"""Bytes of a label; what is longer is cut."""

_DAY: Final = 86_400
"""Seconds after which an entry that is fetched is marked as used again."""

DRAFT: Final = ".draft"
"""The end of the name of a file that is not yet an entry."""

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_KEY_LENGTH: Final = 64
_DIGITS: Final = frozenset("0123456789abcdef")


def default_folder() -> Path:
    """Where the shelf lies: `KNIB_CACHE_DIR` when it is set, else the system's place for caches."""
    chosen = os.environ.get("KNIB_CACHE_DIR")
    return Path(chosen) if chosen else own_folder("cache")


class Shelf:
    """Bytes in, the same bytes out; safe for many threads and processes at once.

    An entry appears whole or not at all, and one that is damaged counts as missing. Nothing here may be lost that
    cannot be made again, so nothing is forced to the disk, and whoever deletes the folder deletes the shelf.
    """

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when the first entry is put there."""
        self.folder, self._folder = folder, str(folder)

    @property
    def listened(self) -> Path:
        """The file of a line that is only listened to: in the user's own folder, overwritten by the next."""
        return self.folder / "say.wav"

    def get(self, key: str) -> bytes | None:
        """Fetch what was put under a key.

        Returns:
            The payload; nothing when it is not there, cannot be read, or is damaged. A damaged entry is removed.
        """
        place = self._place(key)
        try:
            entry = _read_and_marked(place)
        except OSError:
            return None
        payload = open_entry(entry)
        if payload is None:
            with suppress(OSError):
                os.unlink(place)
        return payload

    def put(self, key: str, payload: bytes, label: str = "") -> None:
        """Keep a payload, in place of what was there, under the label that `knib cache` counts it by.

        Raises:
            WriteError: the folder cannot be written to, or the disk is full. The entry is then as it was before,
                and no session is worse for it: whoever holds the payload can go on, and only makes it again later.
        """
        place = self._place(key)
        try:
            with _draft(place) as (file, draft):
                try:
                    for part in (_head(payload, label), payload):  # not joined: a payload may be large
                        _write(file, part)
                finally:
                    os.close(file)
                os.replace(draft, place)
        except OSError as err:
            # On Windows an entry that somebody reads cannot be replaced, and need not be: it is the same.
            if self.get(key) != payload:
                raise WriteError(
                    f"{self.folder}: the shelf cannot keep this: {err.strerror or err}",
                    cure="make room there, or choose another folder with KNIB_CACHE_DIR",
                ) from err

    def _place(self, key: str) -> str:
        """Give an entry's path."""
        if not is_key(key):
            raise ValueError(f"a key is a SHA-256 in hex, not '{key}'")
        return os.path.join(self._folder, key[:2], key)


def is_key(name: str) -> bool:
    """Tell whether a name is that of an entry."""
    return len(name) == _KEY_LENGTH and _DIGITS.issuperset(name)


@contextmanager
def _draft(place: str) -> Iterator[tuple[int, str]]:
    """Open an empty file of this process's own beside the entry, so that renaming it is one step."""
    draft = f"{place[:-_KEY_LENGTH]}.{os.urandom(8).hex()}{DRAFT}"  # tempfile takes 5 ms to load
    file = _new_file(draft)
    try:
        yield file, draft
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def _new_file(name: str) -> int:
    """Make a file, and its folder if that is not there; it may go away at any moment but between the two."""
    try:
        return os.open(name, _NEW, 0o600)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(name), 0o700, exist_ok=True)
        return os.open(name, _NEW, 0o600)


def _write(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _read_and_marked(place: str) -> bytes:
    """Read an entry, and let its time say that it was used today; what was used longest ago is thrown out first."""
    with open(place, "rb", buffering=0) as file:
        used = os.fstat(file.fileno()).st_mtime
        entry = file.read()
    if abs(time() - used) > _DAY:
        with suppress(OSError):
            os.utime(place)
    return entry


def label_of(entry: bytes) -> str | None:
    """Read the label of an entry, of which the first bytes are enough; nothing when it has no place for one."""
    if len(entry) < HEADER.size:
        return None
    magic, version, labelled, *_ = HEADER.unpack_from(entry)
    if (magic, version) != (_MAGIC, _VERSION):
        return None
    return entry[HEADER.size : HEADER.size + labelled].decode(errors="replace")


def open_entry(entry: bytes) -> bytes | None:
    """Take the payload out of an entry; nothing when it is damaged."""
    if len(entry) < HEADER.size:
        return None
    magic, version, labelled, length, digest = HEADER.unpack_from(entry)
    body = memoryview(entry)[HEADER.size :]
    whole = magic == _MAGIC and version in {_OLDER, _VERSION} and len(body) == labelled + length
    return bytes(body[labelled:]) if whole and sha256(body).digest() == digest else None


def _head(payload: bytes, label: str) -> bytes:
    """Give all of an entry that stands before its payload."""
    name = label.encode()[:LONGEST_LABEL].decode(errors="ignore").encode()
    digest = sha256(name)
    digest.update(payload)
    return HEADER.pack(_MAGIC, _VERSION, len(name), len(payload), digest.digest()) + name
