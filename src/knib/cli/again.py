"""What was made before and is wanted again: the same file, cast from its mould without the work of making it.

A mould is kept under the hash of everything that decides a file's bytes: the routine as written, what was asked for,
and Knib itself. It remembers which voice it was made with, and counts only while that one sounds the same.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256, shake_256
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, Final

import knib
from knib.audio.store import Store
from knib.errors import UsageError, VoiceError, WriteError
from knib.export.mould import Cast, cast, mould
from knib.values import dataclass

_VERSION: Final = 1

Mark = Callable[[str], str]
"""Gives the mark of a voice by its name: another one whenever it would sound otherwise."""


@dataclass(frozen=True)
class Pattern:
    """Where the mould of one file lies: what `routine` says, made as `order` asks. `order` is data of JSON."""

    routine: bytes
    order: Mapping[str, Any]

    def cast(self, store: Store, mark: Mark) -> Cast | None:
        """Cast the file once more; nothing if it was never made, or with a voice that sounds otherwise today."""
        sealed = store.get(self._key)
        if sealed is None:
            return None
        found = cast(self._sealed(sealed))
        told = dict(found.told)
        voice, marked = told.pop("made_by")
        with suppress(UsageError, VoiceError):  # a voice that is gone
            return Cast(found.buffers, told) if mark(voice) == marked else None
        return None

    def keep(self, finished: Cast, store: Store, voice: str, mark: Mark) -> None:
        """Keep the mould of a file, if it is small. One that cannot be kept is made again."""
        told = {**finished.told, "made_by": [voice, mark(voice)]}
        folded = mould(Cast(finished.buffers, told))
        if folded:
            with suppress(WriteError):
                store.put(self._key, self._sealed(folded))

    @cached_property
    def _key(self) -> str:
        made_of = [_VERSION, list(_program()), sha256(self.routine).hexdigest(), self.order]
        return sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()

    def _sealed(self, data: bytes) -> bytes:
        """Seal or open a mould. A file may tell its words, and without the routine nobody shall read them here."""
        stream = shake_256(b"mould" + self._key.encode() + self.routine).digest(len(data))
        return (int.from_bytes(data) ^ int.from_bytes(stream)).to_bytes(len(data))


def _program() -> Iterator[tuple[str, int, int]]:
    """Tell this Knib from any other: its own files, the folder of those it works with, and Python."""
    yield sys.version, 0, _packages().stat().st_mtime_ns
    yield from _files(os.path.dirname(knib.__file__))  # noqa: PTH120 -- pathlib would take five times as long


def _packages() -> Path:
    """Give the folder of the packages that Knib works with, without loading one."""
    found = PathFinder.find_spec("typer")
    return Path(str(found and found.origin)).parents[1]


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Tell the files of a folder and of those in it, but for what comes with use."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            yield from _files(entry.path) if entry.name != "__pycache__" else ()
        else:
            state = entry.stat()
            yield entry.name, state.st_size, state.st_mtime_ns
