from pathlib import Path

import pytest

from knib.voice.folders import voices_folder
from knib.voice.shelf import default_folder


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KNIB_VOICES_DIR", str(tmp_path))
    assert voices_folder() == tmp_path


def test_voices_do_not_lie_where_caches_are_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KNIB_VOICES_DIR")
    monkeypatch.delenv("KNIB_CACHE_DIR")
    assert voices_folder().name == "voices"
    assert default_folder() not in {voices_folder(), *voices_folder().parents}
