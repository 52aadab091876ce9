import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.cli.differing import lengthened
from knib.units import Ms

KNIB = CliRunner()

ROUTINE = """\
routine: Prøve
parameters: {hold: 5 s}
exercises:
  - name: Lange knib
    reps: 10
    phases: [{work: Knib., for: "{hold}"}, {rest: Slip., for: 5 s, keep: true}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


def test_the_dose_and_the_length_of_the_session_are_told(file: Path) -> None:
    longer = file.with_name("s.yaml")
    longer.write_text(ROUTINE.replace("hold: 5 s", "hold: 8 s"), encoding="utf-8")
    result = KNIB.invoke(app, ["diff", str(file), str(longer)])
    lines = result.stdout.splitlines()
    assert lines[:2] == ["Lange knib: hold 5 s -> 8 s", "parameter hold 5 s -> 8 s"]
    assert lines[2].startswith("+30 s (")  # 10 x 3 s
    assert (result.exit_code, len(lines)) == (0, 3)


def test_a_routine_is_compared_with_what_it_would_be(file: Path) -> None:
    result = KNIB.invoke(app, ["diff", str(file), "--set", "hold=8 s", "--exit-code"])
    assert result.stdout.startswith("Lange knib: hold 5 s -> 8 s\n")
    assert result.exit_code == 1


def test_what_is_the_same_says_so(file: Path) -> None:
    result = KNIB.invoke(app, ["diff", str(file), str(file), "--exit-code"])
    assert result.stdout.splitlines()[0] == "Nothing is different."
    assert result.exit_code == 0


def test_it_is_given_as_data(file: Path) -> None:
    told = json.loads(KNIB.invoke(app, ["diff", str(file), "--set", "hold=8 s", "--json"]).stdout)
    assert told["schema"] == "knib.diff/1"
    assert told["same"] is False
    assert told["changes"][0] == {"exercise": "Lange knib", "what": "hold", "before": "5 s", "after": "8 s"}
    assert told["duration_ms"]["after"] - told["duration_ms"]["before"] == 30_000


def test_the_problems_of_both_are_told_at_once(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(ROUTINE.replace("reps", "resp"), encoding="utf-8")
    result = KNIB.invoke(app, ["diff", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")])
    assert result.exit_code == 3
    assert "a.yaml:5:5" in result.stderr
    assert "b.yaml:5:5" in result.stderr


def test_one_that_can_be_no_session_is_compared_all_the_same(file: Path) -> None:
    result = KNIB.invoke(app, ["diff", str(file), "--set", "hold=200 ms"])
    assert result.stdout.splitlines()[0] == "Lange knib: hold 5 s -> 0.2 s"
    assert result.stdout.endswith("-> no session\n")
    assert "and has 0.2 s before its phase ends" in result.stderr
    assert result.exit_code == 0


def test_one_routine_alone_cannot_be_compared(file: Path) -> None:
    result = KNIB.invoke(app, ["diff", str(file)])
    assert result.exit_code == 2
    assert "--set" in result.stderr


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (365_000, 465_000, "+1 min 40 s (6:05 -> 7:45)"),
        (60_000, 59_000, "-1 s (1:00 -> 0:59)"),
        (60_400, 61_600, "+2 s (1:00 -> 1:02)"),
        (60_000, 60_024, "+0.024 s (1:00 -> 1:00)"),
        (60_000, 60_000, "The same length, 1:00."),
        (60_000, None, "1:00 -> no session"),
    ],
)
def test_the_lengths_that_are_told_are_apart_by_what_is_told(before: int, after: int | None, says: str) -> None:
    assert lengthened(Ms(before), None if after is None else Ms(after)) == says


def test_a_programme_is_sent_to_the_command_that_compares_programmes(file: Path) -> None:
    for given in (["artiklens-plan", str(file)], [str(file), "artiklens-plan"]):
        result = KNIB.invoke(app, ["diff", *given])
        assert result.exit_code == 2
        assert "artiklens-plan is a programme, and 'knib diff' takes routines." in result.stderr
        assert "knib plan artiklens-plan --by week" in result.stderr
