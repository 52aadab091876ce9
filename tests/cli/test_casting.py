"""Who speaks: command line, environment, routine and settings put together, and several voices in one session."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fakes import FakeEngine
from knib.cli import casting
from knib.cli.app import app
from knib.errors import UsageError
from knib.spec.reader import read
from knib.voice.engine import ENGINES, Means

KNIB = CliRunner()

TEXT = """\
routine: Prøve
{}
exercises:
  - name: A
    reps: 2
    phases:
      - {{work: Knib., for: 2 s}}
      - {{rest: Slip., for: 3 s}}
"""

MADE: list[FakeEngine] = []


def spoken_by_lone(means: Means) -> FakeEngine:
    return _made(FakeEngine(name=f"recorded:{means.variant}", lines=frozenset({"Knib."})))


def online(_means: Means) -> FakeEngine:
    return _made(FakeEngine(name="gtts", online=True))


def asleep(_means: Means) -> FakeEngine:
    return _made(FakeEngine(name="piper", ready=False))


def _made(engine: FakeEngine) -> FakeEngine:
    MADE.append(engine)
    return engine


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of its own: three fake engines beside the real one, and recordings called `lone`."""
    for name, factory in {"recorded": "spoken_by_lone", "gtts": "online", "piper": "asleep"}.items():
        monkeypatch.setitem(_table(), name, f"{__name__}:{factory}")
    monkeypatch.setattr("knib.voice.engine.import_module", _module)
    monkeypatch.setattr("knib.cli.sources._OPEN", {})
    for name in ("CACHE", "CONFIG", "VOICES"):
        monkeypatch.setenv(f"KNIB_{name}_DIR", str(tmp_path / name.lower()))
    (tmp_path / "voices" / "recorded" / "lone").mkdir(parents=True)
    MADE.clear()
    return tmp_path


def _table() -> dict[str, str]:
    assert isinstance(ENGINES, dict)
    return ENGINES


def _module(name: str) -> object:
    import sys
    from importlib import import_module

    return sys.modules[name] if name == __name__ else import_module(name)


def settings(house: Path, text: str) -> None:
    (house / "config").mkdir(exist_ok=True)
    (house / "config" / "settings.toml").write_text(text, encoding="utf-8")


def routine(house: Path, voice: str = "") -> Path:
    path = house / "prøve.yaml"
    path.write_text(TEXT.format(voice), encoding="utf-8")
    return path


def cast(voice: str = "", asked: list[str] | None = None) -> tuple[str, ...]:
    return casting.cast(read(TEXT.format(voice).encode(), "prøve.yaml"), asked)


