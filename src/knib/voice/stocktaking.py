"""Stocktaking of the shelf: what lies there, thrown out by age, looked through for damage, or cleared.

Everything here may run while other processes use the shelf. An entry that is gone is made again when it is needed, and
folders are left standing, so that nobody who is about to put something there finds no place.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Final

from knib.values import dataclass
from knib.voice.shelf import DRAFT, HEADER, LONGEST_LABEL, Shelf, is_key, label_of, open_entry

ENCODED: Final = "encoded sound"
"""What entries without a label are counted as."""

UNLABELLED: Final = "older entries"
"""What entries of the first layout are counted as: they do not tell what they are."""

DAY: Final = 86_400

SPARE: Final = 2_000_000_000
"""Bytes above which `knib doctor` suggests trimming: some ten hours of distinct speech."""


@dataclass(frozen=True, slots=True)
class Lying:
    """An entry as it lies on the shelf: its size in bytes, and when it was last used (to a day, in s since 1970)."""

    path: Path
    size: int
    used: float


@dataclass(frozen=True, slots=True)
class Amount:
    """So many entries, and their size in bytes."""

    entries: int = 0
    size: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.entries + other.entries, self.size + other.size)


def lying(shelf: Shelf) -> Iterator[Lying]:
    """List the entries. One that goes away meanwhile is left out."""
    for folder in _folders(shelf):
        with suppress(OSError), os.scandir(folder) as found:
            for file in found:
                if is_key(file.name):
                    with suppress(OSError):
                        facts = file.stat(follow_symlinks=False)
                        yield Lying(Path(file.path), facts.st_size, facts.st_mtime)


def in_all(shelf: Shelf) -> Amount:
    """Count the entries without opening them."""
    return _sum(lying(shelf))


def by_voice(shelf: Shelf) -> dict[str, Amount]:
    """Count the entries of each voice, the largest first."""
    counted: dict[str, Amount] = {}
    for entry in lying(shelf):
        if (label := _label(entry.path)) is not None:
            counted[label] = counted.get(label, Amount()) + Amount(1, entry.size)
    return dict(sorted(counted.items(), key=lambda item: -item[1].size))


def trim(shelf: Shelf, most: int) -> Amount:
    """Throw out what was used longest ago, until the rest has at most so many bytes; say how much went."""
    entries = sorted(lying(shelf), key=lambda entry: entry.used)
    size, removed = sum(entry.size for entry in entries), Amount()
    for entry in entries:
        if size <= most:
            break
        gone = _remove(entry.path)
        size -= entry.size if gone is not None else 0
        removed += Amount(1, entry.size) if gone else Amount()
    return removed


def look_through(shelf: Shelf) -> tuple[Amount, Amount]:
    """Read every entry and throw out the damaged ones; say how much was read, and how much of it went."""
    read, removed = Amount(), Amount()
    for entry in lying(shelf):
        with suppress(OSError):
            whole = open_entry(entry.path.read_bytes())
            read += Amount(1, entry.size)
            if whole is None and _remove(entry.path):
                removed += Amount(1, entry.size)
    return read, removed


def clear(shelf: Shelf) -> Amount:
    """Throw out everything, also the line that was last listened to; say how much went."""
    with suppress(OSError):
        shelf.listened.unlink()
    return _sum(entry for entry in lying(shelf) if _remove(entry.path))


def sweep(shelf: Shelf) -> int:
    """Take away what interrupted runs left behind a day or more ago; say how many files."""
    old, count = time() - DAY, 0
    for folder in _folders(shelf):
        for draft in folder.glob(f"*{DRAFT}"):
            with suppress(OSError):
                if draft.stat().st_mtime < old:
                    draft.unlink()
                    count += 1
    return count


def as_data(counted: Mapping[str, Amount]) -> list[dict[str, object]]:
    """Give counts as plain data."""
    return [{"name": name, "entries": amount.entries, "bytes": amount.size} for name, amount in counted.items()]


def _folders(shelf: Shelf) -> list[Path]:
    try:
        return sorted(path for path in shelf.folder.iterdir() if len(path.name) == 2 and path.is_dir())
    except OSError:
        return []


def _label(path: Path) -> str | None:
    """Read what an entry is counted as; nothing when it cannot be read."""
    try:
        with path.open("rb", buffering=0) as file:
            label = label_of(file.read(HEADER.size + LONGEST_LABEL))
    except OSError:
        return None
    return UNLABELLED if label is None else label or ENCODED


def _remove(path: Path) -> bool | None:
    """Remove a file: True when it went, False when it was gone already, None when it cannot be removed."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError:
        return None
    return True


def _sum(entries: Iterable[Lying]) -> Amount:
    total = Amount()
    for entry in entries:
        total += Amount(1, entry.size)
    return total
