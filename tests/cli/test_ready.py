"""`list`, `show` and `new`: a ready routine is found, read and copied, and a routine is begun."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib import __version__
from knib.cli.app import app
from knib.spec import library
from knib.spec.library import programmes
from knib.spec.reader import read

KNIB = CliRunner()


def output(*arguments: str | Path) -> str:
    result = KNIB.invoke(app, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


def listed(*arguments: str) -> list[str]:
    return [line.split("\t")[0] for line in output("list", *arguments).splitlines()]


# list


def test_list_gives_id_title_length_and_for_whom() -> None:
    lines = output("list").splitlines()
    assert [line.split("\t")[0] for line in lines] == [*library.ids(), *programmes.ids()]
    rows = json.loads(output("list", "--json"))
    assert all(row["for_whom"] and row["title"] for row in rows)
    assert all(row["duration_ms"] > 60_000 for row in rows[: len(library.ids())])


def test_list_finds_who_and_how_long() -> None:
    assert listed("--for", "gravid", "--max", "5min") == [
        "find-musklen",
        "seks-sekunder",
        "to-minutter",
        "hosteknib",
        "aandedraet",
    ]
    assert "gravid" in listed("--for", "GRAVIDE")


def test_a_length_is_counted_in() -> None:
    shortest = min(library.contents(), key=lambda row: row.length)
    assert listed("--max", f"{shortest.length} ms") == [shortest.id]
    assert json.loads(output("list", "--json", "--max", f"{shortest.length - 1} ms")) == []


def test_a_list_for_a_program_has_the_group_and_the_doses_too() -> None:
    (row,) = json.loads(output("list", "--json", "--for", "otte"))
    assert row["group"] == "bækkenbund"
    assert row["doses"] == [{"exercise": "Otte knib", "dose": "8 knib · hold 6 sekunder, slip 6 sekunder"}]
    assert row["about"].startswith("Det mindste antal")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--for", "xyz"], "no ready routine for 'xyz'.\nTry: one of: gravid, født, mænd"),
        (["--for", "gravid", "--max", "1 min"], "for 'gravid' of 1 min or less.\nTry: the shortest is hosteknib"),
        (["--max", "3"], "--max 3 is no length.\nTry: write it as in: --max '5 min'"),
    ],
)
def test_whoever_finds_nothing_is_told_what_there_is(arguments: list[str], says: str) -> None:
    result = KNIB.invoke(app, ["list", *arguments])
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


# show


def test_what_show_prints_is_a_routine_again() -> None:
    assert read(output("show", "hosteknib").encode(), "x") == read(library.load("hosteknib"), "y")


def test_show_prints_ready_routines_only() -> None:
    result = KNIB.invoke(app, ["show", "hostekni"])
    assert result.exit_code == 2
    assert "did you mean 'hosteknib'?" in result.stderr


def test_what_show_writes_into_a_file_is_utf_8_on_every_system(tmp_path: Path) -> None:
    path = tmp_path / "min.yaml"
    with path.open("wb") as file:
        environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
        command = [sys.executable, "-m", "knib", "show", "hosteknib"]
        subprocess.run(command, stdout=file, env=environment, check=True)
    assert read(path.read_bytes(), "x") == read(library.load("hosteknib"), "y")


@pytest.mark.parametrize("command", ["render", "plan", "check"])
def test_a_part_is_shown_and_never_made_into_a_session(command: str) -> None:
    assert output("show", "faelles-mand").startswith("# yaml-language-server")
    result = KNIB.invoke(app, [command, "faelles-mand"])
    assert result.exit_code == 2
    assert "Try: knib show faelles-mand prints it" in result.stderr


# new


def test_new_asks_in_danish_and_writes_a_routine_that_passes_the_check(tmp_path: Path) -> None:
    path = tmp_path / "ny.yaml"
    answers = "Min 'egen' {rutine}: #1\nLange knib\nKnib: og løft.\n6 s\n6 s\n8\n2\n45 s\n"
    result = KNIB.invoke(app, ["new", str(path)], input=answers)
    assert result.exit_code == 0, result.output
    assert "Hvor længe holdes knibet" in result.output
    routine = read(path.read_bytes(), "ny.yaml")
    (exercise,) = routine.exercises
    assert (exercise.dose.sets, exercise.dose.reps, exercise.phases[0].length) == (2, 8, 6000)  # type: ignore[union-attr]
    assert "# " in path.read_text(encoding="utf-8")
    assert KNIB.invoke(app, ["check", str(path)]).exit_code == 0


def test_new_asks_again_after_an_answer_it_does_not_understand(tmp_path: Path) -> None:
    answers = "\n\n\nlænge\n6 s\n\n\nmange\n1\n"
    result = KNIB.invoke(app, ["new", str(tmp_path / "ny.yaml")], input=answers)
    assert result.exit_code == 0, result.output
    assert "Skriv et helt tal fra 1 til 20." in result.output
    assert "Skriv en længde" in result.output


def test_new_never_replaces_a_file_unless_told_to(tmp_path: Path) -> None:
    path = tmp_path / "ny.yaml"
    path.write_text("mit")
    result = KNIB.invoke(app, ["new", str(path)], input="\n" * 9)
    assert result.exit_code == 2
    assert path.read_text() == "mit"
    assert "--force" in result.stderr


def test_new_takes_a_danish_decimal_everywhere_and_refuses_what_no_phase_can_be(tmp_path: Path) -> None:
    answers = "\n\n\n0,5 s\n2 t\n1,5 min\n\u00b2\n10\n2\n1,5 min\n"
    result = KNIB.invoke(app, ["new", str(tmp_path / "ny.yaml")], input=answers)
    assert result.exit_code == 0, result.output
    (exercise,) = read((tmp_path / "ny.yaml").read_bytes(), "x").exercises
    assert exercise.between_sets is not None
    assert exercise.between_sets.length == 90_000


# new --from


def test_a_copy_does_what_the_ready_routine_does(tmp_path: Path) -> None:
    path = tmp_path / "min.yaml"
    output("new", "--from", "efter-prostata", "-o", path)
    assert read(path.read_bytes(), "x") == read(library.load("efter-prostata"), "y")


def test_a_copy_says_whose_it_is_and_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "min trang.yaml"
    output("new", "--from", "trang", path)
    editor, whose, *rest = path.read_text(encoding="utf-8").splitlines()
    assert editor == "# yaml-language-server: $schema=./routine.schema.json"
    assert whose.startswith(f"# Din egen kopi af 'trang' fra Knib {__version__}.")
    assert f"#   knib render '{path}' --variant short" in rest


def test_a_copy_is_called_as_its_routine_and_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert output("new", "--from", "balance") == "balance.yaml\n"
    Path("balance.yaml").write_text("mit")
    result = KNIB.invoke(app, ["new", "--from", "balance"])
    assert result.exit_code == 2
    assert Path("balance.yaml").read_text() == "mit"


def test_a_copy_may_begin_with_other_values(tmp_path: Path) -> None:
    path = tmp_path / "min.yaml"
    output("new", "--from", "blid-start", path, "--set", "hold=4,5 s", "--set", "reps=8")
    mine = read(path.read_bytes(), "x")
    assert (mine.parameters["hold"].value, mine.parameters["reps"].value) == ("4,5 s", "8")
    wanted = read(library.load("blid-start"), "y", {"hold": "4,5 s", "reps": "8"})
    assert mine.exercises == wanted.exercises


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--from", "gravd"], 2, "did you mean 'gravid'?"),
        (["--from", "faelles-knib"], 2, "'faelles-knib' is a part for routines to include, no routine."),
        (["--from", "gravid", "--set", "hold=30 s"], 3, "30 s is outside its limits, 3 s to 10 s"),
        (["--from", "gravid", "--dose", "10 knib"], 2, "--from and --dose were both given."),
        (["--set", "hold=8 s"], 2, "say which: --from ID"),
    ],
)
def test_what_cannot_be_copied_writes_nothing(tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    path = tmp_path / "min.yaml"
    result = KNIB.invoke(app, ["new", str(path), *arguments])
    assert result.exit_code == code
    assert says in result.stderr
    assert not path.exists()


def test_where_no_schema_lies_beside_it_editors_are_thought_of(tmp_path: Path) -> None:
    asked = KNIB.invoke(app, ["new", "--from", "knae", str(tmp_path / "a.yaml")])
    assert f"knib schema -o {tmp_path / 'routine.schema.json'}" in asked.stderr
    output("schema", "-o", tmp_path / "routine.schema.json")
    asked = KNIB.invoke(app, ["new", "--from", "knae", str(tmp_path / "b.yaml")])
    assert "knib schema" not in asked.stderr
