import json
import os
import re
import subprocess
import sys
import zlib
from collections import Counter
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from icalendar import Calendar
from recurring_ical_events import of as moments_of
from typer.testing import CliRunner, Result

from knib.cli import sharing
from knib.cli.app import app
from knib.export.containers import read_back
from knib.export.imprint import unpacked
from knib.export.verify import verify
from knib.serve.table import TYPES
from knib.share.parcel import parcel as parcels
from serve.test_server import SECRET, asked, serving
from share.pictures import drawn
from share.sheet.papers import LINK, pages

KNIB = CliRunner()
DATED = ("--date", "2026-12-01")
NAME = "Åse Holm-Ravn"


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "today", lambda: date(2026, 12, 1))


def shared(folder: Path, *given: str) -> Result:
    result = KNIB.invoke(app, ["share", *given, "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return result


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def parcel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("delt") / "til-patient"
    given = ["--for", NAME, "--clinic", "Klinikken", "--phone", "12 34 56 78", "--link", LINK]
    shared(folder, "find-musklen", "hosteknib", *DATED, *given)
    return folder


LIST = ".traening.json"
FILES = [
    "01-traening-2min.mp3",
    "01-traening-2min.vtt",
    "02-traening-2min.mp3",
    "02-traening-2min.vtt",
    "ark.html",
    "ark.pdf",
    "index.html",
    "kalender.ics",
    "laes-mig.txt",
    "traening.zip",
]


def test_a_parcel_holds_everything_under_names_that_tell_nothing(parcel: Path) -> None:
    assert sorted(contents(parcel)) == [LIST, *FILES]


def test_every_sound_in_it_is_told_by_its_place_and_lies_where_its_plan_says(parcel: Path) -> None:
    for number, name in ((1, FILES[0]), (2, FILES[2])):
        assert read_back((parcel / name).read_bytes()).title == f"Træning {number}, 2 min"
    assert verify((parcel / FILES[2]).read_bytes()).faults == ()


def test_the_archive_holds_the_same_files_in_a_folder_that_tells_nothing(parcel: Path) -> None:
    with ZipFile(parcel / "traening.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    rest = contents(parcel)
    del rest["traening.zip"], rest[LIST]
    assert packed == {f"traening/{name}": data for name, data in rest.items()}


def in_clear(data: bytes) -> bytes:
    """Give a file with what is packed in it unpacked: among packed bytes, three letters stand by chance."""
    if not data.startswith(b"ID3"):
        return data
    plan = read_back(data).plan
    assert plan in data
    return data.replace(plan, zlib.decompress(plan))


def test_the_name_stands_on_sheet_and_page_and_nowhere_else(parcel: Path) -> None:
    files = contents(parcel)
    assert f"{NAME} · 1. december 2026" in pages(files["ark.pdf"])[0]
    assert NAME in files["ark.html"].decode()
    assert NAME in files["index.html"].decode()
    parts = [NAME, *NAME.split(), "Ravn", "ase-holm"]
    for name in FILES:
        if name not in {"ark.pdf", "ark.html", "index.html", "traening.zip"}:
            told = in_clear(files[name]).lower()
            for encoding in ("utf-8", "utf-16-le", "latin-1"):
                assert not any(part.encode(encoding).lower() in told for part in parts), name
        assert "holm" not in name
    plain = unpacked(read_back(files[FILES[0]]).plan)
    assert "Holm" not in repr(plain)


def test_nothing_personal_is_in_it_unless_a_name_is_given(tmp_path: Path) -> None:
    result = shared(tmp_path, "find-musklen", *DATED)
    assert "--for" not in result.stderr
    assert pages((tmp_path / "ark.pdf").read_bytes())[0].startswith("Fysioterapi 1. december 2026")


def test_each_routine_has_its_sheet_and_all_stand_in_one_document(parcel: Path) -> None:
    first, second = pages((parcel / "ark.pdf").read_bytes())
    assert "Find musklen" in first
    assert "Hosteknib" in second
    assert "Klinikken · tlf. 12 34 56 78" in second
    page = (parcel / "ark.html").read_text(encoding="utf-8")
    assert page.count("<article>") == page.count("</article>") == 2
    assert "<title>Træning</title>" in page


def test_the_calendar_has_the_times_of_the_routine_and_the_length_of_all_sessions(parcel: Path) -> None:
    calendar = Calendar.from_ical((parcel / "kalender.ics").read_bytes())
    count = Counter(str(event["SUMMARY"]) for event in calendar.walk("VEVENT"))
    assert sorted(count.values()) == [1, 3]  # find-musklen three times a day, hosteknib once
    assert {summary.partition(",")[0] for summary in count} == {"Træning 1", "Træning 2"}
    moments = moments_of(calendar).between(date(2026, 12, 1), date(2027, 12, 1))
    assert len(moments) == (3 + 1) * 7 * 12
    assert str(moments[0]["DTSTART"].dt) == "2026-12-02 08:00:00"


def test_the_captions_tell_what_is_said(parcel: Path) -> None:
    text = (parcel / "02-traening-2min.vtt").read_text(encoding="utf-8")
    assert text.startswith("WEBVTT\n")
    assert "\nHost.\n" in text


def test_the_letter_can_be_read_on_every_computer_and_names_every_file(parcel: Path) -> None:
    data = (parcel / "laes-mig.txt").read_bytes()
    assert data.startswith("\ufeffDIN TRÆNING\r\n".encode())
    assert b"\n" not in data.replace(b"\r\n", b"")
    text = data.decode("utf-8-sig")
    assert all(f"\r\n{name}\r\n" in text for name in FILES if name != "traening.zip")
    assert text.index("PÅ ANDROID") < text.index("index.html\r\n") < text.index("erstatter")
    assert "01-traening-2min.vtt\r\n02-traening-2min.vtt\r\n    Det, der bliver sagt, på skrift.\r\n" in text
    assert "erstatter\r\nikke undersøgelse" in text
    assert "knib" not in text.lower()
    assert max(map(len, text.splitlines())) <= 80


def test_a_page_of_several_plays_the_files_beside_it(parcel: Path) -> None:
    page = (parcel / "index.html").read_text(encoding="utf-8")
    for name in (FILES[0], FILES[2]):
        assert f'src="./{name}"' in page
    assert len(page) < 200_000


def test_the_page_is_english_when_asked_and_all_else_is_danish(tmp_path: Path) -> None:
    shared(tmp_path, "hosteknib", *DATED, "--language", "en")
    files = contents(tmp_path)
    page, sheet = files["index.html"].decode(), files["ark.html"].decode()
    assert '<html lang="en">' in page
    assert "Take care of yourself" in page
    assert '<html lang="da">' in sheet
    assert "Pas på dig selv" in sheet
    assert "DIN TRÆNING" in files["laes-mig.txt"].decode()


def test_a_page_of_one_carries_its_sound(tmp_path: Path) -> None:
    shared(tmp_path, "find-musklen", *DATED)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "data:audio/mpeg;base64," in page
    assert len(page) > (tmp_path / "01-traening-2min.mp3").stat().st_size


def test_the_same_input_gives_the_same_bytes(parcel: Path, tmp_path: Path) -> None:
    given = ["--for", NAME, "--clinic", "Klinikken", "--phone", "12 34 56 78", "--link", LINK]
    command = ["share", "find-musklen", "hosteknib", *DATED, *given, "-o", str(tmp_path / "andet navn")]
    run = [sys.executable, "-m", "knib", *command]
    subprocess.run(run, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert contents(tmp_path / "andet navn") == contents(parcel)


def test_a_finished_session_is_handed_out_as_it_is_and_in_its_place(parcel: Path, tmp_path: Path) -> None:
    mp3 = tmp_path / "min-fil.mp3"
    mp3.write_bytes((parcel / FILES[2]).read_bytes())
    mp3.with_suffix(".vtt").write_bytes((parcel / FILES[3]).read_bytes())
    result = shared(tmp_path / "ny", "find-musklen", str(mp3), *DATED)
    files = contents(tmp_path / "ny")
    assert sorted(files) == [LIST, *FILES]
    assert files[FILES[2]] == mp3.read_bytes()
    assert files[FILES[3]] == mp3.with_suffix(".vtt").read_bytes()
    assert len(pages(files["ark.pdf"])) == 1
    assert "No sheet of session 2" in result.stderr
    assert "No captions" not in result.stderr


def test_a_finished_session_alone_has_neither_sheet_nor_captions_and_the_therapist_is_told(
    parcel: Path, tmp_path: Path
) -> None:
    result = shared(tmp_path, str(parcel / FILES[0]), *DATED, "--json", "--times", "7:30")
    assert "No sheet of session 1" in result.stderr
    told = json.loads(result.stdout)
    assert told["sessions"] == [{"number": 1, "duration_ms": told["sessions"][0]["duration_ms"], "sheet": False}]
    assert "ark.pdf" not in contents(tmp_path)
    assert b"T073000" in (tmp_path / "kalender.ics").read_bytes()


def test_words_are_told_where_nobody_need_be_discreet(tmp_path: Path) -> None:
    shared(tmp_path, "find-musklen", "--no-discreet", *DATED)
    files = contents(tmp_path)
    assert "01-find-musklen-2min.lrc" in files
    assert read_back(files["01-find-musklen-2min.mp3"]).title == "Find musklen"


def test_times_weeks_and_rest_days_are_the_same_on_sheet_and_calendar(tmp_path: Path) -> None:
    given = ["--times", "8:00,20:00", "--weeks", "2", "--rest", "sun", "--start", "2026-12-07"]
    shared(tmp_path, "find-musklen", *given, *DATED)
    (page,) = pages((tmp_path / "ark.pdf").read_bytes())
    assert "2 gange om dagen" in page
    assert "Uge 2" in page
    assert "Uge 3" not in page
    moments = moments_of(Calendar.from_ical((tmp_path / "kalender.ics").read_bytes()))
    assert len(moments.between(date(2026, 12, 1), date(2027, 12, 1))) == 2 * 6 * 2


def test_the_therapist_is_told_where_a_routine_says_another_number_of_times(tmp_path: Path) -> None:
    result = shared(tmp_path, "find-musklen", "--times", "8:00,20:00", *DATED)
    told = "Session 1 itself says '3 gange om dagen'; it is '2 gange om dagen' now, as you chose."
    assert told in result.stderr


def test_a_page_that_would_be_too_heavy_plays_the_file_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "CARRIED", 1000)
    shared(tmp_path, "find-musklen", *DATED)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'src="./01-traening-2min.mp3"' in page
    assert "data:audio" not in page


def test_other_files_in_the_folder_stay_and_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "notat.txt").write_text("mit", encoding="utf-8")
    result = shared(tmp_path, "find-musklen", *DATED)
    assert (tmp_path / "notat.txt").read_text(encoding="utf-8") == "mit"
    assert "1 other" in result.stderr
    assert "notat.txt" in result.stderr
    assert (tmp_path / "laes-mig.txt").read_text(encoding="utf-8-sig").startswith("DIN TRÆNING")


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (["hosteknip"], 2, "did you mean the ready routine 'hosteknib'?"),
        (["artikelns-plan"], 2, "did you mean the ready programme 'artiklens-plan'?"),
        (["find-musklen", "nej.mp3"], 2, "There is no file 'nej.mp3'"),
        (["find-musklen", "nej.m4a"], 2, "There is no file 'nej.m4a'"),
        (["find-musklen", "--link", "mailto:a@b.dk"], 6, "copy the whole link"),
        (["find-musklen", "--weeks", "105"], 6, "choose 1 to 104"),
        (["find-musklen", "--times", "otte"], 6, "write them as 8:00"),
        (["find-musklen", "--logo", "nej.png"], 2, "There is no file 'nej.png'"),
    ],
)
def test_what_cannot_be_is_told_with_its_cure_and_nothing_is_written(
    given: list[str], code: int, says: str, tmp_path: Path
) -> None:
    result = KNIB.invoke(app, ["share", *given, "-o", str(tmp_path / "til")])
    assert result.exit_code == code, result.output
    assert says in result.stderr
    assert not (tmp_path / "til").exists()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "falsk.mp3").write_bytes(b"noise")
    (tmp_path / "anden.flac").write_bytes(b"fLaC")
    files = [str(tmp_path / name) for name in ("falsk.mp3", "anden.flac")]
    result = KNIB.invoke(app, ["share", "hosteknip", *files, "-o", str(tmp_path / "til")])
    assert "hosteknip" in result.stderr
    assert "anden.flac: only MP3 sessions can be handed out" in result.stderr
    assert "falsk.mp3: this is no sound file" in result.stderr
    assert "Nothing was written." in result.stderr
    assert not (tmp_path / "til").exists()


