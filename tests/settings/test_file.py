import os
import subprocess
import sys
from pathlib import Path

import pytest

from knib.audio.form import Format
from knib.errors import UsageError
from knib.settings.file import load, settings_file
from knib.settings.model import Settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNIB_CONFIG_DIR", str(tmp_path))
    return tmp_path / "settings.toml"


@pytest.mark.usefixtures("file")
def test_without_a_file_nothing_is_set() -> None:
    assert load() == Settings()


def test_the_environment_says_where_the_file_lies(file: Path) -> None:
    assert settings_file() == file


def test_else_it_lies_where_the_system_keeps_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KNIB_CONFIG_DIR")
    assert settings_file().parts[-2:] == ("knib", "settings.toml")


def test_a_variable_goes_before_the_file_and_insists_where_the_file_does_not(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('voice = "lone"\nformat = "m4b"\n[voices.piper]\nspeaker = 3\n', encoding="utf-8")
    assert load() == Settings(voice=("lone",), format=Format.M4B, voices={"piper": {"speaker": 3}})
    monkeypatch.setenv("KNIB_VOICE", "mona")
    assert load().voice == ("mona",)
    assert load().insisted == {"voice"}


def test_always_makes_the_file_insist_on_what_it_sets(file: Path) -> None:
    file.write_text('voice = "lone"\n[voices]\nalways = true\n', encoding="utf-8")
    assert load() == Settings(voice=("lone",), insisted=frozenset({"voice"}))


def test_all_that_is_wrong_stands_in_one_error_with_a_cure(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("voic = 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"There is a problem in the settings:\n .*settings\.toml:1:1 voic"):
        load()
    monkeypatch.setenv("KNIB_PACE", "hurtig")
    with pytest.raises(UsageError, match=r"There are 2 problems(.|\n)*KNIB_PACE: 'hurtig'") as caught:
        load()
    assert "knib settings unset" in caught.value.cure


def test_a_folder_in_the_files_place_is_told(file: Path) -> None:
    file.mkdir()
    with pytest.raises(UsageError, match="Cannot read the settings"):
        load()


def test_without_settings_nothing_that_reads_them_is_loaded(tmp_path: Path) -> None:
    look = (
        "import sys; from knib.settings.file import load; load();"
        "sys.exit(any(name in sys.modules for name in ('tomllib', 'tomlkit', 'platformdirs', 'knib.settings.keys')))"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KNIB_")}
    run = subprocess.run(
        [sys.executable, "-c", look], env={**environment, "KNIB_CONFIG_DIR": str(tmp_path)}, check=False
    )
    assert run.returncode == 0
