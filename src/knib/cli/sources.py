"""What a command works on: routine files, ready routines, voices and the default folder."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

from knib.audio.clip import Clip
from knib.audio.store import Memory, Store
from knib.cli import console
from knib.errors import UsageError
from knib.spec.model import Routine
from knib.spec.reader import read
from knib.spec.tree import MAX_BYTES
from knib.voice import engine as engines
from knib.voice.booth import Booth
from knib.voice.shelf import Shelf
from knib.voice.shelf import default_folder as shelf_folder

LARGEST: Final = 3_000_000_000
"""Bytes of the largest sound file that is read: twelve hours of WAV have 2.1 thousand million."""


def source_bytes(name: str) -> bytes:
    """Read a routine file, or the ready routine of that id.

    Raises:
        UsageError: there is neither.
    """
    from knib.spec import library

    path = Path(name)
    try:
        if name in library.ids() and not path.is_file():
            return library.load(name)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one more is enough for the reader to refuse it
    except IsADirectoryError as err:
        raise UsageError(f"{name} is a folder.", cure=f"name the files in it: {name}/*.yaml") from err
    except (OSError, ValueError) as err:
        close = get_close_matches(name, library.ids(), n=1)
        meant = f"did you mean the ready routine '{close[0]}'?" if close else "'knib list' shows the ready routines"
        why = "There is no file" if isinstance(err, FileNotFoundError) else "Cannot read the file"
        raise UsageError(f"{why} '{name}'.", cure=meant) from err


def ready_bytes(name: str) -> bytes:
    """Read a ready routine by its id.

    Raises:
        UsageError: there is none.
    """
    from knib.spec import library

    if name in library.ids():
        return library.load(name)
    close = get_close_matches(name, library.ids(), n=1)
    meant = f"did you mean '{close[0]}'?" if close else f"choose one of: {', '.join(library.ids())}"
    raise UsageError(f"There is no ready routine '{name}'.", cure=meant)


def load_routine(name: str, settings: Mapping[str, str] | None = None) -> Routine:
    """Read a routine by file name or id.

    Raises:
        UsageError: there is no such file or id.
        SpecError: it has problems; all of them.
    """
    return read(source_bytes(name), name, settings)


def load_dose(text: str, settings: Mapping[str, str] | None = None, *, quiet: bool = False) -> Routine:
    """Read a dose in words as a routine, and say what was understood.

    Raises:
        SpecError: some of it was not understood.
    """
    from knib.spec.dose.reader import NAME

    return read(written_dose(text, quiet=quiet).encode(), NAME, settings)


def written_dose(text: str, *, quiet: bool = False) -> str:
    """Write a dose in words as a routine file, and say what was understood, lest anything be assumed unseen.

    Raises:
        SpecError: some of it was not understood.
    """
    from knib.spec.dose.as_routine import as_routine
    from knib.spec.dose.reader import read as understand
    from knib.spec.dose.said import said

    dose = understand(text)
    if not quiet:
        console.note(f"Understood: {said(dose)}")
    return as_routine(dose, text)


def one_source(routines: Sequence[str], dose: str | None) -> None:
    """Check that there is either a routine or a dose in words.

    Raises:
        UsageError: there is neither, or both.
    """
    if routines and dose is not None:
        cure = "leave out one of them; what stands in a routine is not changed by a dose"
        raise UsageError(f"Both a routine ({routines[0]}) and a dose were given.", cure=cure)
    if not routines and dose is None:
        raise UsageError(
            "No routine was given.", cure="name a file or an id, or write --dose '3 x 10 knib, hold 6 sek.'"
        )


def is_file(path: Path) -> bool:
    """Tell whether there is a file, whatever a name may be: too long, or in a folder that cannot be entered."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def whole_file(path: Path, *, cure: str) -> bytes:
    """Read a sound file.

    Raises:
        UsageError: there is none, it is no ordinary file, it is too large, or it cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"Cannot read the file '{path}': it is a folder or a device.", cure=cure)
        if path.stat().st_size > LARGEST:
            raise UsageError(f"'{path}' is larger than any session.", cure=cure)
        return path.read_bytes()
    except OSError as err:
        why = "There is no file" if isinstance(err, FileNotFoundError) else "Cannot read the file"
        raise UsageError(f"{why} '{path}'.", cure=cure) from err


def read_settings(written: Sequence[str]) -> dict[str, str]:
    """Read `name=value` pairs.

    Raises:
        UsageError: one has no `=`, or comes twice.
    """
    settings: dict[str, str] = {}
    for pair in written:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip() or name.strip() in settings:
            raise UsageError(f"--set {pair} is no setting.", cure="write each name once, as in: --set hold='8 s'")
        settings[name.strip()] = value
    return settings


def booth_for(routine: Routine, asked: str | None) -> Booth:
    """Open the booth with the voice asked for: on the command line, by the routine, or the embedded one.

    Raises:
        UsageError: there is no such voice.
    """
    return booth(asked or routine.voice.engine or engines.DEFAULT)


def booth(name: str) -> Booth:
    """Open the booth with an engine.

    Raises:
        UsageError: there is no such voice.
    """
    if name not in engines.ENGINES:
        close = get_close_matches(name, engines.ENGINES, n=1)
        cure = f"did you mean '{close[0]}'?" if close else "'knib voices' shows the voices"
        raise UsageError(f"There is no voice '{name}'.", cure=cure)
    return _booth(name, shelf_folder())


@cache
def _booth(name: str, folder: Path) -> Booth:
    return Booth(engines.load(name), Shelf(folder), console.warning)


def store() -> Store:
    """Give the place where encoded sound is kept, with what this process has used at hand."""
    return _store(shelf_folder())


@cache
def _store(folder: Path) -> Store:
    return Memory(Shelf(folder))


def sound_of(file: Path) -> Clip:
    """Read a sound file of any common format.

    Raises:
        UsageError: it cannot be read.
        SoundError: it is no sound that can be decoded here.
    """
    from knib.audio.formats import decode

    return decode(whole_file(file, cure="name a music or nature recording"))


def default_folder() -> Path:
    """Give the folder for sessions: `output` of Knib's own repository when called inside it, else of this folder."""
    try:
        here = Path.cwd()
    except OSError as err:
        raise UsageError("The folder you stand in is gone.", cure="go to another one, or name one: -o DIR") from err
    for folder in (here, *here.parents):
        if (folder / "src" / "knib").is_dir() and (folder / "output" / "README.md").is_file():
            return folder / "output"
    return here / "output"
