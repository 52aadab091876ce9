"""The folder of a recorded voice: one WAV file a line, and `voice.json`, which says which file is which line.

Both are made to be read and mended by hand: a file may be replaced by a better one of any length and rate, and is then
used as it is found. No patient stands in it, only lines of routines.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from knib.audio.clip import Clip
from knib.audio.codec import write_wav
from knib.errors import VoiceError
from knib.plan.aloud import line_of
from knib.values import dataclass

HOME: Final = "recorded"
"""The folder of all recorded voices, in the folder of voices."""

INDEX: Final = "voice.json"
VERSION: Final = 1
LONGEST_INDEX: Final = 5_000_000
"""Bytes: a line has some 200, and no voice has 20 000 of them."""

NAME: Final = re.compile(r"[^\W_][\w-]{0,39}")
"""What a voice may be called: letters, digits and hyphens; it becomes the name of a folder."""

_LONGEST_STEM: Final = 40
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of a voice: its file, the day it was recorded (ISO 8601), and the SHA-256 of the file as recorded."""

    file: str
    recorded: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A recorded voice as it lies on the disk: where, and each line's entry."""

    folder: Path
    entries: Mapping[str, Entry]

    @property
    def name(self) -> str:
        """The name a person chooses the voice by: `recorded:lone`."""
        return f"{HOME}:{self.folder.name}"

    def path(self, line: str) -> Path | None:
        """Give the file of a line; nothing when the line is not recorded, or its file is gone."""
        entry = self.entries.get(line_of(line))
        path = self.folder / entry.file if entry else None
        return path if path and path.is_file() else None

    def by_hand(self, line: str, data: bytes) -> bool:
        """Tell whether somebody put another file in the place of the one that was recorded."""
        return self.entries[line_of(line)].sha256 != sha256(data).hexdigest()

    def with_lines(self, clips: Mapping[str, Clip], day: str) -> Iterator[tuple[Path, bytes]]:
        """Give the files to write so that these lines belong to the voice, in this order: the index comes last."""
        entries = dict(self.entries)
        for text, clip in clips.items():
            line, sound = line_of(text), write_wav(clip)
            entries[line] = Entry(file=_file_name(line), recorded=day, sha256=sha256(sound).hexdigest())
            yield self.folder / entries[line].file, sound
        yield self.folder / INDEX, _written(entries)


def names(voices: Path) -> tuple[str, ...]:
    """List the voices recorded on this machine."""
    return tuple(sorted(index.parent.name for index in (voices / HOME).glob(f"*/{INDEX}")))


def opened(voices: Path, name: str) -> Collection:
    """Open a recorded voice; one that is not there yet has no lines.

    Raises:
        VoiceError: the name cannot be that of a folder, or the index cannot be read.
    """
    if not NAME.fullmatch(name):
        raise VoiceError(f"'{name}' is no name for a voice", cure="use letters, digits and hyphens, as in: lone")
    folder = voices / HOME / name
    index = folder / INDEX
    if not index.exists():
        return Collection(folder, {})
    try:
        with index.open("rb") as file:
            return Collection(folder, dict(_entries(json.loads(file.read(LONGEST_INDEX).decode()))))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as err:
        cure = f"mend it by hand, or move the folder away and record again: knib voices record {name} ROUTINE TAKE"
        raise VoiceError(f"{index} cannot be read: {err}", cure=cure) from err


def _entries(data: Any) -> Iterator[tuple[str, Entry]]:  # noqa: ANN401 -- whatever JSON can hold
    if data["version"] != VERSION:
        raise ValueError(f"version {data['version']} is not known")
    for line, entry in data["lines"].items():
        file, recorded, digest = str(entry["file"]), str(entry["recorded"]), str(entry["sha256"])
        if not file or file.startswith(".") or re.search(r"[/\\:]", file):
            raise ValueError(f"'{file}' is no file of this folder")
        yield line_of(line), Entry(file=file, recorded=recorded, sha256=digest)


def _written(entries: Mapping[str, Entry]) -> bytes:
    lines = {
        line: {"file": entry.file, "recorded": entry.recorded, "sha256": entry.sha256}
        for line, entry in entries.items()
    }
    return (json.dumps({"version": VERSION, "lines": lines}, ensure_ascii=False, indent=2) + "\n").encode()


def _file_name(line: str) -> str:
    """Name the file of a line: its words, for people, and a few signs of its hash, so that no two are alike."""
    spelled = unicodedata.normalize("NFKD", line.lower().translate(_LETTERS))
    stem = re.sub(r"[^a-z0-9]+", "-", spelled)[:_LONGEST_STEM].strip("-") or "linje"
    return f"{stem}-{sha256(line.encode()).hexdigest()[:6]}.wav"
