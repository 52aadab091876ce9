import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from knib.audio.wav import read_wav
from knib.cli.app import app
from takes import COUGH, FALSE_START, Recorded, as_file, recorded

KNIB = CliRunner()

ROUTINE = """\
routine: Små knib på Ærø
exercises:
  - name: Korte knib
    announce: true
    say: Løft op og ind. Træk vejret imens.
    phases:
      - {work: Knib og løft., for: 4 s}
      - {rest: Slip helt., for: 6 s, keep: true}
outro:
  - say: Godt. Du er færdig for i dag.
"""
LINES = [
    "Korte knib",
    "Løft op og ind.",
    "Træk vejret imens.",
    "Knib og løft.",
    "Slip helt.",
    "Godt.",
    "Du er færdig for i dag.",
]


@pytest.fixture
def routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KNIB_VOICES_DIR", str(tmp_path / "voices"))
    path = tmp_path / "små-knib.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def made() -> Recorded:
    """Record a take with a false start, a repeated line, a missing line and a cough, in a room that hisses."""
    read = [LINES[0], FALSE_START + LINES[1], LINES[1], LINES[2], LINES[2], LINES[3], COUGH, LINES[4], LINES[6]]
    return recorded(read)


def filed(folder: Path, take: Recorded, ending: str = "wav") -> str:
    path = folder / f"optagelse.{ending}"
    path.write_bytes(as_file(take.clip, ending))
    return str(path)


def run(*arguments: str) -> Result:
    return KNIB.invoke(app, list(arguments))


