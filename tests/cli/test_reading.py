import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.spec import library
from knib.spec.reader import read

KNIB = CliRunner()

TWO_ILLNESSES = """\
routine: Syg
exercises:
  - name: A
    hodl: 3
    phases:
      - work: Knib
        for: 5
"""


def output(*arguments: str | Path) -> str:
    result = KNIB.invoke(app, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_plan_as_json_is_the_schema_and_nothing_else() -> None:
    plan = json.loads(output("plan", "hosteknib", "--json"))
    assert plan["schema"] == "knib.plan/1"
    assert set(plan) == {"schema", "title", "duration_ms", "phases", "cues", "chapters", "left_out"}
    assert set(plan["phases"][0]) == {"start_ms", "end_ms", "kind", "label", "exercise", "set", "rep", "side"}
    said = next(cue for cue in plan["cues"] if cue["kind"] == "say")
    assert set(said) == {"start_ms", "end_ms", "text", "kind", "source", "voice"}
    assert said["voice"] == "espeak"
    assert all("voice" not in cue for cue in plan["cues"] if cue["kind"] == "tone")
    assert set(plan["chapters"][0]) == {"start_ms", "end_ms", "title"}
    assert plan["chapters"][-1]["end_ms"] == plan["duration_ms"]


def test_the_plan_for_people_tells_length_work_rest_chapters_and_cues() -> None:
    shown = output("plan", "lange-og-hurtige")
    routine = read(library.load("lange-og-hurtige"), "x")
    assert routine.title in shown
    assert "arbejde" in shown
    assert "hvile" in shown
    assert all(exercise.name in shown for exercise in routine.exercises)
    assert "distinct cues" in shown


def test_all_shows_every_repetition(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        "{routine: R, exercises: [{name: A, reps: 5, phases: [{work: Knib., for: 2 s}]}]}", encoding="utf-8"
    )
    assert output("plan", path).count("Knib.") == 1
    assert output("plan", path, "--all").count("Knib.") == 5


def test_the_plan_says_how_many_repetitions_fit_in_a_time(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    phases = "[{inhale: Ind., for: 4 s}, {exhale: Ud., for: 5 s}]"
    path.write_text(f"{{routine: R, exercises: [{{name: Ånd, lasting: 4 min, phases: {phases}}}]}}", encoding="utf-8")
    assert "Ånd: 26 repetitions fit in 4:00 (26 of 9 s take 3:54)" in output("plan", path)


def test_the_plan_tells_what_can_be_set_and_within_which_limits(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    hold = "{default: 5 s, min: 2 s, max: 10 s, label: Længden af et knib}"
    whole = f"parameters: {{hold: {hold}, n: 2}}, exercises: [{{name: A, phases: [{{work: Knib., for: 2 s}}]}}]"
    path.write_text(f"{{routine: R, {whole}}}", encoding="utf-8")
    shown = output("plan", path, "--set", "hold=8 s").splitlines()
    assert "hold = 8 s (2 s to 10 s): Længden af et knib" in shown
    assert "n = 2" in shown


def test_the_plan_counts_what_has_not_been_spoken_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNIB_CACHE_DIR", str(tmp_path / "empty"))
    path = tmp_path / "r.yaml"
    path.write_text(
        "{routine: R, exercises: [{name: A, reps: 5, phases: [{work: Knib., for: 2 s}]}]}", encoding="utf-8"
    )
    assert "1 distinct cues, 1 of which had not been spoken" in output("plan", path)
    assert "1 distinct cues, 0 of which had not been spoken" in output("plan", path)


def test_the_plan_as_a_picture_is_well_formed_and_names_the_session(tmp_path: Path) -> None:
    output("plan", "hosteknib", "--svg", tmp_path / "strip.svg")
    picture = ET.parse(tmp_path / "strip.svg").getroot()
    title = picture.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert read(library.load("hosteknib"), "x").title in str(title.text)


def test_check_tells_every_problem_of_every_file_like_a_linter(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(TWO_ILLNESSES, encoding="utf-8")
    result = KNIB.invoke(app, ["check", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")])
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"{tmp_path / 'a.yaml'}:4:5 exercises[0].hodl: ")
    assert lines[3].startswith(f"{tmp_path / 'b.yaml'}:7:14 exercises[0].phases[0].for: ")


def test_check_goes_on_after_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TWO_ILLNESSES, encoding="utf-8")
    result = KNIB.invoke(app, ["check", str(tmp_path / "nope.yaml"), str(tmp_path / "a.yaml")])
    assert result.exit_code == 8
    assert len(result.stdout.splitlines()) == 2
    assert "nope.yaml" in result.stderr


def test_check_as_json_gives_each_problem_its_code_and_place(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TWO_ILLNESSES, encoding="utf-8")
    result = KNIB.invoke(app, ["check", "--json", str(tmp_path / "a.yaml")])
    first, second = json.loads(result.stdout)
    assert (first["code"], first["line"], first["column"]) == ("unknown-key", 4, 5)
    assert second["code"] == "bad-length"


def test_check_finds_a_cue_that_is_too_long_for_its_phase(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        "{routine: R, exercises: [{name: A, phases: [{work: Knib og løft op., for: 500 ms}]}]}", encoding="utf-8"
    )
    result = KNIB.invoke(app, ["check", str(path)])
    assert result.exit_code == 3
    assert "and has 0.5 s before its phase ends" in result.stdout


def test_every_ready_routine_passes_the_check() -> None:
    result = KNIB.invoke(app, ["check", *library.ids()])
    assert result.exit_code == 0, result.output


def test_the_schema_is_printed_and_written_alike(tmp_path: Path) -> None:
    printed = output("schema")
    output("schema", "-o", tmp_path / "s.json")
    assert printed == (tmp_path / "s.json").read_text(encoding="utf-8")
    assert json.loads(printed)["required"] == ["routine", "exercises"]


@pytest.mark.parametrize("command", [["check"], ["show"], ["play"], ["plan"], ["render"], ["verify"]])
@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".yaml", ".", "/dev/null"])
def test_no_name_of_a_file_is_a_bug(command: list[str], name: str) -> None:
    result = KNIB.invoke(app, [*command, name])
    assert result.exit_code in {2, 3, 5}
    assert isinstance(result.exception, SystemExit)


def test_check_with_a_voice_that_is_not_there_has_checked_nothing() -> None:
    result = KNIB.invoke(app, ["check", "hosteknib", "--voice", "nobody"])
    assert result.exit_code == 2
    assert "0 files checked" in result.stderr


RULED = """\
routine: Pause
exercises:
  - name: A
    announce: set
    sets: 2
    phases: [{work: Knib., for: 3 s}, {relax: Slip helt og slap af i kroppen., for: 3 s}]
    between_sets: {rest: Pause., for: 30 s}
  - name: B
    announce: set
    sets: 2
    phases: [{work: Knib., for: 3 s}]
"""


def test_the_plan_shows_each_phrase_of_the_rules_with_its_reason_and_what_was_left_out(tmp_path: Path) -> None:
    file = tmp_path / "pause.yaml"
    file.write_text(RULED, encoding="utf-8")
    lines = output("plan", file).splitlines()
    assert any("30 sekunder." in line and "rule 5: a rest of 20 s or more says its length" in line for line in lines)
    (left,) = [line for line in lines if line.startswith("left out: ")]
    assert left.startswith("left out: '2. sæt.' at 0:")
    assert left.endswith(", no room (announce: set)")
    plan = json.loads(output("plan", file, "--json"))
    reasons = [cue["text"] for cue in plan["cues"] if "reason" in cue]
    assert reasons == ["30 sekunder.", "half", "Gør klar.", "2. sæt."]
    assert [left["text"] for left in plan["left_out"]] == ["2. sæt."]


def test_the_plan_can_be_made_as_long_as_asked(tmp_path: Path) -> None:
    file = tmp_path / "pause.yaml"
    file.write_text(RULED, encoding="utf-8")
    assert json.loads(output("plan", file, "--fit", "1:10", "--json"))["duration_ms"] == 70_000
    assert "The rests are made so long that the session takes 1:10.000." in output("plan", file, "--fit", "1:10")


@pytest.mark.parametrize(
    ("fit", "code", "says"),
    [
        ("kort", 2, "--fit kort is no length"),
        ("13 t", 2, "from 1 s to 12 hours"),
        ("5 t", 3, "the session cannot last"),
    ],
)
def test_a_length_that_cannot_be_is_refused(fit: str, code: int, says: str) -> None:
    result = KNIB.invoke(app, ["plan", "hosteknib", "--fit", fit])
    assert result.exit_code == code
    assert says in result.output
