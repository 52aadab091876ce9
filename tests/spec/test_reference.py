"""What scripts/reference writes is fresh, and says all that the tables hold."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from knib.spec.exercise_keys import EXERCISE_KEYS
from knib.spec.model import WRITTEN_TONES, Kind, Position
from knib.spec.phase_keys import IN_PHASE
from knib.spec.routine_keys import ROUTINE

SCRIPT = Path(__file__).parents[2] / "scripts" / "reference"
RUN = "run scripts/reference"
WRITTEN = [
    *("routine.md", "rutine.md", "programme.md", "cli.md", "settings.md", "library.md", "contents.json"),
    *("programmes.json", "routine.schema.json", "programme.schema.json"),
]


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPT.parent)
        return runpy.run_path(str(SCRIPT))


@pytest.mark.parametrize("name", WRITTEN)
def test_the_generated_file_is_fresh(script: dict[str, Any], name: str) -> None:
    fresh = {path.name: (path, text) for path, text in script["files"]().items()}
    path, text = fresh[name]
    assert path.read_bytes().decode() == text, RUN


def test_the_reference_has_a_row_for_every_key_and_choice(script: dict[str, Any]) -> None:
    keys = [*ROUTINE.known, *EXERCISE_KEYS.known, *IN_PHASE.known, *Kind, *WRITTEN_TONES]
    missing = [key for key in keys if f"| `{key}` |" not in script["reference"]()]
    assert missing == []
    assert all(f"`{position}`" in script["reference"]() for position in Position)


def test_a_changed_file_is_told(script: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert script["stale"]() == []
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    assert {path.name for path in script["stale"]()} == set(WRITTEN)
