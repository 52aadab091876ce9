"""A dose in words at the command line: rendered, planned, written, or pointed at."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app

KNIB = CliRunner()

DOSE = "3 sæt à 2 knib, hold 2 sek., slip 2 sek., 5 s mellem sæt"
BACK = "Understood: 3 sæt à 2 knib; hold 2 sekunder, slip 2 sekunder; 5 sekunder mellem sæt\n"


def test_a_dose_is_rendered_and_what_was_understood_is_said_in_one_line(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["render", "--dose", DOSE, "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    (made,) = tmp_path.glob("*.mp3")
    assert result.stderr == BACK
    assert result.stdout.startswith(str(made))


def test_only_quiet_keeps_what_was_understood_unsaid(tmp_path: Path) -> None:
    folder = ["-o", str(tmp_path)]
    assert KNIB.invoke(app, ["render", "--dose", DOSE, "--json", *folder]).stderr == BACK
    assert KNIB.invoke(app, ["render", "--dose", DOSE, "--quiet", *folder]).stderr == ""


def test_the_plan_of_a_dose_has_its_phases() -> None:
    result = KNIB.invoke(app, ["plan", "--dose", DOSE, "--json"])
    assert result.exit_code == 0, result.output
    phases = json.loads(result.stdout)["phases"]
    assert [phase["end_ms"] - phase["start_ms"] for phase in phases] == [2000, 2000, 2000, 5000] * 2 + [2000] * 3


def test_the_routine_that_new_writes_is_the_one_that_render_reads(tmp_path: Path) -> None:
    file = tmp_path / "dosis.yaml"
    result = KNIB.invoke(app, ["new", "--dose", DOSE, "-o", str(file)])
    assert result.exit_code == 0, result.output
    assert BACK in result.stderr
    of_file, of_dose = (KNIB.invoke(app, ["plan", *source, "--json"]) for source in ([str(file)], ["--dose", DOSE]))
    assert of_file.exit_code == 0
    assert of_file.stdout == of_dose.stdout
    assert KNIB.invoke(app, ["check", str(file)]).exit_code == 0


def test_new_takes_its_file_by_place_or_by_option_but_one_only(tmp_path: Path) -> None:
    one, other = str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")
    assert KNIB.invoke(app, ["new", "--dose", DOSE, one]).exit_code == 0
    result = KNIB.invoke(app, ["new", "--dose", DOSE, other, "-o", one])
    assert result.exit_code == 2
    assert "leave out one of them" in result.stderr


def test_a_routine_of_a_dose_says_what_was_assumed_and_how_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "dosis.yaml"
    KNIB.invoke(app, ["new", "--dose", "10 knib 6/6 x 3 dagligt; derefter 5 hurtige", "-o", str(file)])
    text = file.read_text(encoding="utf-8")
    assert "about: '3 gange dagligt.'\n" in text
    assert "source: 'Som skrevet: 10 knib 6/6 x 3 dagligt; derefter 5 hurtige'\n" in text
    assert text.count("# antaget") == 3  # quick: 1 s and 1 s; 15 s between the exercises


@pytest.mark.parametrize("command", ["render", "plan", "new"])
def test_what_was_not_understood_is_marked_and_nothing_is_written(command: str, tmp_path: Path) -> None:
    place = {"render": ["-o", str(tmp_path)], "plan": [], "new": ["-o", str(tmp_path / "a.yaml")]}[command]
    result = KNIB.invoke(app, [command, "--dose", "8-10 knib, hodl 6 sek.", *place])
    assert result.exit_code == 3
    assert result.stderr == (
        "--dose:1:1: '8-10' leaves it open; 8 or 10? write one of them\n"
        "  8-10 knib, hodl 6 sek.\n"
        "  ^^^^\n"
        "--dose:1:12: 'hodl' is not understood; did you mean 'hold'?\n"
        "  8-10 knib, hodl 6 sek.\n"
        "             ^^^^\n"
        "2 problems found; nothing was written.\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("dose", ["", "\x1b[31m10 knib", "\ud800", "10 knib\x00"])
def test_no_dose_is_a_bug(dose: str) -> None:
    result = KNIB.invoke(app, ["plan", "--dose", dose])
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr
