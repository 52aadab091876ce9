import re
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knib.cli import feeding
from knib.cli.app import app
from knib.export.containers import read_back
from knib.export.imprint import Under, unpacked

KNIB = CliRunner()
URL = "https://example.dk/lyd"
UNGUESSED = "sQ7xZp20vKd_Lm9-TrB4wY"


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "today", lambda: date(2026, 12, 1))


def fed(folder: Path, *given: str) -> Result:
    result = KNIB.invoke(app, ["feed", str(folder), *given])
    assert result.exit_code == 0, result.output
    return result


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_feed_lies_below_a_new_name_of_128_bits_and_says_so(tmp_path: Path) -> None:
    result = fed(tmp_path, "find-musklen", "--base-url", URL)
    (folder,) = tmp_path.iterdir()
    assert re.fullmatch(r"[0-9a-f]{32}", folder.name)
    assert f"nobody guesses: {folder.name}" in result.stderr
    assert result.stdout.splitlines()[-1] == f"{URL}/{folder.name}/feed.xml"
    assert sorted(contents(folder)) == [
        ".traening.json",
        "01-traening-2min.json",
        "01-traening-2min.mp3",
        "01-traening-2min.vtt",
        "cover.jpg",
        "feed.xml",
    ]


def test_its_sounds_have_a_bed_and_tell_nothing(tmp_path: Path) -> None:
    fed(tmp_path, "find-musklen", "--base-url", f"{URL}/{UNGUESSED}")
    told = read_back((tmp_path / "01-traening-2min.mp3").read_bytes())
    assert unpacked(told.plan).conditions.under is Under.BED
    assert told.title == "Træning 1, 2 min"


def test_an_address_with_a_secret_part_is_kept_and_the_same_feed_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        result = fed(tmp_path / name, "find-musklen", "--base-url", f"{URL}/{UNGUESSED}/")
        assert "lies in the folder itself" in result.stderr
        assert result.stdout.splitlines()[-1] == f"{URL}/{UNGUESSED}/feed.xml"
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_feed_that_is_made_again_keeps_its_address_and_nothing_of_the_one_before(tmp_path: Path) -> None:
    first = fed(tmp_path, "find-musklen", "hosteknib", "--base-url", URL)
    again = fed(tmp_path, "hosteknib", "--base-url", URL)
    assert "old secret name is kept" in again.stderr
    assert again.stdout.splitlines()[-1] == first.stdout.splitlines()[-1]
    (folder,) = tmp_path.iterdir()
    assert not list(folder.glob("02-*"))
    assert f"Removed: {folder / '02-traening-2min.mp3'}" in again.stderr


def test_a_feed_does_not_take_its_own_sounds_for_new_sessions(tmp_path: Path) -> None:
    assert KNIB.invoke(app, ["render", "find-musklen", "--bed", "-o", str(tmp_path)]).exit_code == 0
    own = f"{URL}/c0920436f5fbef748906ccb1359b7097"
    for _ in range(2):
        fed(tmp_path, "--base-url", own)
        assert sorted(path.name for path in tmp_path.glob("*.mp3")) == ["01-traening-2min.mp3", "find-musklen-2min.mp3"]


def test_finished_sessions_with_a_bed_become_episodes_with_the_words_beside_them(tmp_path: Path) -> None:
    rendered = KNIB.invoke(app, ["render", "find-musklen", "--bed", "--captions", "-o", str(tmp_path)])
    assert rendered.exit_code == 0
    fed(tmp_path, "--base-url", URL)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    files = contents(folder)
    assert files["01-traening-2min.mp3"] == (tmp_path / "find-musklen-2min.mp3").read_bytes()
    assert files["01-traening-2min.vtt"] == (tmp_path / "find-musklen-2min.vtt").read_bytes()


def test_a_feed_is_checked_by_ear_and_what_was_changed_is_told(tmp_path: Path) -> None:
    fed(tmp_path, "find-musklen", "--base-url", URL)
    assert fed(tmp_path, "--check").stdout.startswith("ok ")
    (folder,) = tmp_path.iterdir()
    (folder / "01-traening-2min.vtt").unlink()
    result = KNIB.invoke(app, ["feed", str(folder), "--check"])
    assert result.exit_code == 6
    assert "BAD" in result.stdout
    assert "no '01-traening-2min.vtt' beside the feed" in result.stdout


def test_without_a_decoder_frames_are_counted_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fed(tmp_path, "find-musklen", "--base-url", URL)
    monkeypatch.setitem(sys.modules, "av", None)
    result = fed(tmp_path, "--check")
    assert result.stdout.startswith("ok ")
    assert "Frames were counted, not decoded" in result.stderr


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (["find-musklen"], 2, "Where will the feed lie?"),
        (["find-musklen", "--base-url", "http://example.dk"], 6, "use a host with https://"),
        (["hosteknip", "--base-url", URL], 2, "did you mean the ready routine 'hosteknib'?"),
        (["--base-url", URL], 2, "There is no finished session"),
        (["--check"], 2, "There is no feed.xml"),
    ],
)
def test_what_cannot_be_is_told_with_its_cure_and_nothing_is_written(
    given: list[str], code: int, says: str, tmp_path: Path
) -> None:
    result = KNIB.invoke(app, ["feed", str(tmp_path / "podcast"), *given])
    assert result.exit_code == code, result.output
    assert says in result.stderr
    assert "Try: " in result.stderr
    assert not (tmp_path / "podcast").exists()


def test_finished_sessions_without_a_bed_are_refused(tmp_path: Path) -> None:
    KNIB.invoke(app, ["render", "find-musklen", "-o", str(tmp_path)])
    result = KNIB.invoke(app, ["feed", str(tmp_path), "--base-url", URL])
    assert result.exit_code == 5
    assert "it has no bed, so podcast apps would skip its rests" in result.stderr
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_folder_with_several_feeds_is_asked_which(tmp_path: Path) -> None:
    for secret in ("0" * 32, "1" * 32):
        (tmp_path / secret).mkdir()
        (tmp_path / secret / "feed.xml").touch()
    result = KNIB.invoke(app, ["feed", str(tmp_path), "find-musklen", "--base-url", URL])
    assert result.exit_code == 2
    assert "holds 2 feeds" in result.stderr
