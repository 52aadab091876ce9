import re
from base64 import b64decode
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli import paging
from knib.cli.app import app
from share.page.leaves import Seen

KNIB = CliRunner()


def test_a_page_carries_its_session_and_what_was_given(tmp_path: Path) -> None:
    file = tmp_path / "side.html"
    given = ["--for", "Åse", "--clinic", "Klinikken", "--phone", "12 34 56 78", "--date", "2026-12-01", "--times", "2"]
    result = KNIB.invoke(app, ["page", "hosteknib", "-o", str(file), *given, "--set", "reps=6"])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{file}\n"
    assert "stands on the page, and in nothing else" in result.stderr
    text = file.read_text(encoding="utf-8")
    words = " ".join(Seen(text).words)
    for told in ("Til  Åse  · 1. december 2026", "Klinikken", "tlf. 12 34 56 78", "2 gange om dagen", "6 knib"):
        assert told in words
    (sound,) = re.findall(r"data:audio/mpeg;base64,([^\"]*)", text)
    assert b64decode(sound).startswith(b"ID3")
    assert "Åse".encode("utf-16-le") not in b64decode(sound)


def test_its_file_is_named_discreetly_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    KNIB.invoke(app, ["page", "hosteknib"])
    KNIB.invoke(app, ["page", "hosteknib", "--no-discreet"])
    assert sorted(path.name for path in Path("output").iterdir()) == ["hosteknib-2min.html", "traening-2min-w4xs.html"]
    assert "<title>Hosteknib</title>" in Path("output/hosteknib-2min.html").read_text(encoding="utf-8")


def test_it_is_english_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    KNIB.invoke(app, ["page", "hosteknib", "-o", str(file), "--language", "en"])
    assert '<html lang="en">' in file.read_text(encoding="utf-8")


def test_a_page_too_heavy_for_mail_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "HEAVY", 1_000_000)
    result = KNIB.invoke(app, ["page", "hosteknib", "-o", str(tmp_path / "a.html")])
    assert result.exit_code == 0
    assert "Warning: the page has 1 MB. Many mail servers refuse more than 1 MB" in result.stderr


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--logo", "væk.png"], 2, "There is no file 'væk.png'."),
        (["--times", "13"], 6, "the diary cannot have 13 marks a day"),
        (["--language", "de"], 2, "'de' is not one of 'da', 'en'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    options: list[str], code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = KNIB.invoke(app, ["page", "hosteknib", *options])
    assert result.exit_code == code
    assert told in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []
