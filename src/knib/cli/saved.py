"""A routine file and what it includes, as they were when they were last read."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from knib.spec.choices import Variant

if TYPE_CHECKING:
    from knib.spec.model import Routine


class Stamp(NamedTuple):
    """What tells that a file was saved: its time, its size, and which file it is, for many editors write a new one."""

    time: int
    size: int
    number: int


def stamp(path: Path) -> Stamp | None:
    """Give a file's stamp; None when it is not there, or cannot be looked at."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


class Saved:
    """A routine file, with the stamps that it and the files it includes had before they were read.

    They are taken before: a file that is saved while it is read is stale afterwards, and is read again.
    """

    def __init__(self, name: str, settings: Mapping[str, str], variant: Variant) -> None:
        self.name, self._settings, self._variant = name, settings, variant
        self._stamps: dict[Path, Stamp | None] = {}
        self._texts: dict[Path, bytes] = {}

    def is_stale(self) -> bool:
        """Tell whether any of its files was saved since it was read."""
        return self.now() != self._stamps

    def now(self) -> Mapping[Path, Stamp | None]:
        """Give the stamps that its files have now."""
        return {path: stamp(path) for path in self._stamps}

    def read(self) -> "Routine | None":
        """Read it anew; None when every file says what it said before.

        Raises:
            UsageError: there is no such file.
            SpecError: it has problems; all of them.
        """
        from knib.cli.casting import preferred
        from knib.cli.sources import fetch_for, source_bytes
        from knib.spec.include import is_file
        from knib.spec.reader import read
        from knib.spec.variants import variant

        before = self._texts
        self._stamps, self._texts = {}, {}
        file, fetch = Path(self.name), fetch_for(self.name)

        def fetched(name: str) -> bytes:
            if not is_file(name):
                return fetch(name)
            path = file.parent / name
            self._stamps.setdefault(path, stamp(path))
            self._texts[path] = text = fetch(name)
            return text

        self._stamps[file] = stamp(file)
        self._texts[file] = text = source_bytes(self.name)
        routine = read(text, self.name, self._settings, fetched)
        return None if self._texts == before else preferred(variant(routine, self._variant))
