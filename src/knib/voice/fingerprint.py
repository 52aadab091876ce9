"""A large file told from every other by its hash, which is kept, for hashing a voice of 60 MB takes 90 ms."""

import json
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

from knib.errors import WriteError
from knib.voice.shelf import Shelf


def fingerprint(path: Path, shelf: Shelf) -> str:
    """Give the SHA-256 of a file, in hex.

    The shelf keeps it for as long as the file lies in the same place with the same size and times.

    Raises:
        OSError: the file cannot be read.
    """
    seen = path.stat()
    # The time of the last change cannot be set back as that of the last writing can, by `cp -p` and by unpacking.
    marks = [str(path.absolute()), seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns]
    key = sha256(json.dumps(["fingerprint", marks]).encode()).hexdigest()
    kept = shelf.get(key)
    if kept is not None:
        return kept.hex()
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").digest()
    with suppress(WriteError):  # then it is made again
        shelf.put(key, digest)
    return digest.hex()
