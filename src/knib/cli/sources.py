"""What a command works on: routine files, ready routines, voices and the default folder."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knib.audio.store import Memory, Store
from knib.cli import casting, console
from knib.errors import UsageError
from knib.settings import file as preferences
from knib.spec.choices import Variant
from knib.spec.limits import MAX_BYTES
from knib.voice import engine as engines
from knib.voice.shelf import Shelf
from knib.voice.shelf import default_folder as shelf_folder

if TYPE_CHECKING:  # loaded where it is needed: what was made before is made again without
    from knib.audio.clip import Clip
    from knib.spec.model import Routine
    from knib.spec.shapes import Fetch
    from knib.voice.booth import Booth
    from knib.voice.chain import Chain

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
        from knib.cli.ids import no_source

        raise no_source(name, err) from err


def load_routine(name: str, settings: Mapping[str, str] | None = None, wanted: Variant = Variant.FULL) -> "Routine":
    """Read a variant of a routine by file name or id.

    Raises:
        UsageError: there is no such file or id.
        SpecError: it has problems; all of them.
    """
    return routine_of(source_bytes(name), name, settings, wanted)


def routine_of(
    text: bytes,
    name: str,
    settings: Mapping[str, str] | None = None,
    wanted: Variant = Variant.FULL,
    included: list[str] | None = None,
) -> "Routine":
    """Read a variant of a routine from what `source_bytes` gave; `included` gets the names of the files it includes.

    Raises:
        SpecError: it has problems; all of them.
    """
    from knib.spec.reader import read
    from knib.spec.variants import variant

    return casting.preferred(variant(read(text, name, settings, fetch_for(name, included)), wanted))


def fetch_for(name: str, included: list[str] | None = None) -> "Fetch":
    """Give what fetches the files that a routine includes: from its own folder, and ready routines by their id.

    What it gives notes each file in `included`, and raises UsageError: there is no such file, or it leads out of the
    folder.
    """
    folder = Path(name).parent if is_file(Path(name)) else None

    def fetch(wanted: str) -> bytes:
        from knib.spec.include import is_file as names_a_file

        if not names_a_file(wanted):
            from knib.cli.ids import ready_bytes

            return ready_bytes(wanted)  # Knib's own, which changes only with Knib
        if included is not None:
            included.append(wanted)
        if folder is None:
            raise UsageError(f"A ready routine has no folder with '{wanted}' in it.", cure="include a ready routine")
        return _from_folder(folder, wanted)

    return fetch


def _from_folder(folder: Path, name: str) -> bytes:
    """Read a file of a folder, and nothing that a link or a clever name makes of it."""
    try:
        path = (folder / name).resolve(strict=True)
        if path.parent != folder.resolve():
            raise UsageError(f"'{name}' leads out of its folder.", cure="put the file itself beside the routine")
        if not path.is_file():
            raise UsageError(f"'{name}' is no ordinary file.", cure="include a routine file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as err:  # a loop of links is a RuntimeError up to Python 3.12
        why = "There is no file" if isinstance(err, FileNotFoundError) else "Cannot read the file"
        raise UsageError(f"{why} '{name}' beside the routine.", cure=_file_meant(folder, name)) from err


def _file_meant(folder: Path, name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, (path.name for path in folder.glob("*.y*ml")), n=1)
    return f"did you mean '{close[0]}'?" if close else "put it in the same folder"


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


def lines_to_read(routines: "Iterable[Routine]") -> dict[int, str]:
    """Give the lines of routines to be read aloud by their numbers, from 1; the same on every sheet of theirs."""
    from knib.plan.aloud import lines_of
    from knib.plan.script import write

    return dict(enumerate(lines_of(map(write, routines)), 1))


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


def booth_for(routine: "Routine", asked: Sequence[str] | None, *, offline: bool = False) -> "Booth | Chain":
    """Open the booth with the voices asked for: on the command line, by the routine, in the settings, or none.

    Raises:
        UsageError: there is no such voice, or the routine may not choose it.
    """
    return booths(casting.cast(routine, asked), offline=offline)


def booths(names: Sequence[str], lexicon: Path | None = None, *, offline: bool = False) -> "Booth | Chain":
    """Open the booth with a voice, or a chain of them with several.

    Raises:
        UsageError: there is no such voice.
        VoiceError: it is another package's, and cannot be loaded.
    """
    opened = [booth(name, lexicon, offline=offline) for name in casting.full_names(names)]
    if len(opened) == 1:
        return opened[0]
    from knib.voice.chain import Chain  # most sessions have one voice

    return Chain(opened, console.warning)


def booth(name: str, lexicon: Path | None = None, *, offline: bool = False) -> "Booth":
    """Open the booth with a voice; in one process the same one every time, so that no engine is made ready twice.

    Raises:
        UsageError: there is no such voice, or no such lexicon.
        SpecError: the lexicon has problems; all of them.
        VoiceError: the voice is another package's, and cannot be loaded.
    """
    settings = preferences.load()
    settings = replace(settings, offline=settings.offline or offline)
    means = casting.means(name, settings, lexicon)
    place = f"{shelf_folder()}\n{name}\n{means}\n{settings.patients}"
    if place not in _OPEN:
        from knib.voice.booth import Booth

        _OPEN[place] = Booth(
            engines.load(name, means),
            Shelf(shelf_folder()),
            console.warning,
            offline=settings.offline,
            known=casting.patients(settings),
        )
    return _OPEN[place]


_OPEN: "Final[dict[str, Booth]]" = {}


def mark(voice: str) -> str:
    """Give the mark of a voice: another one whenever it would sound otherwise.

    Raises:
        UsageError: there is no such voice.
        VoiceError: it cannot speak.
    """
    return json.dumps(sorted(casting.engine(voice).identity().items()))


def is_offline() -> bool:
    """Tell whether the settings or `KNIB_OFFLINE` forbid the network."""
    return preferences.load().offline


def store() -> Store:
    """Give the place where encoded sound is kept, with what this process has used at hand."""
    return _store(shelf_folder())


@cache
def _store(folder: Path) -> Store:
    return Memory(Shelf(folder))


def sound_of(file: Path) -> "Clip":
    """Read a sound file of any common format.

    Raises:
        UsageError: it cannot be read.
        SoundError: it is no sound that can be decoded here.
    """
    from knib.audio.formats import decode

    return decode(whole_file(file, cure="name a music or nature recording"))


def default_folder() -> Path:
    """Give the folder for sessions: that of the settings, else `output` of Knib's own repository or of this folder."""
    if chosen := preferences.load().output:
        return Path(chosen)
    try:
        here = Path.cwd()
    except OSError as err:
        raise UsageError("The folder you stand in is gone.", cure="go to another one, or name one: -o DIR") from err
    for folder in (here, *here.parents):
        if (folder / "src" / "knib").is_dir() and (folder / "output" / "README.md").is_file():
            return folder / "output"
    return here / "output"
