"""Where the settings lie. Without a file and a variable, asking for them costs one look at the disk."""

import os
from pathlib import Path

from knib.errors import UsageError
from knib.places import own_folder
from knib.settings.model import Settings


def settings_file() -> Path:
    """Give the file: in `KNIB_CONFIG_DIR` when it is set, else in the system's place for settings."""
    chosen = os.environ.get("KNIB_CONFIG_DIR")
    return (Path(chosen) if chosen else own_folder("config")) / "settings.toml"


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


def load() -> Settings:
    """Give the settings.

    Raises:
        UsageError: the file cannot be read, or something is wrong with the settings; it tells all of it.
    """
    file = settings_file()
    data = data_of(file)
    if data is None and not any(name.startswith("KNIB_") and not name.endswith("_DIR") for name in os.environ):
        return Settings()
    from knib.settings.layers import layers, refusal, together  # only loaded when somebody set something

    found = layers(file, data)
    if found.problems:
        raise refusal(found.problems)
    return together(found)
