"""`-o` means the same in every command: a file ending is a file's, a slash is a folder's, and no ending lies."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knib.audio.form import Format
from knib.cli.app import app
from knib.cli.destination import Target

KNIB = CliRunner()
ROUTINE = """\
routine: Tre knib
exercises:
  - {name: Knib, reps: 3, phases: [{work: Knib., for: 2 s}, {rest: Slip., for: 2 s}]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "b.yaml"):
        Path(name).write_text(ROUTINE, encoding="utf-8")
    return tmp_path


def knib(*arguments: str) -> Result:
    return KNIB.invoke(app, list(arguments))


@pytest.mark.parametrize(
    ("written", "ending", "folder"),
    [
        ("ole.mp3", ".mp3", False),
        ("ole.MP3", ".mp3", False),
        ("ole", "", False),
        ("ole/", "", True),
        ("ole.mp3/", "", True),
        ("til.ole", ".ole", False),
        ("uge.1", "", False),
        ("2026.12.01", "", False),
        (".skjult", "", False),
        (".", "", True),
        ("a\0b", "", False),
    ],
)
def test_a_name_tells_whether_it_is_a_file_or_a_folder(written: str, ending: str, folder: bool) -> None:  # noqa: FBT001
    target = Target(written)
    assert (target.ending, target.is_folder) == (ending, folder)


def test_a_folder_that_is_there_is_a_folder_whatever_its_name() -> None:
    Path("mappe.mp3").mkdir()
    assert knib("render", "a.yaml", "-o", "mappe.mp3").exit_code == 0
    assert [path.name for path in Path("mappe.mp3").iterdir()] == ["a-13s.mp3"]


@pytest.mark.parametrize(("name", "form"), [("ole.mp3", Format.MP3), ("Ole.MP3", Format.MP3), ("ud/x.wav", Format.WAV)])
def test_a_session_goes_to_the_file_that_was_named(name: str, form: Format) -> None:
    from knib.export.containers import form_of

    result = knib("render", "a.yaml", "-o", name)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{name}  ")
    assert form_of(Path(name).read_bytes()) is form


@pytest.mark.parametrize(
    "arguments",
    [
        ["render", "a.yaml", "-o", "a.docx"],
        ["render", "a.yaml", "-o", "a.ogg"],
        ["render", "a.yaml", "-o", "a.wav", "--format", "mp3"],
        ["render", "a.yaml", "-o", "a.yaml"],
    ],
)
def test_a_suffix_that_lies_is_refused_and_nothing_is_written(arguments: list[str]) -> None:
    before = sorted(path.name for path in Path().iterdir())
    result = knib(*arguments)
    assert result.exit_code == 2, result.output
    assert "says that it holds something else" in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == before


def test_one_file_is_not_named_for_several_sessions() -> None:
    result = knib("render", "a.yaml", "b.yaml", "-o", "ole.mp3")
    assert result.exit_code == 2
    assert "2 sessions are made, and 'ole.mp3' is the name of one." in result.stderr
    assert knib("watch", "a.yaml", "b.yaml", "-o", "ole.mp3").exit_code == 2


def test_a_name_of_nothing_is_refused() -> None:
    result = knib("render", "a.yaml", "-o", "")
    assert (result.exit_code, "-o has no name" in result.stderr) == (2, True)


def test_a_slash_makes_a_folder_of_any_name() -> None:
    assert knib("render", "a.yaml", "-o", "a.docx/").exit_code == 0
    assert [path.name for path in Path("a.docx").iterdir()] == ["a-13s.mp3"]


def test_a_programme_is_not_put_into_a_file() -> None:
    result = knib("programme", "artiklens-plan", "-o", "uger.mp3")
    assert result.exit_code == 2
    assert "Several files are written, and 'uger.mp3' is the name of one." in result.stderr
