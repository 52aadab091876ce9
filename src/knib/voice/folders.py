"""Where voices lie on this machine: models that the user brought, and recordings of people."""

import os
from pathlib import Path


def voices_folder() -> Path:
    """Give the folder for voices: `KNIB_VOICES_DIR` when it is set, else the system's place for a user's own data.

    Unlike the shelf it holds what cannot be made again.
    """
    chosen = os.environ.get("KNIB_VOICES_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # not needed when the folder is given

    return user_data_path("knib", appauthor=False) / "voices"
