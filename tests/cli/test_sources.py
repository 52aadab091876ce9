"""What a routine may take from its folder, and that nothing lies beyond it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.cli.sources import fetch_for, load_routine
from knib.errors import SpecError, UsageError
from knib.spec import library

KNIB = CliRunner()
ROUTINE = "routine: R\nintro: [{include: velkomst.yaml}]\nexercises: [{include: hosteknib, set: {reps: 3}}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a routine, and beside it a file that is none of its business."""
    (tmp_path / "fremmed.yaml").write_text("intro: [{say: Hemmeligt.}]", encoding="utf-8")
    (tmp_path / "rutiner").mkdir()
    (tmp_path / "rutiner" / "min.yaml").write_text(ROUTINE, encoding="utf-8")
    return tmp_path / "rutiner"


def test_a_file_is_taken_from_the_routines_own_folder_and_a_ready_routine_by_its_id(folder: Path) -> None:
    (folder / "velkomst.yaml").write_text("intro: [{say: Velkommen.}]", encoding="utf-8")
    routine = load_routine(str(folder / "min.yaml"))
    assert routine.intro[0].text.text == "Velkommen."  # type: ignore[union-attr]
    assert [(one.name, one.dose.reps) for one in routine.exercises] == [("Hosteknib", 3)]
    assert KNIB.invoke(app, ["check", str(folder / "min.yaml")]).exit_code == 0


def test_a_file_that_is_not_there_is_told_with_the_one_that_was_meant(folder: Path) -> None:
    (folder / "velkomsten.yaml").write_text("intro: []", encoding="utf-8")
    with pytest.raises(SpecError, match=r"min\.yaml:2:19 .*velkomst\.yaml' beside .*did you mean 'velkomsten\.yaml'"):
        load_routine(str(folder / "min.yaml"))


def test_a_link_that_leads_out_of_the_folder_is_refused(folder: Path) -> None:
    (folder / "velkomst.yaml").symlink_to("../fremmed.yaml")
    with pytest.raises(UsageError, match="leads out of its folder"):
        fetch_for(str(folder / "min.yaml"))("velkomst.yaml")


def test_a_link_inside_the_folder_is_followed_and_one_to_itself_is_not(folder: Path) -> None:
    (folder / "velkomst.yaml").symlink_to("min.yaml")
    (folder / "kreds.yaml").symlink_to("kreds.yaml")
    fetch = fetch_for(str(folder / "min.yaml"))
    assert fetch("velkomst.yaml") == ROUTINE.encode()
    with pytest.raises(UsageError, match=r"Cannot read the file 'kreds\.yaml'"):
        fetch("kreds.yaml")


def test_a_folder_is_no_file_to_include(folder: Path) -> None:
    (folder / "velkomst.yaml").mkdir()
    with pytest.raises(UsageError, match="no ordinary file"):
        fetch_for(str(folder / "min.yaml"))("velkomst.yaml")


@pytest.mark.parametrize("name", ["../fremmed.yaml", "/etc/x.yaml", "a\0b.yaml", "x" * 5000 + ".yaml", "..yaml"])
def test_no_name_reaches_what_lies_elsewhere(folder: Path, name: str) -> None:
    with pytest.raises(UsageError):
        fetch_for(str(folder / "min.yaml"))(name)


def test_a_ready_routine_has_no_folder_but_may_name_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    fetch = fetch_for("hosteknib")
    assert fetch("blid-start") == library.load("blid-start")
    with pytest.raises(UsageError, match="has no folder"):
        fetch("min.yaml")


def test_check_reads_a_part_alone_and_finds_what_is_wrong_in_it(folder: Path) -> None:
    part = folder / "velkomst.yaml"
    part.write_text("intro: [{say: Velkommen.}]", encoding="utf-8")
    result = KNIB.invoke(app, ["check", str(part), str(folder / "min.yaml")])
    assert (result.exit_code, "a part for others" in result.stderr) == (0, True)
    part.write_text("intro: [{sig: Velkommen.}]\nexercise: 3", encoding="utf-8")
    result = KNIB.invoke(app, ["check", str(part)])
    assert result.exit_code == 3
    assert "did you mean 'say'?" in result.stdout
    assert "unknown key 'exercise'" in result.stdout
