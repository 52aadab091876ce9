"""What the shell offers, asked for as bash and zsh ask."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.spec import library
from knib.spec.library import programmes

AS_KNIB = "import sys; sys.argv[0] = 'knib'; from knib.__main__ import main; main()"


def asked(words: str) -> dict[str, str]:
    """Give the environment in which bash asks for what could come after the last space."""
    return {"_KNIB_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}


def offered(words: str) -> list[str]:
    return CliRunner().invoke(app, [], prog_name="knib", env=asked(words)).stdout.split()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_itself_answers_a_shell() -> None:
    environment = {**os.environ, **asked("knib render lan")}
    done = subprocess.run([sys.executable, "-c", AS_KNIB], env=environment, capture_output=True, check=True)
    assert (done.stdout.decode(), done.stderr) == ("lange-og-hurtige\n", b"")


def test_zsh_is_answered_in_its_own_way(folder: Path) -> None:
    def answer(words: str) -> str:
        environment = {"_KNIB_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": words}
        return CliRunner().invoke(app, [], prog_name="knib", env=environment).stdout

    assert answer("knib show host") == "_arguments '*: :((\"hosteknib\"))'\n"
    assert answer(f"knib render {folder.name}") == "_files\n"


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_is_told_how_to_ask(shell: str) -> None:
    result = CliRunner().invoke(app, [], prog_name="knib", env={"_KNIB_COMPLETE": f"source_{shell}"})
    assert f"_KNIB_COMPLETE=complete_{shell}" in result.stdout


@pytest.mark.parametrize("command", ["render", "plan", "check", "script", "show", "diff"])
def test_ids_are_offered_wherever_a_routine_is_named(command: str, folder: Path) -> None:
    assert list(folder.iterdir()) == []
    assert offered(f"knib {command} ") == list(library.ids())
    assert offered(f"knib {command} bl") == ["blid-start"]


def test_ready_programmes_are_offered_where_a_programme_is_named(folder: Path) -> None:
    assert list(folder.iterdir()) == []
    assert offered("knib programme ") == list(programmes.ids())
    assert offered("knib programme art") == ["artiklens-plan"]


@pytest.mark.parametrize("command", ["share", "feed podcast", "sheet", "calendar"])
def test_both_are_offered_where_either_can_be_named(command: str, folder: Path) -> None:
    assert list(folder.iterdir()) == []
    assert offered(f"knib {command} ") == [*library.ids(), *programmes.ids()]
    assert offered(f"knib {command} art") == ["artiklens-plan"]


def test_routine_files_of_the_folder_are_offered_beside_the_ids(folder: Path) -> None:
    for name in ("blid.yaml", "blod.yml", "blad.txt"):
        (folder / name).touch()
    assert offered("knib render bl") == ["blid-start", "blid.yaml", "blod.yml"]


def test_where_no_id_begins_so_files_are_left_to_the_shell(folder: Path) -> None:
    (folder / "rygtræning.yaml").touch()
    assert offered("knib render ryg") == []


def test_voices_are_offered_and_in_a_chain_those_that_are_not_in_it() -> None:
    assert {"espeak", "piper", "gtts", "recorded"} <= set(offered("knib render --voice "))
    assert offered("knib render --voice piper,e") == ["piper,espeak"]
    assert offered("knib render --voice espeak,e") == []
    assert offered("knib voices use esp") == ["espeak"]


def test_a_voice_of_ones_own_is_offered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "recorded" / "lone").mkdir(parents=True)
    monkeypatch.setenv("KNIB_VOICES_DIR", str(folder))
    assert offered("knib render --voice rec") == ["recorded", "recorded:lone"]


def test_of_ill_settings_and_a_folder_that_is_gone_nothing_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "settings.toml").write_text("voice = ", encoding="utf-8")
    monkeypatch.setenv("KNIB_CONFIG_DIR", str(folder))
    assert offered("knib render --voice ") == []
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert offered("knib render bl") == ["blid-start"]


def test_the_parameters_of_the_routine_are_offered_with_their_values() -> None:
    assert offered("knib render blid-start --set ") == ["reps=10", "hold=3s", "rest=3s"]
    assert offered("knib plan blid-start --set h") == ["hold=3s"]
    assert offered("knib diff blid-start --set re") == ["reps=10", "rest=3s"]
    assert offered("knib new --from blid-start --set h") == ["hold=3s"]
    assert offered("knib share blid-start --set h") == ["hold=3s"]
    assert offered("knib render --set ") == []


def test_what_can_be_copied_is_offered() -> None:
    assert offered("knib new --from bl") == ["blid-start"]


def test_a_value_that_would_need_quotes_is_left_to_be_typed(folder: Path) -> None:
    parameters = "parameters: {count: last 3, hold: 0.5 s, rest: '1:30'}"
    exercises = "exercises: [{name: A, phases: [{work: Knib., for: 2 s}]}]"
    (folder / "r.yaml").write_text(f"routine: R\n{parameters}\n{exercises}\n", encoding="utf-8")
    assert offered("knib render r.yaml --set ") == ["count=", "hold=0.5s", "rest="]


def test_of_a_routine_that_is_ill_or_not_there_nothing_is_offered_and_nothing_told(folder: Path) -> None:
    (folder / "ill.yaml").write_text("routine: [", encoding="utf-8")
    for words in ("knib render ill.yaml --set ", "knib render nope.yaml --set "):
        result = CliRunner().invoke(app, [], prog_name="knib", env=asked(words))
        assert result.output == "\n"


def test_settings_are_offered_by_their_names() -> None:
    assert offered("knib settings set clinic.t") == ["clinic.telephone"]


def test_choices_and_commands_are_offered() -> None:
    assert offered("knib render --format m4") == ["m4a", "m4b"]
    assert offered("knib sh") == ["sheet", "share", "show"]
