from pathlib import Path

import pytest

from knib.audio.clip import RATE, Clip
from knib.audio.codec import write_wav
from knib.audio.resample import resample
from knib.errors import VoiceError
from knib.plan.cue import Cue
from knib.voice import engine as engines
from knib.voice.booth import Booth
from knib.voice.engine import Engine, Means, Scripted
from knib.voice.recorded.collection import opened
from knib.voice.shelf import Shelf
from takes import recorded, said

LINES = ("Slip helt.", "Knib og løft.")


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    for path, data in opened(tmp_path, "lone").with_lines({line: said(line) for line in LINES}, "2026-01-31"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def lone(voices: Path) -> Engine:
    return engines.load("recorded:lone", Means(folder=voices))


def test_it_says_its_lines_just_as_they_were_recorded_at_every_pace(voices: Path) -> None:
    engine = lone(voices)
    assert engine.name == "recorded:lone"
    assert engine.online is False
    assert [engine.speak(line, pace) for line in LINES for pace in (89, 115)] == [
        said(line) for line in LINES for _ in range(2)
    ]


def test_it_knows_its_lines_however_they_are_spaced_and_no_others(voices: Path) -> None:
    engine = lone(voices)
    assert engine.knows(" Slip\n helt. ")
    assert not engine.knows("Pust ud.")
    with pytest.raises(VoiceError, match=r"has not read 'Pust ud\.'"):
        engine.speak("Pust ud.", 100)


def test_it_lists_the_lines_whose_files_are_there(voices: Path) -> None:
    engine = lone(voices)
    assert isinstance(engine, Scripted)
    assert set(engine.lines()) == set(LINES)
    path = opened(voices, "lone").path("Slip helt.")
    assert path
    path.unlink()
    assert engine.lines() == ("Knib og løft.",)
    assert engine.status().detail == "1 line read"


def test_all_lines_that_are_missing_are_told_at_once_before_anything_is_spoken(voices: Path, tmp_path: Path) -> None:
    booth, spoken = Booth(lone(voices), Shelf(tmp_path / "shelf")), list[Cue]()
    cues = [Cue("Slip helt."), Cue("Pust ud."), Cue("Host."), Cue("Pust ud.", 108)]
    with pytest.raises(VoiceError) as caught:
        booth.speak(cues, on_spoken=lambda cue, _name: spoken.append(cue))
    assert str(caught.value) == "recorded:lone has not read 2 lines of this:\n  Pust ud.\n  Host."
    assert "knib script ROUTINE --voice recorded:lone" in caught.value.cure
    assert spoken == []


def test_a_line_that_is_replaced_is_heard_though_the_old_one_lies_on_the_shelf(voices: Path, tmp_path: Path) -> None:
    shelf, cue = Shelf(tmp_path / "shelf"), Cue("Slip helt.")
    assert Booth(lone(voices), shelf).speak([cue])[cue] == said("Slip helt.")
    for path, data in opened(voices, "lone").with_lines({"Slip helt.": said("Pust ud.")}, "2026-02-01"):
        path.write_bytes(data)
    assert Booth(lone(voices), shelf).speak([cue])[cue] == said("Pust ud.")


def test_a_file_put_in_by_hand_is_cut_and_levelled(voices: Path) -> None:
    before = lone(voices).identity()
    path = opened(voices, "lone").path("Slip helt.")
    assert path
    made = recorded(["Slip helt."])
    path.write_bytes(write_wav(resample(made.clip, 48_000)))
    engine = lone(voices)
    clip = engine.speak("Slip helt.", 100)
    start, end, _ = made.lies[0]
    assert clip.rate == RATE
    assert 0 <= clip.length - (end - start) < 400
    assert engine.identity() != before


def test_a_calm_reader_is_plausible_and_a_pace_changes_nothing_in_that(voices: Path, tmp_path: Path) -> None:
    slow = Clip(said("Slip helt.").pcm * 3)  # 2.6 s for ten signs
    for path, data in opened(voices, "lone").with_lines({"Slip helt.": slow}, "2026-02-01"):
        path.write_bytes(data)
    cue = Cue("Slip helt.", 115)
    assert Booth(lone(voices), Shelf(tmp_path / "shelf")).speak([cue], 111)[cue] == slow


def test_a_damaged_file_is_named(voices: Path) -> None:
    path = opened(voices, "lone").path("Slip helt.")
    assert path
    path.write_bytes(b"RIFF")
    with pytest.raises(VoiceError, match=path.name):
        lone(voices).speak("Slip helt.", 100)


def test_status_tells_what_there_is(voices: Path, tmp_path: Path) -> None:
    assert lone(voices).status().detail == "2 lines read"
    assert engines.load("recorded", Means(folder=voices)).status().detail == "recorded:lone"
    nobody = engines.load("recorded", Means(folder=tmp_path / "empty")).status()
    assert not nobody.ready
    assert "knib voices record" in nobody.cure


@pytest.mark.parametrize("variant", ["", "karen", "../lone"])
def test_a_voice_that_is_not_there_is_told_with_those_that_are(voices: Path, variant: str) -> None:
    engine = engines.load(f"recorded:{variant}", Means(folder=voices))
    with pytest.raises(VoiceError, match="no such recorded voice") as caught:
        engine.knows("Slip helt.")
    assert caught.value.cure == "choose one of: recorded:lone"
    assert not engine.status().ready or not variant
