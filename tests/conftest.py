"""What every test has: folders of its own, no colours, and no network (pytest-socket lets loopback through alone)."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("knib", deadline=None, derandomize=False)
settings.load_profile("knib")


@pytest.fixture(autouse=True, scope="session")
def _own_shelf(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what the tests speak out of the user's own folders; one shelf a test process."""
    folder: Path = tmp_path_factory.mktemp("shelf")
    patch = pytest.MonkeyPatch()
    patch.setenv("KNIB_CACHE_DIR", str(folder))
    # The user's own voice and settings have no say in what is tested.
    patch.setenv("KNIB_CONFIG_DIR", str(folder / "settings"))
    patch.setenv("KNIB_VOICES_DIR", str(folder / "voices"))
    patch.setenv("NO_COLOR", "1")
