"""Where the settings lie, and what they say. Without a file and a variable this costs one look at the disk."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knib.errors import Problem, UsageError
from knib.settings.model import Settings

if TYPE_CHECKING:
    from knib.settings.keys import Read


def settings_file() -> Path:
    """Give the file: in `KNIB_CONFIG_DIR` when it is set, else in the system's place for settings."""
    chosen = os.environ.get("KNIB_CONFIG_DIR")
    if chosen:
        return Path(chosen) / "settings.toml"
    from platformdirs import user_config_path  # not needed when the folder is given

    return user_config_path("knib", appauthor=False) / "settings.toml"


@dataclass(frozen=True, slots=True)
class Layers:
    """What the file says and what the environment says; `data` is the file as it is, None when there is none."""

    file: Path
    data: bytes | None = None
    written: "dict[str, Any]" = field(default_factory=dict)
    environment: "dict[str, Any]" = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def layers() -> Layers:
    """Read both, whatever is wrong with them.

    Raises:
        UsageError: there is a file, and it cannot be read.
    """
    file = settings_file()
    data = data_of(file)
    if data is None and not _spoken_to():
        return Layers(file)
    from knib.settings import keys  # what reads settings is only loaded when there are any

    written = keys.read(data, str(file)) if data is not None else keys.Read()
    around: Read = keys.read_environment(os.environ)
    return Layers(file, data, written.values, around.values, (*written.problems, *around.problems))


def load() -> Settings:
    """Give the settings.

    Raises:
        UsageError: something is wrong with them; it tells all of it.
    """
    found = layers()
    if found.problems:
        raise refusal(found.problems)
    if not found.written and not found.environment:
        return Settings()
    from knib.settings.keys import settings_of

    return settings_of(found.written, found.environment)


def refusal(problems: Sequence[Problem]) -> UsageError:
    """Put what is wrong with the settings into one error."""
    told = "\n  ".join(str(problem) for problem in problems)
    what = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
    verb = "is" if len(problems) == 1 else "are"
    cure = "mend the file, or take a setting away with: knib settings unset KEY"
    return UsageError(f"there {verb} {what} in the settings:\n  {told}", cure=cure)


def data_of(file: Path) -> bytes | None:
    """Read a file; None when there is none.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as err:
        cure = "see that it is a file that you may read, or name another folder with KNIB_CONFIG_DIR"
        raise UsageError(f"Cannot read the settings '{file}' ({err.strerror}).", cure=cure) from err


def _spoken_to() -> bool:
    """Tell whether the environment may hold a setting."""
    return any(name.startswith("KNIB_") and not name.endswith("_DIR") for name in os.environ)
