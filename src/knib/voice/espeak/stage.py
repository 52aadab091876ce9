"""A short folder with just the data that our voice needs.

eSpeak NG cuts the path of a voice at 60 characters and fails on a data path of 160 bytes or more, and a voice of our
own cannot lie in somebody else's data folder. So the six files (1.1 MB, 2 ms) are copied to a temporary folder.
"""

import atexit
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from knib.errors import VoiceError
from knib.voice.espeak.settings import DATA_FILES, VOICE, VOICE_NAME

_PREFIX: Final = "knib-"
_DATA: Final = "espeak-ng-data"

_LONGEST: Final = 100
"""Bytes a path to the stage may have. eSpeak NG adds its own names to it and has room for 160."""


def set_up(data: Path) -> Path:
    """Copy eSpeak NG's data and write our voice beside it; the folder is removed when this process ends.

    Args:
        data: A folder `espeak-ng-data`.

    Returns:
        The folder that holds a small `espeak-ng-data`.

    Raises:
        VoiceError: a file is missing, or there is no room for the copy.
    """
    try:
        stage = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_short_folder()))
        # A process forked from this one must not take the folder away from it.
        atexit.register(_remove, stage, os.getpid())
        _fill(stage / _DATA, data)
    except (OSError, UnicodeError) as err:
        raise VoiceError(
            f"espeak: its data cannot be made ready: {err}",
            cure="see that the folder for temporary files exists, has room and can be written to (TMPDIR or TEMP)",
        ) from err
    return stage


def sweep(older: float) -> int:
    """Take away the stages of processes that were killed: those made before a moment (in s since 1970)."""
    count = 0
    for stage in Path(_short_folder() or tempfile.gettempdir()).glob(f"{_PREFIX}*/{_DATA}"):
        with suppress(OSError):
            if stage.stat().st_mtime < older:
                shutil.rmtree(stage.parent)
                count += 1
    return count


def path_bytes(path: Path) -> bytes:
    """Write a path as eSpeak NG's C code wants it."""
    return str(path).encode("mbcs") if sys.platform == "win32" else os.fsencode(path)


def _short_folder() -> str | None:
    usual = tempfile.gettempdir()
    fits = len(path_bytes(Path(usual))) <= _LONGEST
    return usual if fits or not Path("/tmp").is_dir() else "/tmp"  # noqa: S108 (mkdtemp makes a private folder in it)


def _fill(folder: Path, data: Path) -> None:
    (folder / "voices").mkdir(parents=True)
    for name in DATA_FILES:
        shutil.copyfile(data / name, folder / name)
    (folder / "voices" / VOICE_NAME).write_bytes(VOICE.encode("ascii"))


def _remove(stage: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(stage, ignore_errors=True)
