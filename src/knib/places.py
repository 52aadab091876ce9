"""Where the system keeps a person's own files: settings, what can be made again, what cannot."""

import os
import sys
from pathlib import Path
from typing import Final, Literal

Sort = Literal["config", "cache", "data"]

_PLAINLY: Final = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "data": ("XDG_DATA_HOME", ".local/share"),
}
"""The variable of each sort, and where it lies below a home without that variable (XDG Base Directory, 0.8)."""


def own_folder(sort: Sort) -> Path:
    """Give Knib's own folder of a sort, as platformdirs has it."""
    variable, below = _PLAINLY[sort]
    home = os.environ.get("HOME", "")
    # The plainest case is told at once, for platformdirs and what it loads take 8 ms. A test holds both side by side.
    if sys.platform == "linux" and home.startswith("/") and not {variable, "ANDROID_ROOT"} & os.environ.keys():
        return Path(home, below, "knib")
    import platformdirs

    find = {
        "config": platformdirs.user_config_path,
        "cache": platformdirs.user_cache_path,
        "data": platformdirs.user_data_path,
    }
    return find[sort]("knib", appauthor=False)
