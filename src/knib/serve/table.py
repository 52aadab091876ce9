"""Which files of a folder are handed out: a table made once, so that no address is ever taken for a path."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from knib.errors import UsageError
from knib.values import dataclass

TYPES: Final[Mapping[str, str]] = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".lrc": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}
"""What a shared folder may hold, and how each is told to a browser. Nothing else is handed out."""

START: Final = "index.html"

MAKE_ONE: Final = "put a page of that name there, beside the sessions it plays"


@dataclass(frozen=True, slots=True)
class Table:
    """The files that are handed out, by their names, and the names of those that are not."""

    files: Mapping[str, Path]
    left_out: tuple[str, ...]


def table(folder: Path) -> Table:
    """List what a folder hands out: the files in it, not those in folders within, hidden ones and links out of it.

    Raises:
        UsageError: there is no such folder, or no page in it to begin with.
    """
    try:
        root = folder.resolve(strict=True)
        found = sorted(root.iterdir())
    except (OSError, ValueError, RuntimeError) as err:  # RuntimeError: a link that leads to itself
        raise UsageError(f"There is no folder '{folder}' that can be read.", cure=MAKE_ONE) from err
    files = {path.name: path for path in found if handed_out(path, root)}
    if START not in files:
        raise UsageError(f"There is no {START} in '{folder}', so a telephone would find nothing.", cure=MAKE_ONE)
    left_out = (path.name for path in found if path.name not in files and not path.name.startswith("."))
    return Table(files, tuple(left_out))


def handed_out(path: Path, root: Path) -> bool:
    """Tell whether a path is a file of a known kind that lies in a folder, and not only seems to."""
    if path.name.startswith(".") or path.suffix.lower() not in TYPES:
        return False
    try:
        return path.is_file() and path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False
