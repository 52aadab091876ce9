import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from recurring_ical_events import of as moments_of
from typer.testing import CliRunner

from knib.cli import feeding, sharing, sheets
from knib.cli.app import app
from knib.export.containers import read_back
from share.sheet.papers import pages

KNIB = CliRunner()
DATED = ("--date", "2026-12-01")

ROUTINE = """\
routine: Korte knib
safety: ["Stop, hvis det gør ondt."]
ask_first: [Kateter i blæren.]
parameters: {hold: 2 s, reps: 2}
exercises:
  - name: Knib
    say: Mærk, at du løfter op. Knib {reps} gange.
    position: siddende
    reps: "{reps}"
    phases: [{work: Knib., for: "{hold}"}, {rest: Slip., for: 3 s, keep: true}]
"""

PROGRAMME = """\
programme: Fire uger
about: Kort og roligt.
for_whom: Dig, der vil i gang.
source: En vejledning, 2024.
safety: ["Lav ikke knib, mens du tisser."]
stages:
  - weeks: 1-2
    times: 2
    rest_days: [søndag]
    goal: Du kan mærke et knib.
    sessions: knib.yaml
  - weeks: 3
    times: 1
    goal: Du kan holde et knib.
    sessions: [{routine: knib.yaml, set: {hold: 4 s, reps: 3}}, knib.yaml]
  - weeks: 4
    times: 1
    sessions: knib.yaml
"""


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sharing, feeding, sheets):
        monkeypatch.setattr(module, "today", lambda: date(2026, 12, 1))


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    (folder / "knib.yaml").write_text(ROUTINE, encoding="utf-8")
    (folder / "fire-uger.yaml").write_text(PROGRAMME, encoding="utf-8")
    return folder / "fire-uger.yaml"


@pytest.fixture(scope="module")
def parcel(programme: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("delt")
    result = KNIB.invoke(app, ["share", str(programme), "-o", str(folder), *DATED])
    assert result.exit_code == 0, result.output
    return folder


def test_each_distinct_session_is_made_once_and_has_a_file_for_each_run_of_its_weeks(parcel: Path) -> None:
    sounds = sorted(path.name for path in parcel.glob("*.mp3"))
    assert sounds == ["uge-01-til-02.mp3", "uge-03-a.mp3", "uge-03-b.mp3", "uge-04.mp3"]
    same = [(parcel / name).read_bytes() for name in (sounds[0], sounds[2], sounds[3])]
    assert same[0] == same[1] == same[2]
    assert read_back((parcel / "uge-03-a.mp3").read_bytes()).title.startswith("Træning 2, ")


def test_a_programme_has_one_sheet_with_the_doses_of_its_weeks(parcel: Path) -> None:
    (page,) = pages((parcel / "ark.pdf").read_bytes())
    for words in (
        "Fire uger",
        "Uge 1–2 2 gange om dagen, ikke søndag Knib: 2 knib · hold 2 sekunder, slip 3 sekunder",
        "Uge 3 1 gang om dagen Hver gang først Korte knib, så Korte knib Knib: 3 knib · hold 4 sekunder",
        "Mål: Du kan holde et knib.",
        "Stilling: siddende. Mærk, at du løfter op.",
        "Lav ikke knib, mens du tisser.",
        "Stop, hvis det gør ondt.",
        "Kateter i blæren.",
        "Kilde: En vejledning, 2024.",
    ):
        assert words in page
    assert "gange. " not in page
    assert [week for week in range(1, 6) if f"Uge {week} " in page[page.index("Træningsdagbog") :]] == [1, 2, 3, 4]


def test_the_sheet_as_a_page_says_the_same(parcel: Path) -> None:
    page = (parcel / "ark.html").read_text(encoding="utf-8")
    assert "<dt>Uge 1–2</dt>" in page
    assert "<p>Knib: 3 knib · hold 4 sekunder, slip 3 sekunder</p>" in page
    assert '<svg class="picture"' not in page
    assert "<title>Træning, 4 uger</title>" in page


def test_the_calendar_follows_the_weeks(parcel: Path) -> None:
    calendar = Calendar.from_ical((parcel / "kalender.ics").read_bytes())
    moments = moments_of(calendar).between(date(2026, 12, 1), date(2027, 12, 1))
    days = sorted(moment["DTSTART"].dt.date() for moment in moments)
    start = date(2026, 12, 2)
    weeks = [
        sum(start + timedelta(7 * week) <= day < start + timedelta(7 * week + 7) for day in days) for week in range(5)
    ]
    assert weeks == [12, 12, 7, 7, 0]  # twice a day on 6 days, twice; once a day on 7
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))


def test_the_page_shows_the_weeks_from_their_first_day(parcel: Path) -> None:
    page = (parcel / "index.html").read_text(encoding="utf-8")
    assert "Fire uger" in page
    assert page.count("uge-01-til-02.mp3") >= 1
    assert re.search(r"2\. – 8\. december|2\. december ?– ?8\. december|2\.–8\. december", page)
    assert "Du kan mærke et knib." in page


def test_the_letter_tells_which_sound_is_for_which_week(parcel: Path) -> None:
    text = (parcel / "laes-mig.txt").read_text(encoding="utf-8-sig")
    assert "uge-01-til-02.mp3\n    Uge 1–2: træning 1, " in text
    assert "uge-04.mp3\n    Uge 4: træning 1, " in text


