"""Doses in words beside routines, in every command that takes a routine; options that would be dropped."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.cli.inputs import DOSE, Input, inputs_of
from knib.cli.plain import plain
from knib.errors import UsageError
from knib.export.containers import read_back

KNIB = CliRunner()

FIVE = "5 knib, hold 2 sek., slip 2 sek."
SIX = "6 knib, hold 2 sek., slip 2 sek."
ROUTINE = """\
routine: Tre knib
exercises:
  - {name: Knib, reps: 3, phases: [{work: Knib., for: 2 s}, {rest: Slip., for: 2 s}]}
"""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "tre-knib.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


def works(session: str) -> int:
    """Count the squeezes that a finished session has, by the plan it carries."""
    from knib.export.imprint import opened

    plan = opened(read_back(Path(session).read_bytes()).plan)["plan"]
    return sum(phase["kind"] == "work" for phase in plan["phases"])


@pytest.mark.parametrize(
    ("arguments", "squeezes"),
    [
        (["--dose", FIVE, "--dose", SIX], [5, 6]),
        (["--dose", SIX, "R", "--dose", FIVE], [6, 3, 5]),
        (["R", "--dose=" + FIVE, "--json", "R"], [3, 5, 3]),
    ],
)
def test_doses_and_routines_are_made_in_the_order_they_were_given(
    arguments: list[str], squeezes: list[int], routine: Path, tmp_path: Path
) -> None:
    given = [str(routine) if word == "R" else word for word in arguments]
    result = KNIB.invoke(app, ["render", *given, "--json", "-o", str(tmp_path / "ud")])
    assert result.exit_code == 0, result.output
    assert [works(made["file"]) for made in json.loads(result.stdout)] == squeezes


def test_a_plain_call_keeps_the_order_of_doses_and_routines() -> None:
    wanted = plain(["render", "--dose", "A", "a.yaml", "b.yaml", "--dose", "B"])
    assert wanted
    assert [each.dose or each.name for each in inputs_of(wanted.routines, wanted.doses, wanted.places)] == [
        "A",
        "a.yaml",
        "b.yaml",
        "B",
    ]


def test_a_dose_that_is_not_understood_spoils_none_of_the_others(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["render", "--dose", "?", "--dose", FIVE, "-o", str(tmp_path)])
    assert result.exit_code == 8
    assert len(list(tmp_path.glob("*.mp3"))) == 1


def test_a_bundle_is_made_of_several_doses(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["share", "--dose", FIVE, "--dose", SIX, "-o", str(tmp_path / "ud")])
    assert result.exit_code == 0, result.output
    assert [works(str(path)) for path in sorted((tmp_path / "ud").glob("*.mp3"))] == [5, 6]
    assert result.stderr.count("Understood:") == 2


def test_a_feed_is_made_of_several_doses(tmp_path: Path) -> None:
    given = ["feed", str(tmp_path), "--dose", FIVE, "--dose", SIX, "--base-url", "https://example.dk/lyd"]
    result = KNIB.invoke(app, given)
    assert result.exit_code == 0, result.output
    assert [works(str(path)) for path in sorted(tmp_path.glob("*/*.mp3"))] == [5, 6]


@pytest.mark.parametrize(
    ("command", "ending", "words"),
    [("sheet", "html", "5 knib"), ("page", "html", "5 knib"), ("calendar", "ics", "BEGIN:VEVENT")],
)
def test_a_paper_is_made_of_a_dose(command: str, ending: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / f"ud.{ending}"
    result = KNIB.invoke(app, [command, "--dose", FIVE, "-o", str(file)])
    assert result.exit_code == 0, result.output
    assert "Understood: 5 knib" in result.stderr
    assert words in file.read_text(encoding="utf-8")


def test_a_dose_is_checked_and_read_aloud_as_a_routine_is() -> None:
    checked = KNIB.invoke(app, ["check", "--dose", FIVE, "hosteknib", "--dose", "?"])
    assert checked.exit_code == 3
    assert "--dose:1:1: " in checked.stdout
    assert "3 files checked, 1 problem." in checked.stderr
    assert "Slip helt." in KNIB.invoke(app, ["script", "--dose", FIVE]).stdout


@pytest.mark.parametrize("command", ["sheet", "page", "calendar", "plan"])
def test_what_is_made_of_one_refuses_two(command: str, routine: Path) -> None:
    two = KNIB.invoke(app, [command, "--dose", FIVE, "--dose", SIX])
    assert (two.exit_code, "2 doses were given" in two.stderr) == (2, True)
    both = KNIB.invoke(app, [command, str(routine), "--dose", FIVE])
    assert (both.exit_code, "Both a routine" in both.stderr) == (2, True)


def test_one_file_is_not_written_of_two_doses(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["new", "--dose", FIVE, "--dose", SIX, "-o", str(tmp_path / "a.yaml")])
    assert (result.exit_code, "one file is written" in result.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["render", "share", "check", "script", "plan", "sheet", "page"])
def test_a_command_without_a_routine_says_what_to_give(command: str) -> None:
    result = KNIB.invoke(app, [command])
    assert (result.exit_code, "No routine was given." in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["share", "hosteknib", "--for", "Anna", "--for", "Bodil"], "--for"),
        (["render", "hosteknib", "-o", "a", "--output", "b"], "--output"),
        (["render", "hosteknib", "--fit", "5 min", "--fit", "6 min"], "--fit"),
        (["render", "hosteknib", "--bed", "--no-bed"], "--bed or --no-bed"),
        (["render", "hosteknib", "--format", "mp3", "--format", "wav"], "--format"),
        (["sheet", "hosteknib", "--weeks", "4", "--weeks", "6"], "--weeks"),
        (["calendar", "--times", "8:00", "--times", "20:00"], "--times"),
        (["voices", "record", "lone", "a.yaml", "b.wav", "--line", "1", "--line", "2"], "--line"),
        (["new", "--from", "hosteknib", "--from", "blid-start"], "--from"),
    ],
)
def test_an_option_that_would_be_dropped_is_refused(arguments: list[str], option: str) -> None:
    result = KNIB.invoke(app, arguments)
    assert result.exit_code == 2
    assert f"{option} was given 2 times" in result.stderr


def test_an_option_that_says_the_same_twice_is_no_mistake(routine: Path, tmp_path: Path) -> None:
    assert KNIB.invoke(app, ["render", str(routine), "-o", str(tmp_path), "-q", "--quiet"]).exit_code == 0


def test_a_dose_without_a_place_stands_last() -> None:
    assert inputs_of(["a", "b"], ["x"], []) == (Input(name="a"), Input(name="b"), Input(name=DOSE, dose="x"))
    with pytest.raises(UsageError, match=r"No routine was given\."):
        inputs_of([], [], [])
