import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app

KNIB = CliRunner()


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNIB_CONFIG_DIR", str(tmp_path / "conf"))
    return tmp_path / "conf" / "settings.toml"


def shown() -> dict[str, tuple[object, str]]:
    rows = json.loads(KNIB.invoke(app, ["settings", "--json"]).stdout)["settings"]
    return {row["key"]: (row["value"], row["source"]) for row in rows}


def test_every_value_is_shown_with_where_it_comes_from(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert KNIB.invoke(app, ["settings", "set", "voice", "lone,espeak"]).exit_code == 0
    assert KNIB.invoke(app, ["settings", "set", "voices.http.lokal.speed", "1.5"]).exit_code == 0
    monkeypatch.setenv("KNIB_PACE", "rask")
    assert shown()["voice"] == (["lone", "espeak"], "settings file")
    assert shown()["pace"] == ("rask", "environment (KNIB_PACE)")
    assert shown()["format"] == ("mp3", "default")
    assert shown()["voices.http.lokal.speed"] == (1.5, "settings file")
    result = KNIB.invoke(app, ["settings"])
    assert "voice\tlone, espeak\tsettings file" in result.stdout
    assert str(file) in result.stderr


def test_unset_lets_the_default_count_again(file: Path) -> None:
    KNIB.invoke(app, ["settings", "set", "quality", "high"])
    assert shown()["quality"] == ("high", "settings file")
    assert KNIB.invoke(app, ["settings", "unset", "quality"]).exit_code == 0
    assert shown()["quality"] == ("normal", "default")
    assert KNIB.invoke(app, ["settings", "unset", "quality"]).exit_code == 2
    assert file.exists()


def test_what_was_set_counts_in_render(tmp_path: Path) -> None:
    for key, value in {"output": str(tmp_path / "mine"), "format": "wav"}.items():
        assert KNIB.invoke(app, ["settings", "set", key, value]).exit_code == 0
    result = KNIB.invoke(app, ["render", "hosteknib"])
    assert result.exit_code == 0, result.output
    assert [path.suffix for path in (tmp_path / "mine").iterdir()] == [".wav"]


def test_a_broken_file_is_told_with_all_that_is_wrong_and_help_still_helps(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('voic = "x"\npace = 5\n', encoding="utf-8")
    for command in (["settings"], ["render", "hosteknib"], ["voices"], ["check", "hosteknib", "kegle"]):
        result = KNIB.invoke(app, command)
        assert result.exit_code == 2, command
        assert result.stderr.count("There are 2 problems in the settings") == 1
        assert "settings.toml:1:1 voic: unknown key 'voic'; did you mean 'voice'?" in result.stderr
    assert KNIB.invoke(app, ["--help"]).exit_code == 0
    assert "NOT  settings" in KNIB.invoke(app, ["doctor"]).stdout
    assert KNIB.invoke(app, ["settings", "unset", "voic"]).exit_code == 0
    assert KNIB.invoke(app, ["settings", "set", "pace", "rask"]).exit_code == 0
    assert KNIB.invoke(app, ["settings"]).exit_code == 0


def test_a_file_that_is_no_toml_is_left_as_it_is(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("voice = \n", encoding="utf-8")
    result = KNIB.invoke(app, ["settings", "set", "pace", "rask"])
    assert result.exit_code == 2
    assert "mend the file by hand" in result.stderr
    assert file.read_text(encoding="utf-8") == "voice = \n"


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    (tmp_path / "dotfiles.toml").write_text("# mine\n", encoding="utf-8")
    file.symlink_to(tmp_path / "dotfiles.toml")
    assert KNIB.invoke(app, ["settings", "set", "pace", "rask"]).exit_code == 0
    assert file.is_symlink()
    assert (tmp_path / "dotfiles.toml").read_text(encoding="utf-8") == '# mine\npace = "rask"\n'