@pytest.mark.parametrize(("module", "given"), [("fpdf", []), ("segno", ["--link", LINK])])
def test_a_missing_extra_is_told_before_any_work(
    module: str, given: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = KNIB.invoke(app, ["share", "no-such-routine", *given, "-o", str(tmp_path / "til")])
    assert result.exit_code == 6
    assert 'Try: pip install "fpdf2' in result.stderr
    assert "no-such-routine" not in result.stderr


def test_the_clinic_of_the_settings_stands_on_sheet_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logo.png").write_bytes(drawn("PNG"))
    monkeypatch.setenv("KNIB_CLINIC_NAME", "Klinikken ved Åen")
    monkeypatch.setenv("KNIB_CLINIC_TELEPHONE", "87 65 43 21")
    monkeypatch.setenv("KNIB_CLINIC_LOGO", str(tmp_path / "logo.png"))
    shared(tmp_path / "til", "find-musklen", "--phone", "11 22 33 44", *DATED)
    files = contents(tmp_path / "til")
    for page in (pages(files["ark.pdf"])[0], files["ark.html"].decode(), files["index.html"].decode()):
        assert "Klinikken ved Åen" in page
        assert "11 22 33 44" in page
        assert "87 65" not in page
    assert re.search(r'<img[^>]* src="data:image/png;base64,|<img src="data:image/png', files["index.html"].decode())
    assert b"/Image" in files["ark.pdf"]
    assert "Klinikken" not in files["laes-mig.txt"].decode()


def test_what_was_shared_is_handed_to_a_telephone(parcel: Path) -> None:
    with serving(parcel) as port:
        for name in FILES:
            status, headers, body = asked(port, f"/{SECRET}/{name}")
            assert (status, body) == (200, (parcel / name).read_bytes())
            assert headers["Content-Type"] == TYPES[Path(name).suffix]
        status, headers, part = asked(port, f"/{SECRET}/{FILES[0]}", Range="bytes=-1000")
        assert (status, part) == (206, (parcel / FILES[0]).read_bytes()[-1000:])
        assert asked(port, f"/{SECRET}/")[2] == (parcel / "index.html").read_bytes()


REPEATING = """\
programme: To uger
times: 3
stages:
  - {weeks: 1, sessions: find-musklen}
  - {weeks: 2, sessions: [hosteknib, find-musklen]}
"""


def test_a_session_that_comes_again_is_told_with_its_length_in_each_of_its_weeks(tmp_path: Path) -> None:
    path = tmp_path / "to-uger.yaml"
    path.write_text(REPEATING, encoding="utf-8")
    told = shared(tmp_path / "ud", str(path)).output.splitlines()
    sounds = [(Path(line.split("  ")[0]).name, line.split("  ")[1]) for line in told if ".mp3  " in line]
    assert sounds == [("uge-01.mp3", "2:05"), ("uge-02-a.mp3", "1:46"), ("uge-02-b.mp3", "2:05")]
