import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from cli.test_programming import PROGRAMME, TOO_LONG, ill, output, programme
from knib.cli.app import app
from knib.spec import library
from knib.spec.library import programmes
from knib.spec.programme_reader import read_programme

KNIB = CliRunner()

__all__ = ["programme"]  # pytest finds the fixture here


def test_a_programme_is_planned_week_by_week(programme: Path) -> None:
    lines = output("plan", programme).splitlines()
    assert lines[0] == "Bodils program: 6 weeks"
    assert [line.split("\t")[0] for line in lines[1:-2]] == ["1", "2", "3", "4", "5–6"]
    assert lines[-2] == "From week 5: each time first Små knib, then Små knib."
    assert [line.split("\t")[2] for line in lines[1:-2]] == ["3", "3", "3", "3", "3 (6 days)"]
    assert lines[2].endswith("Knib: 1 knib · hold 3 sekunder, slip 2 sekunder")


def test_programmes_and_routines_are_compared_by_their_minutes_a_week(programme: Path) -> None:
    told = json.loads(output("plan", programme, programme.parent / "knib.yaml", "--by", "week", "--json"))
    assert told["schema"] == "knib.weeks/1"
    first, second = told["plans"]
    assert [(week["first_week"], week["last_week"]) for week in first["weeks"]][-1] == (5, 6)
    (week,) = second["weeks"]
    assert week["times_a_day"] == 2  # as its description says
    assert week["week_ms"] == week["session_ms"] * 2 * 7
    assert first["weeks"][0]["session_ms"] == week["session_ms"]


def test_a_routine_that_does_not_say_how_often_counts_as_often_as_its_calendar_has_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "routine: A\nexercises: [{name: A, phases: [{work: Knib., for: 5 s}]}]\n", encoding="utf-8"
    )
    result = KNIB.invoke(app, ["plan", str(tmp_path / "a.yaml"), "--by", "week"])
    assert result.exit_code == 0
    assert "a.yaml does not say how often: 3 times a day is counted." in result.stderr
    assert result.stdout.split("\t")[1:4:2] == ["1–12", "3"]


def test_a_routine_for_some_days_counts_those_days() -> None:
    (plan,) = json.loads(output("plan", "styrke", "--by", "week", "--json"))["plans"]
    (week,) = plan["weeks"]
    assert (week["often"], week["times_a_day"], week["days_a_week"]) == ("hver anden dag", 1, 3.5)
    assert week["week_ms"] == week["session_ms"] * 7 // 2


def test_the_weeks_of_a_programme_are_drawn(programme: Path, tmp_path: Path) -> None:
    output("plan", programme, "--svg", tmp_path / "uger.svg")
    drawn = ET.parse(tmp_path / "uger.svg")
    assert "Bodils program: 6 uger" in [title.text for title in drawn.iter("{http://www.w3.org/2000/svg}title")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hosteknib", "blid-start"], "compare them: --by week"),
        (["artiklens-plan", "--variant", "short"], "artiklens-plan says the variant of each week itself."),
        (["hosteknib", "--weeks", "3"], "--weeks are those of a programme."),
        (["artiklens-plan", "--fit", "15 min"], "leave out --dose, --fit and --all"),
        (["hosteknib", "--by", "week", "--svg", "uge.svg"], "name one programme"),
        (["hosteknib", "--by", "month"], "'month' is not"),
    ],
)
def test_what_has_no_meaning_is_told(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = KNIB.invoke(app, ["plan", *arguments])
    assert result.exit_code == 2
    assert words in result.output
    assert list(tmp_path.iterdir()) == []


def test_check_looks_into_every_session_of_a_programme(programme: Path) -> None:
    assert KNIB.invoke(app, ["check", str(programme)]).exit_code == 0
    ill(programme)
    result = KNIB.invoke(app, ["check", str(programme)])
    assert result.exit_code == 3
    (problem,) = result.stdout.splitlines()
    assert problem.startswith(str(programme.parent / "knib.yaml"))
    assert problem.endswith(f"(asked for in {programme}:5, word: {TOO_LONG})")


def test_check_tells_what_is_wrong_in_a_programme_beside_what_is_wrong_in_a_routine(programme: Path) -> None:
    programme.write_text(PROGRAMME.replace("times: 3", "times: 13"), encoding="utf-8")
    bad = programme.parent / "knib.yaml"
    bad.write_text("routine: X\nexercises: []\n", encoding="utf-8")
    result = KNIB.invoke(app, ["check", str(programme), str(bad), "--json"])
    assert result.exit_code == 3
    assert {"bad-range", "list-size"} <= {problem["code"] for problem in json.loads(result.stdout)}


def test_check_places_a_programme_with_the_settings_it_shall_have(programme: Path) -> None:
    assert KNIB.invoke(app, ["check", str(programme), "--set", "hold=5 s"]).exit_code == 0
    result = KNIB.invoke(app, ["check", str(programme), "--set", "hodl=5 s"])
    assert result.exit_code == 3
    assert "--set hodl: no parameter 'hodl'" in result.output


def test_every_ready_programme_fits_with_the_embedded_voice() -> None:
    result = KNIB.invoke(app, ["check", *programmes.ids()])
    assert (result.exit_code, result.stdout) == (0, "")


def test_ready_programmes_are_listed_after_the_routines_and_shown_to_be_copied() -> None:
    rows = json.loads(output("list", "--json"))
    assert [row["id"] for row in rows] == [*library.ids(), *programmes.ids()]
    assert next(row for row in rows if row["id"] == "nedsynkning-16-uger")["weeks"] == 16
    assert output("show", "artiklens-plan").encode() == programmes.load("artiklens-plan")


def test_a_ready_programme_is_copied_with_its_comments_and_stays_the_same_programme(tmp_path: Path) -> None:
    file = tmp_path / "min plan.yaml"
    result = KNIB.invoke(app, ["new", "--from", "artiklens-plan", "-o", str(file)])
    assert result.exit_code == 0, result.output
    text = file.read_text(encoding="utf-8")
    assert "# Din egen kopi af 'artiklens-plan' fra Knib" in text
    assert "# Den plan, som artiklen om bækkenbundstræning foreslår" in text
    own, ready = read_programme(text.encode(), "a"), read_programme(programmes.load("artiklens-plan"), "b")
    assert (own.weeks, own.safety, own.ask_first) == (ready.weeks, ready.safety, ready.ask_first)
    again = KNIB.invoke(app, ["new", "--from", "artiklens-plan", "-o", str(file), "--force", "--set", "hold=5 s"])
    assert again.exit_code == 2
    assert "A programme is copied as it is, without --set." in again.stderr


def test_the_language_of_programmes_has_a_schema_of_its_own() -> None:
    described = json.loads(output("schema", "--programme"))
    assert described["required"] == ["programme", "stages"]


def test_render_says_what_makes_the_sessions_of_a_programme(programme: Path, tmp_path: Path) -> None:
    ready = KNIB.invoke(app, ["render", "artiklens-plan", "-o", str(tmp_path / "out")])
    assert "'knib programme artiklens-plan' makes all its sessions" in ready.output
    own = KNIB.invoke(app, ["render", str(programme), "-o", str(tmp_path / "out")])
    assert "weeks of routines are made by 'knib programme'" in own.output