def test_who_speaks_by_who_asks(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cast() == ("espeak",)
    settings(house, 'voice = ["lone", "espeak"]')
    assert cast() == ("recorded:lone", "espeak")
    assert cast("voice: piper") == ("piper",)
    assert cast("voice: {engine: [piper, espeak], pace: rask}") == ("piper", "espeak")
    settings(house, 'voice = "lone"\n[voices]\nalways = true')
    assert cast("voice: piper") == ("recorded:lone",)
    monkeypatch.setenv("KNIB_VOICE", "espeak")
    assert cast("voice: piper") == ("espeak",)
    assert cast("voice: piper", ["gtts,lone", "recorded:lone"]) == ("gtts", "recorded:lone")


def test_a_routine_never_sends_text_away_by_itself(house: Path) -> None:
    with pytest.raises(UsageError, match=r"prøve\.yaml asks for the voice gtts, which sends every line away") as caught:
        cast("voice: [lone, gtts]")
    assert "--voice recorded:lone,gtts" in caught.value.cure
    assert cast("voice: [lone, gtts]", ["gtts"]) == ("gtts",)
    settings(house, 'voice = ["espeak", "gtts"]')
    assert cast("voice: [lone, gtts]") == ("recorded:lone", "gtts")


def test_a_bare_name_is_a_recording_only_when_there_is_one() -> None:
    assert casting.full_names(["lone", "mona", "espeak", "../lone", "piper:lone"]) == (
        "recorded:lone",
        "mona",
        "espeak",
        "../lone",
        "piper:lone",
    )


def test_an_engine_is_made_with_its_own_table(house: Path) -> None:
    settings(house, "offline = true\n[voices.http.lokal]\nurl = 'http://127.0.0.1'\n")
    from knib.settings.file import load

    means = casting.means("http:lokal", load())
    assert means.settings == {"lokal": {"url": "http://127.0.0.1"}}
    assert means.offline
    assert means.folder == house / "voices"
    assert casting.variants("http", load()) == ["http:lokal"]
    assert casting.variants("recorded", load()) == ["recorded:lone"]


def test_the_pace_of_the_settings_counts_when_the_routine_has_none(house: Path) -> None:
    settings(house, 'pace = "rask"')
    paces = {}
    for voice in ("", "voice: {pace: rolig}", "voice: piper"):
        paces[voice] = casting.preferred(read(TEXT.format(voice).encode(), "x")).voice.pace
    assert list(paces.values()) == ["rask", "rolig", "rask"]
    settings(house, 'pace = "rask"\n[voices]\nalways = true')
    assert casting.preferred(read(TEXT.format("voice: {pace: rolig}").encode(), "x")).voice.pace == "rask"


def test_the_report_tells_line_by_line_who_spoke_what(house: Path) -> None:
    file = routine(house, "voice: [lone, espeak]")
    result = KNIB.invoke(app, ["render", str(file), "-o", str(house / "out")])
    assert result.exit_code == 0, result.output
    assert "voice: recorded:lone (1 line), espeak (1 line)" in result.stdout
    assert "     espeak: Slip." in result.stderr
    (made,) = json.loads(KNIB.invoke(app, ["render", str(file), "-o", str(house / "out"), "--json"]).stdout)
    assert made["voice"] == "recorded:lone, espeak"
    assert made["voices"] == {"recorded:lone": 1, "espeak": 1}
    assert made["lines"] == {"recorded:lone": ["Knib."], "espeak": ["Slip."]}


@pytest.mark.parametrize(("told", "name"), [([], "recorded"), (["--no-discreet"], "recorded:lone")])
def test_the_file_itself_tells_who_spoke_and_a_discreet_one_by_engine_only(
    house: Path, told: list[str], name: str
) -> None:
    arguments = ["render", str(routine(house)), "-o", str(house / "out"), "--json", "--voice", "lone,espeak", *told]
    (made,) = json.loads(KNIB.invoke(app, arguments).stdout)
    (report,) = json.loads(KNIB.invoke(app, ["verify", made["file"], "--json"]).stdout)
    assert report["voices"] == {name: 2, "espeak": 2}


def test_the_plan_tells_who_would_speak(house: Path) -> None:
    plan = json.loads(
        KNIB.invoke(app, ["plan", str(routine(house)), "--json", "--voice", "lone", "--voice", "espeak"]).stdout
    )
    voices: Mapping[str, str] = {cue["text"]: cue["voice"] for cue in plan["cues"] if "voice" in cue}
    assert voices == {"Knib.": "recorded:lone", "Slip.": "espeak"}


def test_a_voice_that_is_not_ready_is_a_warning_in_a_chain_and_an_error_alone(house: Path) -> None:
    out = ["-o", str(house / "out")]
    chain = KNIB.invoke(app, ["render", str(routine(house)), *out, "--voice", "piper,espeak"])
    assert chain.exit_code == 0
    assert "Warning: the voice piper is left out" in chain.stderr
    assert "wake up piper" in chain.stderr
    both = KNIB.invoke(app, ["render", str(routine(house)), *out, "--voice", "piper,lone"])
    assert both.exit_code == 4
    assert "Try: wake up piper" in both.stderr


def test_nothing_is_spoken_twice_in_sessions_processes_and_days(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = routine(house)
    command = ["render", str(file), str(file), "-o", str(house / "out"), "--voice", "gtts"]
    for _ in range(3):
        assert KNIB.invoke(app, command).exit_code == 0
        monkeypatch.setattr("knib.cli.sources._OPEN", {})  # as in another process, on another day
    assert [engine.asked for engine in MADE if engine.asked] == [[("Knib.", 89), ("Slip.", 89)]]


def test_voices_marks_those_that_speak_by_default_and_lists_recordings(house: Path) -> None:
    settings(house, 'voice = ["lone", "espeak"]')
    rows = {row["name"]: row for row in json.loads(KNIB.invoke(app, ["voices", "--json"]).stdout)}
    assert [(name, row["order"]) for name, row in rows.items() if row["default"]] == [
        ("espeak", 2),
        ("recorded:lone", 1),
    ]
    assert rows["gtts"]["online"]
    assert rows["piper"]["cure"] == "wake up piper"
    shown = KNIB.invoke(app, ["voices"]).stdout
    assert "(default, asked as no. 1)" in shown
    assert "(online)" in shown


def test_try_speaks_a_sample_with_any_voice(house: Path) -> None:
    result = KNIB.invoke(app, ["voices", "try", "espeak", "-o", str(house / "a.wav")])
    assert result.exit_code == 0, result.output
    assert (house / "a.wav").stat().st_size > 48_000
    assert KNIB.invoke(app, ["voices", "try", "gtts", "Hold.", "-o", str(house / "b.wav")]).exit_code == 0
    assert MADE[-1].asked == [("Hold.", 89)]
    assert KNIB.invoke(app, ["voices", "try", "espeek"]).exit_code == 2


def test_use_writes_the_setting_and_tells_what_an_online_voice_means(house: Path) -> None:
    result = KNIB.invoke(app, ["voices", "use", "lone", "espeak"])
    assert result.exit_code == 0, result.output
    assert 'voice = ["lone", "espeak"]' in (house / "config" / "settings.toml").read_text(encoding="utf-8")
    refused = KNIB.invoke(app, ["voices", "use", "gtts"], input="n\n")
    assert "the text of every line that it speaks is sent away" in refused.stderr
    assert refused.exit_code == 130
    assert cast() == ("recorded:lone", "espeak")
    assert KNIB.invoke(app, ["voices", "use", "gtts", "--yes"]).exit_code == 0
    assert cast() == ("gtts",)
    assert KNIB.invoke(app, ["voices", "use", "espeek"]).exit_code == 2
    assert cast() == ("gtts",)


def test_a_comma_too_many_is_told() -> None:
    with pytest.raises(UsageError, match="has no name"):
        casting.asked_for(["lone,,espeak"])