def test_times_and_rest_days_that_were_chosen_go_before_those_of_the_programme(programme: Path, tmp_path: Path) -> None:
    given = ["--times", "9:00", "--rest", "sat"]
    result = KNIB.invoke(app, ["share", str(programme), "-o", str(tmp_path), *given, *DATED])
    assert result.exit_code == 0, result.output
    moments = moments_of(Calendar.from_ical((tmp_path / "kalender.ics").read_bytes()))
    found = moments.between(date(2026, 12, 1), date(2027, 12, 1))
    assert len(found) == 4 * 6
    assert not any(moment["DTSTART"].dt.weekday() == 5 for moment in found)


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (["hosteknib"], 2, "A programme is handed out alone."),
        (["--variant", "short"], 2, "A programme says the variant of each week itself."),
        (["--set", "hodl=3 s"], 3, "no parameter 'hodl'; known here: hold, reps"),
        (["--weeks", "2"], 3, "this programme cannot have 2 weeks; choose 3 to 52"),
    ],
)
def test_what_a_programme_cannot_be_is_told_and_nothing_is_written(
    given: list[str], code: int, says: str, programme: Path, tmp_path: Path
) -> None:
    result = KNIB.invoke(app, ["share", str(programme), *given, "-o", str(tmp_path / "til")])
    assert result.exit_code == code
    assert says in result.stderr
    assert not (tmp_path / "til").exists()


def test_a_session_that_cannot_be_made_is_told_with_its_place_and_nothing_is_written(
    programme: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "fire-uger.yaml"
    (tmp_path / "knib.yaml").write_text(
        ROUTINE.replace("Knib.,", "Knib nu sammen om endetarmen og løft godt op.,"), "utf-8"
    )
    broken.write_text(programme.read_text("utf-8").replace("hold: 4 s", "hold: 1 s"), encoding="utf-8")
    result = KNIB.invoke(app, ["share", str(broken), "-o", str(tmp_path / "til")])
    assert result.exit_code == 3
    assert "asked for in" in result.stderr
    assert "Nothing was written." in result.stderr
    assert not (tmp_path / "til").exists()


def test_a_programme_becomes_a_feed_of_its_distinct_sessions(programme: Path, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["feed", str(tmp_path), str(programme), "--base-url", "https://example.dk/lyd"])
    assert result.exit_code == 0, result.output
    (feed,) = tmp_path.glob("*/feed.xml")
    text = feed.read_text(encoding="utf-8")
    assert re.findall(r"<description>(Uge [^.]*)\.", text) == ["Uge 1–2, 3 og 4", "Uge 3"]
    assert KNIB.invoke(app, ["feed", str(tmp_path), "--check"]).exit_code == 0


def read_alike(file: Path) -> list[str] | bytes:
    """Return what a sheet or a calendar says; a sheet alone also bears the mark of whom it was made for."""
    return pages(file.read_bytes()) if file.suffix == ".pdf" else file.read_bytes()


def test_a_programme_has_a_sheet_and_a_calendar_of_its_own(programme: Path, parcel: Path, tmp_path: Path) -> None:
    for command, name in (("sheet", "ark.pdf"), ("calendar", "kalender.ics")):
        result = KNIB.invoke(app, [command, str(programme), "-o", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        assert read_alike(tmp_path / name) == read_alike(parcel / name)


def test_a_programme_is_fitted_alike_by_every_command(programme: Path, tmp_path: Path) -> None:
    """Eight weeks in place of four, and a longer hold in the first stage: its first four weeks."""
    fitted = [str(programme), "--weeks", "8", "--set", "1.hold=5 s"]
    shared = KNIB.invoke(app, ["share", *fitted, "-o", str(tmp_path / "til"), *DATED])
    assert shared.exit_code == 0, shared.output
    assert "8 weeks in place of 4; its stages are weeks 1-4, 5-6 and 7-8" in shared.stderr
    for command, name in (("sheet", "ark.pdf"), ("calendar", "kalender.ics")):
        assert KNIB.invoke(app, [command, *fitted, "-o", str(tmp_path / name)]).exit_code == 0
        assert read_alike(tmp_path / name) == read_alike(tmp_path / "til" / name)
    text = " ".join(pages((tmp_path / "ark.pdf").read_bytes()))
    assert "8 uger, ca. " in text
    assert "Uge 1–4 2 gange om dagen, ikke søndag Knib: 2 knib · hold 5 sekunder" in text
    assert (tmp_path / "til" / "uge-01-til-04.mp3").exists()
    planned = KNIB.invoke(app, ["plan", *fitted]).output
    assert "hold 5 sekunder" in planned.splitlines()[1]
    made = KNIB.invoke(app, ["programme", *fitted, "--start", "2026-12-07", "--json", "-o", str(tmp_path / "p")])
    weeks = json.loads(made.stdout)["weeks"]
    assert [(week["week"], week["first_day"]) for week in weeks][1::6] == [(2, "2026-12-14"), (8, "2027-01-25")]
    assert weeks[0]["sessions"][0]["settings"] == {"hold": "5 s"}
    assert "7.–13. december" not in (tmp_path / "p" / "program.html").read_text(encoding="utf-8")
    assert "7. december – 3. januar" in (tmp_path / "p" / "program.html").read_text(encoding="utf-8")


def test_a_long_programme_has_a_diary_on_every_page_it_needs(programme: Path, tmp_path: Path) -> None:
    long = programme.parent / "et-aar.yaml"
    long.write_text("programme: Et år\nstages: [{weeks: 1-52, times: 1, sessions: knib.yaml}]\n", encoding="utf-8")
    assert KNIB.invoke(app, ["sheet", str(long), "-o", str(tmp_path / "ark.pdf")]).exit_code == 0
    text = " ".join(pages((tmp_path / "ark.pdf").read_bytes()))
    assert all(f"Uge {week} " in f"{text} " for week in range(1, 53))
    assert "1 gang om dagen i 52 uger" in text
