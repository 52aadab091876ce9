"""Sheets, pages, calendars and other single files: one patient's is never replaced by another's, and no name lies."""

import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knib.cli import paging, sheets
from knib.cli.app import app
from share.sheet.papers import pages
from two_patients import write_both, written

KNIB = CliRunner()

ANNA, BO = ["--for", "Anna"], ["--for", "Bo"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_both()
    today(date(2026, 12, 1), monkeypatch)


def today(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "today", lambda: day)
    monkeypatch.setattr(paging, "today", lambda: day)


def knib(*arguments: str) -> Result:
    return KNIB.invoke(app, list(arguments))


def made() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path("output").iterdir())}


def test_a_sheet_is_called_after_its_source_and_so_are_two_of_one_length() -> None:
    for source in ("p1.yaml", "p2.yaml"):
        assert knib("sheet", source, "--for", "Anna").exit_code == 0
    assert list(made()) == ["p1-13s.pdf", "p2-17s.pdf"]


@pytest.mark.parametrize("command", [["sheet"], ["sheet", "--html"], ["page"]])
@pytest.mark.parametrize(
    ("one", "other"), [(["--for", "Anna"], ["--for", "Bo"]), (["--for", "Anna"], []), ([], ["--for", "Bo"])]
)
def test_what_was_made_for_one_person_is_not_replaced_by_anothers(
    command: list[str], one: list[str], other: list[str]
) -> None:
    assert knib(*command, "p1.yaml", *one).exit_code == 0
    before = made()
    refused = knib(*command, "p1.yaml", *other)
    assert refused.exit_code == 7
    assert "is there already, and holds what was made for somebody else" in refused.stderr
    assert made() == before
    asked = knib(*command, "p1.yaml", *other, "--replace")
    assert asked.exit_code == 0
    assert "which held what was made for somebody else" in asked.stderr
    assert made() != before


@pytest.mark.parametrize("command", [["sheet"], ["sheet", "--html"], ["page"]])
def test_another_dose_of_the_same_source_is_not_replaced_and_the_same_one_is(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written("p1", 20)
    assert knib(*command, "p1.yaml", "--for", "Anna").exit_code == 0
    today(date(2026, 12, 2), monkeypatch)
    again = knib(*command, "p1.yaml", "--for", " anna", "--clinic", "Klinikken")
    assert again.exit_code == 0, again.output
    assert "Replaced: " in again.stderr
    before = made()
    written("p1", 21)
    refused = knib(*command, "p1.yaml", "--for", "Anna")
    assert refused.exit_code == 7
    assert "holds another dose or routine" in refused.stderr
    assert made() == before


@pytest.mark.parametrize("command", [["sheet"], ["page"]])
def test_how_often_is_a_part_of_the_dose(command: list[str]) -> None:
    assert knib(*command, "hosteknib", "--times", "2").exit_code == 0
    before = made()
    assert "holds another dose or routine" in knib(*command, "hosteknib", "--times", "3").stderr
    assert made() == before


@pytest.mark.parametrize("command", [["sheet"], ["sheet", "--html"], ["page"], ["calendar"]])
def test_doses_in_words_and_changed_parameters_have_names_of_their_own(command: list[str]) -> None:
    doses = (
        ["--dose", "20 knib 2/2"],
        ["--dose", "21 knib 2/2"],
        ["p1.yaml", "--set", "reps=20"],
        ["p1.yaml", "--set", "reps=21"],
    )
    for dose in doses:
        assert knib(*command, *dose).exit_code == 0
    assert len(made()) == 4
    assert not [name for name in made() if "knib" in name]


def test_a_page_and_a_calendar_have_names_that_tell_nothing_and_are_told_apart() -> None:
    for source in ("p1.yaml", "p2.yaml"):
        for command in ("page", "calendar"):
            assert knib(command, source).exit_code == 0
    assert len(made()) == 4
    assert all(re.fullmatch(r"traening(-1[37]s)?-[a-z2-9]{4}\.(html|ics)", name) for name in made())


def test_a_calendar_is_replaced_by_one_that_begins_later_and_by_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    assert knib("calendar", "--times", "8:00").exit_code == 0
    today(date(2026, 12, 2), monkeypatch)
    assert "Replaced: " in knib("calendar", "--times", "8:00").stderr
    before = made()
    refused = knib("calendar", "--times", "9:00")
    assert refused.exit_code == 7
    assert "holds other times or another dose" in refused.stderr
    assert made() == before


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["sheet", "p1.yaml"], "p1-13s.pdf"),
        (["sheet", "p1.yaml", "--html"], "p1-13s.html"),
        (["calendar"], "traening.ics"),
    ],
)
def test_a_file_of_the_users_own_is_kept(command: list[str], name: str) -> None:
    Path("output").mkdir()
    Path("output", name).write_bytes(b"mine")
    refused = knib(*command)
    assert refused.exit_code == 7
    assert "holds something that Knib did not make" in refused.stderr
    assert made() == {name: b"mine"}
    named = knib(*command, "-o", f"output/{name}")
    assert named.exit_code == 0
    assert f"Replaced: output/{name}, which held something that Knib did not make" in named.stderr


