"""One family of errors, each class named by who can mend it.

A library's error is translated where that library lives, passes untouched through the middle of the house, and is
caught at the door: the command line prints what went wrong and where, one line with the cure, and exits with the
class's own code.
"""

from collections.abc import Iterable
from typing import ClassVar

from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where in a routine file something was written. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    field: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing in a routine that its author must mend.

    `code` names the illness ("unknown-key"), and never changes with the wording of `message`. `excerpt` shows the
    place, with carets under it, where there is no file to look into.
    """

    origin: Origin
    code: str
    message: str
    suggestion: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        """Write it as linters do: `file:line:column field: message; suggestion`."""
        origin = self.origin
        place = f"{origin.file}:{origin.line}:{origin.column}" if origin.line else origin.file
        where = f"{place} {origin.field}" if origin.field else place
        return f"{where}: {self.message}" + (f"; {self.suggestion}" if self.suggestion else "")


class KnibError(Exception):
    """The root: something a person can mend. `cure` is one sentence that says how."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, cure: str = "") -> None:
        super().__init__(message)
        self.cure = cure


class UsageError(KnibError):
    """The command was called in a way that has no meaning."""

    exit_code = 2


class SpecError(KnibError):
    """The routine must be mended. Holds every problem found, never just the first."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.origin.file, p.origin.line, p.origin.column)))
        super().__init__("\n".join(map(str, self.problems)))


class VoiceError(KnibError):
    """A voice could not speak a cue."""

    exit_code = 4


class SoundError(KnibError):
    """A clip or a sound file is not what it should be."""

    exit_code = 5


class ShareError(KnibError):
    """Something could not be made ready for sharing."""

    exit_code = 6


class WriteError(KnibError):
    """A file could not be written."""

    exit_code = 7
