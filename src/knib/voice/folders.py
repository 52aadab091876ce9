"""Where voices lie on this machine: models that the user brought, and recordings of people."""

import os
from pathlib import Path

from knib.places import own_folder


def voices_folder() -> Path:
    """Give the folder for voices: `KNIB_VOICES_DIR` when it is set, else the system's place for a user's own data.

    Unlike the shelf it holds what cannot be made again.
    """
    chosen = os.environ.get("KNIB_VOICES_DIR")
    if chosen:
        return Path(chosen)
    return own_folder("data") / "voices"