def test_no_name_stands_in_the_seal_and_the_paper_is_as_readable_as_before() -> None:
    assert knib("sheet", "p1.yaml", "--for", "Anna Holm", "-o", "a.pdf").exit_code == 0
    data = Path("a.pdf").read_bytes()
    assert data.rstrip().endswith(b"%%EOF")
    (seal,) = re.findall(rb"\n%ark ([0-9a-f -]+)\n", data)
    assert len(seal.split()) == 3
    assert "Anna Holm" in pages(data)[0]
    assert knib("page", "p1.yaml", "-o", "a.html").exit_code == 0
    assert re.search(
        r"</html>\n<!-- ark [0-9a-f]{32} - [0-9a-f]{32} -->\n$", Path("a.html").read_text(encoding="utf-8")
    )


def test_the_same_paper_has_the_same_bytes() -> None:
    for name in ("a.pdf", "b.pdf"):
        assert knib("sheet", "p1.yaml", "--for", "Anna", "-o", name).exit_code == 0
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ["sheet", "p1.yaml", "-o", "a.docx"],
        ["sheet", "p1.yaml", "--html", "-o", "a.pdf"],
        ["page", "p1.yaml", "-o", "a.pdf"],
        ["calendar", "-o", "a.txt"],
        ["plan", "p1.yaml", "--svg", "a.png"],
        ["plan", "artiklens-plan", "--svg", "a.pdf"],
        ["script", "p1.yaml", "-o", "a.pdf"],
        ["script", "p1.yaml", "--html", "-o", "a.txt"],
        ["schema", "-o", "a.yaml"],
        ["new", "--from", "hosteknib", "a.pdf"],
        ["new", "--from", "hosteknib", "-o", "a.mp3"],
        ["qr", "https://example.dk", "-o", "a.pdf"],
        ["feed", "a.mp3", "p1.yaml", "--base-url", "https://example.dk/lyd"],
    ],
)
def test_a_suffix_that_lies_is_refused_in_every_command(arguments: list[str]) -> None:
    result = knib(*arguments)
    assert result.exit_code == 2, result.output
    assert sorted(path.name for path in Path().iterdir()) == ["p1.yaml", "p2.yaml"]


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["sheet", "p1.yaml", "-o", "ny/"], "p1-13s.pdf"),
        (["sheet", "p1.yaml", "-o", "ny/A.PDF"], "A.PDF"),
        (["sheet", "p1.yaml", "-o", "ny/A.HTM"], "A.HTM"),
        (["calendar", "-o", "ny/"], "traening.ics"),
        (["new", "--from", "hosteknib", "ny/"], "hosteknib.yaml"),
        (["script", "p1.yaml", "-o", "ny/a.HTML"], "a.HTML"),
        (["plan", "p1.yaml", "--svg", "ny/a.SVG"], "a.SVG"),
    ],
)
def test_a_folder_or_an_ending_in_capitals_is_taken_as_it_is_meant(arguments: list[str], name: str) -> None:
    result = knib(*arguments)
    assert result.exit_code == 0, result.output
    assert [path.name for path in Path("ny").iterdir()] == [name]


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "p1.yaml", "--svg", "a.svg"],
        ["script", "p1.yaml", "-o", "a.txt"],
        ["schema", "-o", "a.json"],
        ["qr", "https://example.dk", "-o", "a.svg"],
    ],
)
def test_what_was_asked_for_by_name_is_replaced_and_that_is_said(arguments: list[str]) -> None:
    Path(arguments[-1]).write_text("before", encoding="utf-8")
    result = knib(*arguments)
    assert result.exit_code == 0, result.output
    assert f"Replaced: {arguments[-1]}\n" in result.stderr
