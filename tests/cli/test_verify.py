import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from export.spoken import finished, good, length, replaced, starts, timeline
from knib.audio.clip import silence
from knib.audio.form import Format
from knib.cli.verifying import verify
from knib.units import Ms, exact_clock

APP = typer.Typer()
APP.command()(verify)


@pytest.fixture
def session(tmp_path: Path) -> Path:
    path = tmp_path / "01-traening.mp3"
    path.write_bytes(good(Format.MP3))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.flac"
    path.write_bytes(finished(Format.FLAC, replaced(starts("Slip.")[0], silence(length("Slip.") * 24))))
    return path


def verified(*files: Path | str) -> Result:
    return CliRunner().invoke(APP, [str(file) for file in files])


def test_a_good_session_is_told_in_one_line(session: Path) -> None:
    result = verified(session)
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"ok   {session}  0:3")
    assert f"{len(timeline().placed)} sounds, -1" in line


def test_a_fault_is_told_with_its_place_and_exits_with_5(broken: Path) -> None:
    result = verified(broken)
    assert result.exit_code == 5
    first, second = result.stdout.splitlines()
    assert first.startswith(f"BAD  {broken}")
    where = exact_clock(Ms(starts("Slip.")[0]))
    assert second.strip() == f"{where}  cue 4 is missing: nothing is heard there"


def test_every_file_is_listened_to_and_one_bad_one_is_enough_to_fail(session: Path, broken: Path) -> None:
    result = verified(broken, session, broken)
    assert result.exit_code == 5
    assert [line[:3] for line in result.stdout.splitlines() if not line.startswith(" ")] == ["BAD", "ok ", "BAD"]


def test_json_tells_the_same(session: Path, broken: Path) -> None:
    result = verified("--json", session, broken)
    assert result.exit_code == 5
    fine, bad = json.loads(result.stdout)
    assert (fine["ok"], fine["format"], fine["faults"]) == (True, "mp3", [])
    assert fine["duration_ms"] == timeline().length
    assert fine["loudness_lufs"] == pytest.approx(-16, abs=1)
    fault: dict[str, Any] = bad["faults"][0]
    assert (bad["ok"], fault["code"], fault["at"]) == (False, "missing", starts("Slip.")[0])


def test_a_file_without_a_plan_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.wav"
    path.write_bytes(good(Format.WAV)[:44])
    result = verified(path)
    assert result.exit_code == 5
    assert "it carries no plan to compare it with" in result.stdout


def test_silence_has_no_loudness_in_json(tmp_path: Path) -> None:
    path = tmp_path / "silent.flac"
    path.write_bytes(finished(Format.FLAC, silence(timeline().length * 24)))
    result = verified("--json", path)
    assert json.loads(result.stdout)[0]["loudness_lufs"] is None


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("nix.mp3", None, 2, "There is no file"),
        ("routine.yaml", b"routine: x", 5, "no sound file of a format that sessions have"),
        ("empty.mp3", b"", 5, "no sound file"),
    ],
)
def test_what_is_no_session_is_told_in_words(
    name: str, content: bytes | None, code: int, words: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = verified(tmp_path / name)
    assert result.exit_code == code
    assert words in result.stderr
    assert name in result.stderr
    assert "Try: " in result.stderr


def test_a_folder_is_told_in_words(tmp_path: Path) -> None:
    result = verified(tmp_path)
    assert result.exit_code == 2
    assert "Cannot read the file" in result.stderr


def test_a_missing_file_hides_no_fault(broken: Path, tmp_path: Path) -> None:
    assert verified(tmp_path / "nix.mp3", broken).exit_code == 5


def test_one_missing_file_among_good_ones_exits_with_8(session: Path, tmp_path: Path) -> None:
    assert verified(tmp_path / "nix.mp3", session).exit_code == 8
