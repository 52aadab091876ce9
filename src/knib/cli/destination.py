"""Where `-o` says that something goes: one rule for every command.

What ends in a file ending is a file, and its ending says what it holds. What ends in a slash, or is a folder already,
is a folder. Without an ending it is a folder where a command writes several files, and a file where it writes one.
"""

import os
import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from knib.audio.form import Format
from knib.errors import UsageError
from knib.values import dataclass

_ENDING: Final = re.compile(r"\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)
"""What looks like the ending of a file; `.1` and `.12` are numbers in a folder's name."""

_SLASHES: Final = tuple(filter(None, ("/", os.sep, os.altsep)))


@dataclass(frozen=True, slots=True)
class Target:
    """What was written after `-o`; a slash at its end is not seen in a `Path`."""

    written: str

    @property
    def path(self) -> Path:
        """Return the path that was written."""
        return Path(self.written)

    @property
    def is_folder(self) -> bool:
        """Return whether it is a folder, or is said to be one."""
        try:
            return self.written.endswith(_SLASHES) or self.path.is_dir()
        except (OSError, ValueError):
            return False

    @property
    def ending(self) -> str:
        """Return its ending in small letters, with the dot; empty where it has none or is a folder."""
        suffix = self.path.suffix
        return suffix.lower() if not self.is_folder and _ENDING.fullmatch(suffix) else ""

    def __str__(self) -> str:
        """Write it as it was written."""
        return self.written


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where one file goes. `named` tells that this very file was asked for, and may replace another one."""

    path: Path
    named: bool = False


def folder_at(target: Target | None, usual: Callable[[], Path]) -> Path:
    """Return the folder in which several files are put.

    Raises:
        UsageError: the name is that of a file, or empty.
    """
    if target is None:
        return usual()
    _refuse_nameless(target)
    if target.ending:
        raise UsageError(
            f"Several files are written, and '{target}' is the name of one.",
            cure=f"name a folder: -o {_without_ending(target)}; if it is one: -o {target}/",
        )
    return target.path


def file_at(target: Target | None, name: str, usual: Callable[[], Path], endings: Collection[str]) -> Place:
    """Return where a file goes that holds what one of `endings` says; `name` it where only a folder was given.

    Raises:
        UsageError: the name says that it holds something else, or is empty.
    """
    if target is None:
        return Place(path=usual() / name)
    _refuse_nameless(target)
    if target.is_folder:
        return Place(path=target.path / name)
    refuse_other_ending(target, endings)
    return Place(path=target.path, named=True)


def named_file(target: Target, endings: Collection[str]) -> Path:
    """Return the file of a name, which must be that of a file.

    Raises:
        UsageError: it is a folder's, says that it holds something else, or is empty.
    """
    _refuse_nameless(target)
    if target.is_folder:
        raise UsageError(f"'{target}' is a folder.", cure=f"name a file in it, as {next(iter(endings))}")
    refuse_other_ending(target, endings)
    return target.path


def refuse_other_ending(target: Target, endings: Collection[str]) -> None:
    """Refuse a file whose ending lies about what it will hold.

    Raises:
        UsageError: it has another ending than one of those.
    """
    if target.ending and target.ending not in endings:
        known = ", ".join(endings)
        cure = f"-o {_without_ending(target)}{next(iter(endings))}; for a folder of that name: -o {target}/"
        raise UsageError(f"'{target}' says that it holds something else: this command writes {known}.", cure=cure)


def session_at(
    target: Target | None, usual: Callable[[], Path], asked: Format | None, preferred: Format, sessions: int
) -> tuple[Path, str, Format]:
    """Return the folder of sessions, the name of the file where one was named, and the format.

    `asked` is the format of the command line, which goes before an ending's, and that one before the `preferred`.

    Raises:
        UsageError: the ending is that of no session or of another format, or one file was named for several sessions.
    """
    if target is None:
        return usual(), "", asked or preferred
    _refuse_nameless(target)
    if not target.ending:
        return target.path, "", asked or preferred
    refuse_other_ending(target, [f".{asked}"] if asked else [f".{form}" for form in Format])
    if sessions > 1:
        cure = f"name a folder: -o {_without_ending(target)}"
        raise UsageError(f"{sessions} sessions are made, and '{target}' is the name of one.", cure=cure)
    return target.path.parent, target.path.name, Format(target.ending[1:])


def of_one_kind(target: Target | None, flag: str, endings: Sequence[str]) -> None:
    """Refuse a file whose ending says otherwise than a flag.

    Raises:
        UsageError: the flag asks for what the ending does not say.
    """
    if target and target.ending and target.ending not in endings:
        cure = f"-o {_without_ending(target)}{endings[0]}, or leave out {flag}"
        raise UsageError(f"{flag} and '{target}' ask for different things.", cure=cure)


def _refuse_nameless(target: Target) -> None:
    if not target.written.strip():
        raise UsageError("-o has no name after it.", cure="name a folder or a file, or leave out -o")


def _without_ending(target: Target) -> str:
    return target.written[: -len(target.ending)] if target.ending else target.written
