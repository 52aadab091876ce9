"""The shelf: bytes kept on disk under the hash of what made them, so that they need not be made again.

An entry's name is a hash and its content is sound, so no text of a patient stands on the shelf in clear.
"""

import os
import re
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from knib.errors import WriteError

_HEADER: Final = struct.Struct(">4sB3xQ32s")
"""An entry is this header and then the payload:

    4 bytes   magic `KNIB`
    1 byte    version of this layout
    3 bytes   zero
    8 bytes   length of the payload, big-endian
    32 bytes  SHA-256 of the payload
"""

_MAGIC: Final = b"KNIB"
_VERSION: Final = 1

_KEY: Final = re.compile(r"[0-9a-f]{64}")


def default_folder() -> Path:
    """Where the shelf lies: `KNIB_CACHE_DIR` when it is set, else the system's place for caches."""
    chosen = os.environ.get("KNIB_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path  # not needed when the folder is given

    return user_cache_path("knib", appauthor=False)


def voices_folder() -> Path:
    """Where voices lie that the user brought: `KNIB_VOICES_DIR` when it is set, else the system's place for data."""
    chosen = os.environ.get("KNIB_VOICES_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # as above

    return user_data_path("knib", appauthor=False) / "voices"


class Shelf:
    """Bytes in, the same bytes out; safe for many threads and processes at once.

    An entry appears whole or not at all, and one that is damaged counts as missing. Nothing here may be lost that
    cannot be made again, so nothing is forced to the disk, and whoever deletes the folder deletes the shelf.
    """

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when the first entry is put there."""
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """Fetch what was put under a key.

        Returns:
            The payload; nothing when it is not there, cannot be read, or is damaged. A damaged entry is removed.
        """
        path = self._path(key)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        payload = _opened(entry)
        if payload is None:
            with suppress(OSError):
                path.unlink()
        return payload

    def put(self, key: str, payload: bytes) -> None:
        """Keep a payload, in place of what was there.

        Raises:
            WriteError: the folder cannot be written to, or the disk is full. The entry is then as it was before,
                and no session is worse for it: whoever holds the payload can go on, and only makes it again later.
        """
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with _draft(path) as draft:
                draft.write_bytes(_closed(payload))
                draft.replace(path)
        except OSError as err:
            # On Windows an entry that somebody reads cannot be replaced, and need not be: it is the same.
            if self.get(key) != payload:
                raise WriteError(
                    f"{self.folder}: the shelf cannot keep this: {err.strerror or err}",
                    cure="make room there, or choose another folder with KNIB_CACHE_DIR",
                ) from err

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"a key is a SHA-256 in hex, not '{key}'")
        return self.folder / key[:2] / key


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Give an empty file of this process's own beside the entry, so that renaming it is one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".draft")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()


def _closed(payload: bytes) -> bytes:
    return _HEADER.pack(_MAGIC, _VERSION, len(payload), sha256(payload).digest()) + payload


def _opened(entry: bytes) -> bytes | None:
    if len(entry) < _HEADER.size:
        return None
    magic, version, length, digest = _HEADER.unpack_from(entry)
    payload = entry[_HEADER.size :]
    whole = (magic, version, length) == (_MAGIC, _VERSION, len(payload))
    return payload if whole and sha256(payload).digest() == digest else None
