"""Bundles in folders: never mixed into another one, replaced whole by a new one, and nothing else touched."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from knib.cli import console
from knib.cli.inputs import Input
from knib.errors import UsageError, WriteError
from knib.export.alike import is_session
from knib.export.manifest import LARGEST, NAME, Manifest, Owner, digest_of, manifest, read_manifest

_UNFINISHED: Final = re.compile(r"\.knib-[0-9a-f]{16}\.part")
"""What another run is writing just now, as `outbox` names it."""

CURE: Final = "name a folder of its own: -o DIR; or replace all that Knib wrote there: --replace"


class Bundle:
    """A folder that holds a bundle, or shall hold one, for somebody."""

    def __init__(self, folder: Path, owner: Owner, *, overwrite: bool) -> None:
        """Look at a folder before anything is made for it. `overwrite`: whatever bundle is there may be replaced.

        Raises:
            WriteError: it holds another one's bundle, or one that cannot be known.
        """
        self.folder, self.owner, self.overwrite = folder, owner, overwrite
        self._known: tuple[bytes, Manifest] | None = None
        self._listed()

    def post(self, files: Mapping[str, bytes], there: Sequence[str] = ()) -> None:
        """Write the bundle, all of it or nothing, and take away what the one before it wrote and this one has not.

        `there` are files of it that were written one by one before.

        Raises:
            WriteError: it cannot be written, or a file of that name is there that Knib did not write.
        """
        from knib.export.outbox import post_together

        digests = {name: self._digest_of(name) for name in there}
        listed = manifest(self.owner, digests | {name: digest_of(data) for name, data in files.items()})
        paths = {self.folder / name: data for name, data in {**files, NAME: listed.as_bytes()}.items()}
        removed: list[str] = []
        post_together(paths, self._judge, self._outdated({*files, *there}, removed))
        for name in removed:
            console.note(f"Removed: {self.folder / name}, which belonged to the bundle before")

    def others(self, files: Mapping[str, bytes]) -> list[str]:
        """Name what lies in the folder and is none of its files."""
        try:
            names = (path.name for path in self.folder.iterdir() if not _UNFINISHED.fullmatch(path.name))
            return sorted(name for name in names if name not in files and name != NAME)
        except OSError:  # there is no folder yet, or posting will tell what is wrong with it
            return []

    def own(self) -> list[str]:
        """Name the files of the bundle that is there, as far as they are what was written."""
        listed = self._listed()
        return [name for name in listed.files if self._is_own(listed, name)] if listed else []

    def _digest_of(self, name: str) -> str:
        from hashlib import file_digest

        with (self.folder / name).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def _listed(self) -> Manifest | None:
        """Return the list of the bundle that is there.

        Raises:
            WriteError: it is another one's, or cannot be read.
        """
        path = self.folder / NAME
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
            if self._known and self._known[0] == data:
                return self._known[1]
            listed = read_manifest(data)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as err:
            if self.overwrite:
                return None
            raise WriteError(f"{self.folder} holds a bundle whose list cannot be read", cure=CURE) from err
        if not self.overwrite and not listed.belongs_to(self.owner):
            raise WriteError(f"{self.folder} holds a bundle that was made for somebody else, or of others", cure=CURE)
        self._known = data, listed
        return listed

    def _judge(self, path: Path) -> None:
        """Keep what is there and was not written by the bundle before."""
        listed = self._listed()
        if path.name == NAME or self.overwrite or (listed and self._is_own(listed, path.name)):
            return
        what = "was changed since Knib wrote it" if listed and path.name in listed.files else "is none of this bundle"
        raise WriteError(f"{path} is there already, and {what}", cure=CURE)

    def _outdated(self, files: Collection[str], removed: list[str]) -> Iterator[Path]:
        """Return what the bundle before wrote and this one has not; to be gone through while the folder is locked."""
        listed = self._listed()
        for name in listed.files if listed else ():
            if name in files or not (self.folder / name).is_file():
                continue
            if listed and self._is_own(listed, name):
                removed.append(name)
                yield self.folder / name
            else:
                console.note(f"Warning: {self.folder / name} was changed since Knib wrote it, and is left as it was.")

    def _is_own(self, listed: Manifest, name: str) -> bool:
        """Return whether a file is what was written, or still the session that was: a player may have tagged it."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return False
        return name in listed.files and (digest_of(data) == listed.files[name] or is_session(data))


def listed_names(folder: Path) -> list[str]:
    """Return the names of the files that a folder's bundle lists; none where there is no list that can be read."""
    try:
        with (folder / NAME).open("rb") as file:
            return [*read_manifest(file.read(LARGEST + 1)).files]
    except (OSError, ValueError):
        return []


def owner_of(person: str, inputs: Sequence[Input]) -> Owner:
    """Return whose a bundle is: a person by name, and files by where they are."""
    return Owner(person=person, sources=tuple(dict.fromkeys(map(_source, inputs))))


def _source(each: Input) -> str:
    if each.dose is not None:
        return f"dose {' '.join(each.dose.casefold().split())}"
    path = Path(each.name)
    try:
        return f"file {path.resolve()}" if path.exists() else f"id {each.name}"
    except (OSError, ValueError, RuntimeError) as err:
        raise UsageError(f"Cannot read the file '{each.name}'.", cure="choose another name") from err
