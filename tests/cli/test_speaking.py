import importlib.util
import json
from pathlib import Path

import pytest
import soundfile
from typer.testing import CliRunner

from fakes import FakeEngine
from knib.cli.app import app

KNIB = CliRunner()


def test_a_line_is_spoken_to_a_wav_file(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["say", "Knib og løft.", "-o", str(tmp_path / "linje.wav")])
    assert result.exit_code == 0, result.output
    sound, rate = soundfile.read(tmp_path / "linje.wav")
    assert rate == 24_000
    assert abs(sound).max() > 0.1


def test_print_shows_the_text_as_the_voice_gets_it_and_speaks_nothing(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["say", "3x10 på 5 sek.", "--print", "-o", str(tmp_path / "x.wav")])
    assert result.exit_code == 0
    assert "3 gange 10" in result.stdout
    assert not (tmp_path / "x.wav").exists()


def test_phonemes_shows_the_sounds_of_a_line_and_speaks_nothing(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["say", "Knib 3 x dagl. Slip.", "--phonemes", "-o", str(tmp_path / "x.wav")])
    assert result.stdout == "kn'i:b tR'?e g'?AN@- d'?Awl?it | sl'?ep\n"
    assert not (tmp_path / "x.wav").exists()


def test_a_voice_without_phonemes_tells_who_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knib.voice.engine.load", lambda *_: FakeEngine())
    result = KNIB.invoke(app, ["say", "Knib.", "--phonemes"])
    assert result.exit_code == 2
    assert "Try: ask the voice espeak: --voice espeak" in result.stderr


def test_a_lexicon_of_the_users_own_is_used(tmp_path: Path) -> None:
    mine = tmp_path / "mine.lexicon"
    mine.write_text("[all]\nKegel = kejgel\n", "utf-8")
    assert KNIB.invoke(app, ["say", "Kegel.", "--print", "--lexicon", str(mine)]).stdout == "Kejgel.\n"
    wrong = tmp_path / "wrong.lexicon"
    wrong.write_text("[espeak]\nKegel = /kQ/\n", "utf-8")
    result = KNIB.invoke(app, ["say", "Kegel.", "--lexicon", str(wrong)])
    assert result.exit_code == 3
    assert f"{wrong}:2:1: 'Kegel' has unknown phonemes 'Q'" in result.stderr


@pytest.mark.parametrize(
    ("voice", "printed"),
    [
        ("espeak", "3 gange 10 kejgel [[kn'i:b]]."),
        ("piper:nowhere", "3 gange 10 kejgel knib."),
        ("gtts", "tre gange ti kejgel knib."),
        ("http:nowhere", "tre gange ti kejgel knib."),
    ],
)
def test_every_voice_gets_the_words_for_all_and_its_own_numbers(tmp_path: Path, voice: str, printed: str) -> None:
    mine = tmp_path / "mine.lexicon"
    mine.write_text("[all]\nKegel = kejgel\n[recorded]\nknib = klem\n", "utf-8")
    result = KNIB.invoke(app, ["say", "3x10 kegel knib.", "--print", "--voice", voice, "--lexicon", str(mine)])
    assert result.stdout == f"{printed}\n"


def test_a_voice_has_words_of_its_own_and_over_those_for_all(tmp_path: Path) -> None:
    mine = tmp_path / "mine.lexicon"
    mine.write_text("[all]\nMR = em er\n[gtts]\nMR = em ar\n", "utf-8")
    say = ["say", "MR.", "--print", "--lexicon", str(mine)]
    assert [KNIB.invoke(app, [*say, "--voice", voice]).stdout for voice in ("gtts", "http:x", "piper:x")] == [
        "Em ar.\n",
        "Em er.\n",
        "Em er.\n",
    ]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system's player was asked to open; nothing sounds."""
    paths: list[str] = []

    def launch(path: str) -> int:
        paths.append(path)
        return 0

    monkeypatch.setattr("typer.launch", launch)
    return paths


def test_without_a_file_the_line_goes_to_the_player(opened: list[str]) -> None:
    assert KNIB.invoke(app, ["say", "Hold."]).exit_code == 0
    assert soundfile.info(opened[0]).samplerate == 24_000


def test_a_machine_without_a_player_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.launch", lambda _path: 1)
    result = KNIB.invoke(app, ["say", "Hold."])
    assert result.exit_code == 2
    assert "Try: write it to a file" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["..."], "nothing to say"), (["Hold", "-o", "x.mp3"], "not a WAV"), (["Hold", "-o", "."], "not a WAV")],
)
def test_what_cannot_be_said_is_refused(arguments: list[str], words: str) -> None:
    result = KNIB.invoke(app, ["say", *arguments])
    assert result.exit_code == 2
    assert words in result.stderr


def test_play_opens_the_session_with_the_system_player(tmp_path: Path, opened: list[str]) -> None:
    session = tmp_path / "session.mp3"
    session.write_bytes(b"x")
    assert KNIB.invoke(app, ["play", str(session)]).exit_code == 0
    assert opened == [str(session)]


def test_play_tells_when_there_is_no_such_file(tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["play", str(tmp_path / "nope.mp3")])
    assert result.exit_code == 2
    assert "knib render" in result.stderr


def test_voices_lists_the_embedded_voice_as_ready_and_default() -> None:
    (row,) = [row for row in json.loads(KNIB.invoke(app, ["voices", "--json"]).stdout) if row["name"] == "espeak"]
    assert row["ready"] is True
    assert row["default"] is True
    assert "espeak\tready\t" in KNIB.invoke(app, ["voices"]).stdout


def test_the_doctor_finds_everything_ready() -> None:
    result = KNIB.invoke(app, ["doctor"])
    assert result.exit_code == 0, result.output
    assert all(line.startswith("ok ") for line in result.stdout.splitlines())


def test_the_doctor_names_each_part_that_is_not_there_and_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    told = KNIB.invoke(app, ["doctor"]).stdout
    assert {f"ok   {what}: ready" for what in ("M4A, Opus, FLAC, verify", "share, sheet, qr", "serve")} <= set(
        told.splitlines()
    )
    there = importlib.util.find_spec
    absent = {"av", "fpdf", "starlette"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in absent else there(name))
    told = KNIB.invoke(app, ["doctor"]).stdout
    assert 'ok   M4A, Opus, FLAC, verify: not installed; if you want it: pip install "av>=18.1,<19"' in told
    assert 'ok   share, sheet, qr: not installed; if you want it: pip install "fpdf2>=2.8.3,<3" "segno>=1.6.1"' in told
    assert 'ok   serve: not installed; if you want it: pip install "starlette>=0.47" "uvicorn>=0.34"' in told
    assert "voice recorded: not ready: no voice recorded yet; if you want it: record one: knib script" in told


def test_the_doctor_names_what_is_broken_and_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("KNIB_CACHE_DIR", str(blocked))
    result = KNIB.invoke(app, ["doctor"])
    assert result.exit_code == 4
    assert "NOT  shelf" in result.stdout
    assert "Try: set KNIB_CACHE_DIR" in result.stdout
    findings = json.loads(KNIB.invoke(app, ["doctor", "--json"]).stdout)
    assert [finding["what"] for finding in findings if not finding["ready"]] == ["shelf for spoken cues"]
