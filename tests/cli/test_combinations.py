"""An option that would have no effect beside another one is refused, never passed over."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app

KNIB = CliRunner()
ROUTINE = """\
routine: Tre knib
parameters: {reps: 3}
exercises:
  - {name: Knib, reps: "{reps}", phases: [{work: Knib., for: 2 s}, {rest: Slip., for: 2 s}]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(ROUTINE, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render", "a.yaml", "--format", "wav", "--quality", "high"], "--quality is that of an MP3"),
        (["render", "a.yaml", "-o", "a.flac", "--quality", "small"], "--quality is that of an MP3"),
        (["programme", "artiklens-plan", "--format", "opus", "--quality", "high"], "--quality is that of an MP3"),
        (["watch", "a.yaml", "--no-render", "-o", "ud"], "With --no-render nothing is written."),
        (["watch", "a.yaml", "--no-render", "--replace"], "With --no-render nothing is written."),
        (["feed", "podcast", "a.yaml", "--check"], "--check reads the feeds of a folder"),
        (["feed", "podcast", "--dose", "5 knib 2/2", "--check"], "--check reads the feeds of a folder"),
        (["calendar", "--set", "reps=4"], "--set changes a routine, and none is named."),
        (["calendar", "--voice", "espeak"], "--voice speaks a routine, and none is named."),
        (["say", "Knib.", "--print", "--phonemes"], "--print and --phonemes were both given."),
        (["voices", "record", "lone", "a.yaml", "t.wav", "--line", "1", "--table"], "--line says where one line lies"),
        (["voices", "record", "lone", "a.yaml", "t.wav", "--table", "--json"], "--table and --json"),
        (["voices", "record", "lone", "a.yaml", "t.wav", "--table", "--times", "t.tsv"], "--table and --times"),
        (["cache", "--clear", "--verify"], "--clear leaves nothing to look at"),
        (["cache", "--clear", "--max-size", "1GB"], "--clear leaves nothing to look at"),
        (["cache", "--yes"], "--yes answers the question of --clear."),
        (["render", "a.yaml", "--set", "reps=4", "--set", "reps=5"], "--set reps=5 is no setting"),
    ],
)
def test_what_would_be_passed_over_is_refused_and_nothing_is_written(arguments: list[str], words: str) -> None:
    result = KNIB.invoke(app, arguments)
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert [path.name for path in Path().iterdir()] == ["a.yaml"]


def test_captions_of_another_dose_are_not_handed_out_with_a_session() -> None:
    KNIB.invoke(app, ["render", "a.yaml", "-o", "a.mp3", "--captions"])
    KNIB.invoke(app, ["render", "a.yaml", "-o", "a.mp3", "--set", "reps=5"])
    result = KNIB.invoke(app, ["share", "a.mp3", "-o", "til"])
    assert result.exit_code == 0, result.output
    assert "a.vtt tells of another session than a.mp3, and is left out." in result.stderr
    assert not list(Path("til").glob("*.vtt"))
    KNIB.invoke(app, ["render", "a.yaml", "-o", "a.mp3", "--set", "reps=5", "--captions"])
    again = KNIB.invoke(app, ["share", "a.mp3", "-o", "til"])
    assert again.exit_code == 0, again.output
    assert len(list(Path("til").glob("*.vtt"))) == 1
