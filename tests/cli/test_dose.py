"""A dose in words at the command line: rendered, planned, written, or pointed at."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knib.cli import console
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
    assert "about: '3 gange om dagen.'\n" in text
    assert "how_often: {times_a_day: 3}\n" in text
    assert "source: 'Som skrevet: 10 knib 6/6 x 3 dagligt; derefter 5 hurtige'\n" in text
    assert text.count("# antaget") == 3  # quick: 1 s and 1 s; 15 s between the exercises


def test_what_stands_beside_a_dose_is_said_and_kept_as_a_note(tmp_path: Path) -> None:
    file = tmp_path / "dosis.yaml"
    result = KNIB.invoke(app, ["new", "--dose", "10 knib 6/6. Pres ikke nedad.", "-o", str(file)])
    assert 'note: "Pres ikke nedad"' in result.stderr
    assert "# Note: Pres ikke nedad\n" in file.read_text(encoding="utf-8")


PLACES = {"render": ["-o"], "plan": [], "new": ["-o"], "share": ["-o"], "sheet": ["-o"], "page": ["-o"], "check": []}


def told(command: str, dose: str, folder: Path, *more: str) -> Result:
    """Run a command with a dose, whatever it writes being put into a folder."""
    file = {"new": "a.yaml", "sheet": "a.pdf", "page": "a.html"}.get(command, "")
    place = [part for option in PLACES[command] for part in (option, str(folder / file))]
    return KNIB.invoke(app, [command, "--dose", dose, *place, *more])


@pytest.mark.parametrize("command", PLACES)
def test_what_was_not_understood_is_marked_and_nothing_is_written(command: str, tmp_path: Path) -> None:
    result = told(command, "10 knib, aldrig 6 sek.", tmp_path)
    assert result.exit_code == 3
    assert "--dose:1:10: 'aldrig' is not understood here; this turns a meaning around" in result.output
    assert "delete" not in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", PLACES)
def test_where_nobody_can_be_asked_each_reading_is_a_dose_to_paste(command: str, tmp_path: Path) -> None:
    result = told(command, "Knib 10 x 10", tmp_path)
    assert result.exit_code == 3
    assert not list(tmp_path.iterdir())
    answers = re.findall(r"^  (\d+ .*; .*)$", result.output, re.MULTILINE)
    assert len(answers) == 2
    for answer in answers:
        assert KNIB.invoke(app, ["plan", "--dose", answer]).exit_code == 0


@pytest.mark.parametrize("command", ["render", "share", "plan"])
def test_a_program_gets_question_place_and_answers_as_data(command: str, tmp_path: Path) -> None:
    result = told(command, "10 knib, hold 8-10 sek.", tmp_path, "--json")
    assert result.exit_code == 3
    data = json.loads(result.stdout)
    question = data[0] if isinstance(data, list) else data
    assert question["schema"] == "knib.question/1"
    assert question["dose"][question["start"] : question["end"]].rstrip(".") == "8-10 sek"
    assert [answer["label"] for answer in question["answers"]] == ["10 knib 8/8 s", "10 knib 10/10 s"]
    assert question["programme"] == "knib programme --dose '10 knib, hold 8-10 sek.' --weeks WEEKS"


def test_check_tells_a_program_the_answers_too() -> None:
    result = KNIB.invoke(app, ["check", "--dose", "Knib 10 x 10", "--json"])
    (problem,) = json.loads(result.stdout)
    assert len(problem["question"]["answers"]) == 2


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit at a terminal."""
    monkeypatch.setattr(console, "can_ask", lambda: True)


@pytest.mark.usefixtures("somebody")
def test_on_a_terminal_a_question_is_answered_by_its_number() -> None:
    result = KNIB.invoke(app, ["plan", "--dose", "Knib 10 x 10", "--json"], input="2\n")
    assert result.exit_code == 0
    assert "1. 10 sæt à 10 knib 6/6 s" in result.stderr
    assert "2. 10 knib 10/10 s" in result.stderr
    assert "Understood: 10 knib; hold 10 sekunder" in result.stderr


@pytest.mark.usefixtures("somebody")
def test_no_answer_is_taken_by_enter_alone_nor_a_number_that_is_none() -> None:
    result = KNIB.invoke(app, ["plan", "--dose", "Knib 10 x 10"], input="\n7\nja\n1\n")
    assert result.exit_code == 0
    assert "Understood: 10 sæt à 10 knib" in result.stderr
    assert KNIB.invoke(app, ["plan", "--dose", "Knib 10 x 10"], input="\n").exit_code != 0


@pytest.mark.usefixtures("somebody")
def test_a_hardly_meant_dose_is_made_once_it_is_confirmed() -> None:
    result = KNIB.invoke(app, ["plan", "--dose", "5 knib, hold 40 sek."], input="1\n")
    assert result.exit_code == 0
    assert "a squeeze held for 40 sekunder: is that meant?" in result.stderr
    assert KNIB.invoke(app, ["plan", "--dose", "5 knib, hold 40 sek.; bekræftet"]).exit_code == 0


def test_a_written_routine_that_is_hardly_meant_is_warned_of_and_made(tmp_path: Path) -> None:
    file = tmp_path / "lang.yaml"
    file.write_text("routine: A\nexercises:\n  - {name: Knib, phases: [{hold: Knib., for: 40 s}]}\n", encoding="utf-8")
    result = KNIB.invoke(app, ["check", str(file)])
    assert result.exit_code == 0
    assert "this squeeze is held for 40 s" in result.stderr


@pytest.mark.parametrize("dose", ["", "\x1b[31m10 knib", "\ud800", "10 knib\x00"])
def test_no_dose_is_a_bug(dose: str) -> None:
    result = KNIB.invoke(app, ["plan", "--dose", dose])
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr


GROWS = "2-4 knib, hold 2-3 sek., slip 2 sek., 3 gange dagligt"


def test_a_range_grows_from_week_to_week_in_a_programme(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["programme", "--dose", GROWS, "--weeks", "3", "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "Understood: from 2 knib; hold 2 sekunder" in result.stderr
    assert "to: 4 knib; hold 3 sekunder" in result.stderr
    assert [path.name for path in sorted(tmp_path.glob("*.mp3"))] == ["uge-01.mp3", "uge-02.mp3", "uge-03.mp3"]
    assert re.search(
        r"1\t.*Knib: 2 knib · hold 2 sekunder.*\n2\t.*3 knib.*\n3\t.*4 knib · hold 3 sekunder", result.stdout
    )


def test_the_weeks_of_a_growing_dose_are_asked_for_or_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["programme", "--dose", GROWS, "-o", str(tmp_path)]
    refused = KNIB.invoke(app, command)
    assert refused.exit_code == 2
    assert "choose: --weeks 8" in refused.stderr
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(console, "can_ask", lambda: True)
    assert KNIB.invoke(app, command, input="2\n").exit_code == 0
    assert len(list(tmp_path.glob("*.mp3"))) == 2
