from pathlib import Path
from typing import NoReturn

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from knib.cli import console, sheets
from knib.cli.app import app
from knib.share.qr import INK
from share.sheet.papers import LINK, pages

KNIB = CliRunner()


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr(sheets, "today", lambda: date(2026, 12, 1))


def test_a_sheet_is_printed_with_what_was_given(tmp_path: Path) -> None:
    file = tmp_path / "ark.pdf"
    given = ["--for", "Åse", "--clinic", "Klinikken", "--phone", "12 34 56 78", "--times", "2", "--weeks", "6"]
    result = KNIB.invoke(app, ["sheet", "hosteknib", "-o", str(file), *given, "--set", "reps=6"])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{file}\n"
    assert "--for stands on the sheet" in result.stderr
    (page,) = pages(file.read_bytes())
    for words in ("Åse · 1. december 2026", "Klinikken · tlf. 12 34 56 78", "2 gange om dagen", "6 knib", "Uge 6"):
        assert words in page


@pytest.mark.parametrize("command", [["sheet", "--html"], ["calendar"]])
def test_paper_needs_lengths_and_sends_nothing_to_have_them(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    result = KNIB.invoke(app, [*command, "hosteknib", "--voice", "gtts", "-o", str(tmp_path / "x")])
    assert result.exit_code == 0, result.output
    assert "are estimated, for gtts has not spoken them yet" in result.stderr
    assert "ca. 2 min" in (tmp_path / "x").read_text(encoding="utf-8").replace("&nbsp;", " ").replace("\xa0", " ")


def test_nothing_personal_is_printed_unless_given(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["sheet", "blid-start", "-o", str(tmp_path / "a.pdf"), "--date", "2027-01-31"])
    assert result.stderr == ""
    assert pages((tmp_path / "a.pdf").read_bytes())[0].startswith("Fysioterapi 31. januar 2027")


def test_the_therapist_is_told_where_the_sheet_differs_from_the_routine(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["sheet", "afspaending", "--times", "3", "-o", str(tmp_path / "a.pdf")])
    told = "'Afspænding' itself says '2 gange om dagen'; it is '3 gange om dagen' now, as you chose."
    assert told in result.stderr


def test_signs_that_cannot_be_printed_are_named(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["sheet", "blid-start", "--for", "🙂", "-o", str(tmp_path / "a.pdf")])
    assert "lacks 🙂 (U+1F642)" in result.stderr


@pytest.mark.parametrize("options", [["--html", "-o", "ark"], ["-o", "ark.html"]])
def test_a_page_is_written_when_asked_for(options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = KNIB.invoke(app, ["sheet", "hosteknib", "--link", LINK, *options])
    assert result.exit_code == 0, result.output
    assert (tmp_path / options[-1]).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_without_a_name_the_file_is_named_as_a_session_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = KNIB.invoke(app, ["sheet", "hosteknib", "--for", "Åse"])
    assert result.stdout == f"{tmp_path / 'output' / 'hosteknib-2min.pdf'}\n"


def test_a_calendar_has_the_length_of_its_routine(tmp_path: Path) -> None:
    file = tmp_path / "c.ics"
    given = ["--times", "8:00,20:00", "--weeks", "2", "--start", "2026-12-07", "--rest", "sun", "-o", str(file)]
    result = KNIB.invoke(app, ["calendar", "hosteknib", *given])
    assert result.exit_code == 0, result.output
    assert "24 sessions from 2026-12-07" in result.stderr  # 2 x 6 x 2
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Træning, ca. 2 min"] * 2


def test_a_calendar_needs_no_routine_and_begins_tomorrow(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["calendar", "-o", str(tmp_path / "c.ics")])
    assert "252 sessions from 2026-12-02" in result.stderr
    assert "Træning\\, ca. 5 min" in (tmp_path / "c.ics").read_text(encoding="utf-8")


def test_settings_without_a_routine_have_no_meaning() -> None:
    result = KNIB.invoke(app, ["calendar", "--set", "hold=8 s"])
    assert result.exit_code == 2
    assert "Try: name a routine" in result.stderr


@pytest.mark.parametrize(("name", "begins"), [("q.svg", b"<svg "), ("q.PNG", b"\x89PNG")])
def test_a_code_is_drawn_by_its_ending(name: str, begins: bytes, tmp_path: Path) -> None:
    assert KNIB.invoke(app, ["qr", LINK, "-o", str(tmp_path / name)]).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_code_is_shown_without_colours_where_there_is_no_terminal() -> None:
    shown = KNIB.invoke(app, ["qr", LINK]).stdout
    assert "█" in shown
    assert INK not in shown


def test_a_terminal_gets_the_colours(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    console.picture("coloured", "plain")
    assert capsys.readouterr().out == "coloured"


@pytest.mark.parametrize(
    ("arguments", "code", "cure"),
    [
        (["qr", LINK, "-o", "q.gif"], 2, "-o q.svg, or .png"),
        (["qr", "mailto:a@b.dk"], 6, "copy the whole link"),
        (["sheet", "hosteknib", "--weeks", "105"], 6, "choose 1 to 104"),
        (["calendar", "--times", "otte"], 6, "write them as 8:00,12:30,20:00"),
        (["sheet", "hosteknip"], 2, "did you mean the ready routine 'hosteknib'?"),
    ],
)
def test_what_cannot_be_is_told_with_its_cure(arguments: list[str], code: int, cure: str) -> None:
    result = KNIB.invoke(app, arguments)
    assert result.exit_code == code
    assert cure in result.stderr


@pytest.mark.parametrize(("module", "arguments"), [("fpdf", ["sheet", "hosteknib"]), ("segno", ["qr", LINK])])
def test_without_its_library_a_command_says_what_to_install(
    module: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(__import__("sys").modules, module, None)
    result = KNIB.invoke(app, arguments)
    assert result.exit_code == 6
    assert "Try: pip install '" in result.stderr