def rows(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("ending", ["m4a", "ogg", "mp3", "wav"])
def test_a_take_of_any_telephone_is_matched_wholly(routine: str, made: Recorded, tmp_path: Path, ending: str) -> None:
    result = run("voices", "record", "lone", routine, filed(tmp_path, made, ending), "--json")
    assert result.exit_code == 8
    found = rows(result)
    assert [row["text"] for row in found] == LINES
    assert [row["state"] for row in found] == ["kept"] * 5 + ["missing", "kept"]
    for row in found:
        if row["state"] == "kept":
            start, end = made.last(row["text"])
            assert row["from_ms"] == pytest.approx(start, abs=200)
            assert row["to_ms"] == pytest.approx(end, abs=250)


def test_what_is_missing_is_printed_read_and_added_until_a_session_can_be_made_and_verified(
    routine: str, made: Recorded, tmp_path: Path
) -> None:
    first = run("voices", "record", "lone", routine, filed(tmp_path, made))
    assert first.exit_code == 8
    assert 'line 6 "Godt.": missing' in first.stdout
    assert "knib script" in first.stderr
    sheet = run("script", routine, "--voice", "lone").stdout
    assert "[ ]   6  Godt." in sheet
    assert "Slip helt." not in sheet
    second = run("voices", "record", "lone", routine, filed(tmp_path, recorded(["Godt."], seed=2)))
    assert (second.exit_code, second.stdout.splitlines()[0][:37]) == (0, "1 of 7 lines kept, 6 recorded before:")
    assert "Alle linjer er indtalt." in run("script", routine, "--voice", "recorded:lone").stdout
    rendered = run("render", routine, "--voice", "recorded:lone", "-o", str(tmp_path), "--json")
    assert rendered.exit_code == 0, rendered.output
    (session,) = rows(rendered)
    assert session["voice"] == "recorded:lone"
    verified = run("verify", session["file"])
    assert verified.exit_code == 0, verified.output


def test_a_session_with_lines_that_were_not_read_is_refused(routine: str, made: Recorded, tmp_path: Path) -> None:
    run("voices", "record", "lone", routine, filed(tmp_path, made))
    result = run("render", routine, "--voice", "recorded:lone", "-o", str(tmp_path))
    assert result.exit_code == 4
    assert "has not read 1 line of this:\n  Godt." in result.stderr


def test_one_line_is_replaced_by_a_take_of_it_or_by_its_times(routine: str, made: Recorded, tmp_path: Path) -> None:
    take = filed(tmp_path, made)
    run("voices", "record", "lone", routine, take)
    folder = tmp_path / "voices" / "recorded" / "lone"
    before = {path.name: path.read_bytes() for path in folder.glob("*.wav")}
    alone = tmp_path / "linje-5.ogg"
    alone.write_bytes(as_file(recorded(["Slip helt."], seed=9).clip, "ogg"))
    replaced = run("voices", "record", "lone", routine, str(alone), "--line", "5")
    assert "1 of 7 lines kept, 5 recorded before" in replaced.stdout
    after = {path.name: path.read_bytes() for path in folder.glob("*.wav")}
    assert [name[:10] for name in before if before[name] != after[name]] == ["slip-helt-"]
    start, end = made.last("Slip helt.")
    times = ("--from", f"{start / 1000 - 0.2:.1f}", "--to", f"0:{end / 1000 + 0.2:04.1f}")
    run("voices", "record", "lone", routine, take, "--line", "5", *times)
    assert {path.name: path.read_bytes() for path in folder.glob("*.wav")} == before


def test_a_table_of_times_can_be_corrected_and_given_back(routine: str, made: Recorded, tmp_path: Path) -> None:
    take = filed(tmp_path, made)
    printed = run("voices", "record", "lone", routine, take, "--table")
    assert not (tmp_path / "voices").exists()
    table = tmp_path / "tider.tsv"
    start, end = made.last("Slip helt.")
    kept = [row for row in printed.stdout.splitlines() if not row.startswith(("1\t", "6\t"))]
    table.write_text("\n".join([*kept, f"6\t{start / 1000:.2f}\t{end / 1000:.2f}"]), encoding="utf-8")
    result = run("voices", "record", "lone", routine, take, "--times", str(table), "--json")
    assert [row["state"] for row in rows(result)] == ["missing", *["kept"] * 6]


def test_what_is_doubtful_is_told_with_its_time_and_kept_only_when_asked_to(routine: str, tmp_path: Path) -> None:
    # The last line is read as other words, just as long.
    take = filed(tmp_path, recorded([*LINES[:6], "Nu skal vi have kaffe."]))
    result = run("voices", "record", "lone", routine, take)
    assert result.exit_code == 8
    doubted = next(line for line in result.stdout.splitlines() if line.startswith("line 7"))
    assert "does not sound like it" in doubted or "missing" in doubted
    assert "6 of 7 lines kept" in result.stdout


def test_another_routine_altogether_is_not_kept(routine: str, tmp_path: Path) -> None:
    other = ["Velkommen til.", "Host kun let her.", "Lav ikke knib nu.", "Sæt dig godt til rette.", "Pres ikke."]
    result = run("voices", "record", "lone", routine, filed(tmp_path, recorded(other)), "--json")
    assert result.exit_code in {4, 8}
    assert "kept" not in {row["state"] for row in rows(result)}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["x.wav"], 2, "no routine"),
        (["hosteknib"], 2, "no take"),
        (["hosteknib", "nope.wav"], 2, "There is no file 'nope.wav'"),
        (["hosteknib", "nope.wav", "--from", "1"], 2, "name it, too"),
        (["hosteknib", "x.wav", "--line", "1", "--from", "x"], 2, "no moment"),
        (["hosteknib", "x.wav", "--line", "1", "--from", "3", "--to", "2"], 2, "turn them around"),
        (["hosteknib", "x.wav", "--line", "99"], 2, "There is no line 99"),
        (["hosteknib", "x.wav", "y.wav", "--line", "1"], 2, "one take"),
        (["hosteknib", "x.wav", "--times", "nope.tsv"], 2, "There is no file 'nope.tsv'"),
    ],
)
def test_a_call_without_meaning_is_told(arguments: list[str], code: int, words: str) -> None:
    result = run("voices", "record", "lone", *arguments)
    assert result.exit_code == code
    assert words in result.stderr


def test_a_silent_take_and_a_text_file_are_told_with_their_names(routine: str, tmp_path: Path) -> None:
    silent = tmp_path / "tavs.mp3"
    silent.write_text("ikke lyd")
    result = run("voices", "record", "lone", routine, str(silent))
    assert result.exit_code == 5
    assert "tavs.mp3" in result.stderr


def test_a_loud_room_is_told(routine: str, tmp_path: Path) -> None:
    take = filed(tmp_path, recorded(LINES, noise=-36))
    assert "the room is loud" in run("voices", "record", "lone", routine, take, "--table").stderr


def test_the_sheet_is_a_page_when_the_file_is_one(routine: str, tmp_path: Path) -> None:
    page = tmp_path / "ark.html"
    assert run("script", routine, "hosteknib", "-o", str(page)).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("script", routine, "--html").stdout.startswith("<!doctype html>")
    assert "Indtalingsark: Små knib på Ærø, Hosteknib" in page.read_text(encoding="utf-8")


def test_the_voices_are_listed_with_those_that_were_recorded(routine: str, made: Recorded, tmp_path: Path) -> None:
    run("voices", "record", "lone", routine, filed(tmp_path, made))
    assert "recorded:lone\tready\t" in run("voices").stdout
    tried = run("voices", "try", "lone", "-o", str(tmp_path / "x.wav"))
    assert tried.exit_code == 0, tried.output
    assert read_wav((tmp_path / "x.wav").read_bytes()).length > 500
