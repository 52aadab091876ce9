from array import array
from collections.abc import Mapping
from pathlib import Path

import pytest

from fakes import FakeEngine
from knib.audio.clip import Clip
from knib.errors import VoiceError, WriteError
from knib.plan.cue import Cue
from knib.units import Ms
from knib.voice.booth import Booth
from knib.voice.engines.espeak import Espeak
from knib.voice.lengths import implausible
from knib.voice.shelf import Shelf

HOLD, SLIP = Cue("Hold."), Cue("Slip helt.")


def tone(milliseconds: int) -> Clip:
    return Clip(array("h", [2000, -2000] * (12 * milliseconds)).tobytes())


class SaysAlways(FakeEngine):
    """An engine that gives one and the same clip, whatever it is asked."""

    def __init__(self, clip: Clip) -> None:
        super().__init__()
        self.clip = clip

    def speak(self, text: str, pace: int) -> Clip:
        self.asked.append((text, pace))
        return self.clip


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def entries(shelf: Shelf) -> list[Path]:
    return [p for p in shelf.folder.rglob("*") if p.is_file()]


def test_every_cue_gets_its_clip(shelf: Shelf) -> None:
    clips = Booth(FakeEngine(), shelf).speak([HOLD, SLIP])
    assert {cue.text: clip.length for cue, clip in clips.items()} == {"Hold.": 250, "Slip helt.": 500}


def test_a_cue_is_spoken_once_however_often_it_comes(shelf: Shelf) -> None:
    engine = FakeEngine()
    clips = Booth(engine, shelf).speak([HOLD, SLIP, HOLD, Cue("Hold.")])
    assert engine.asked == [("Hold.", 100), ("Slip helt.", 100)]
    assert list(clips) == [HOLD, SLIP]


def test_the_next_session_asks_the_engine_nothing(shelf: Shelf) -> None:
    first = Booth(FakeEngine(), shelf).speak([HOLD, SLIP])
    engine = FakeEngine()
    assert Booth(engine, shelf).speak([HOLD, SLIP]) == first
    assert engine.asked == []


def test_a_clip_from_the_shelf_is_at_hand_for_the_next_session_of_the_process(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([HOLD])
    engine = FakeEngine()
    booth = Booth(engine, shelf)
    first = booth.speak([HOLD])
    for entry in entries(shelf):
        entry.unlink()
    assert booth.speak([HOLD])[HOLD] is first[HOLD]
    assert engine.asked == []


def test_what_is_at_hand_at_one_pace_is_not_taken_for_another(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([HOLD])
    engine = FakeEngine()
    booth = Booth(engine, shelf)
    booth.speak([HOLD])
    booth.speak([HOLD, Cue("Hold.", haste=115)], pace=80)
    assert engine.asked == [("Hold.", 80), ("Hold.", 92)]


def test_haste_comes_on_top_of_pace(shelf: Shelf) -> None:
    engine = FakeEngine()
    Booth(engine, shelf).speak([HOLD, Cue("Hold.", haste=115)], pace=80)
    assert engine.asked == [("Hold.", 80), ("Hold.", 92)]


def test_another_pace_or_another_version_is_another_clip(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([HOLD])
    assert Booth(FakeEngine(), shelf).missing([HOLD], pace=90) == (HOLD,)
    assert Booth(FakeEngine(version="2"), shelf).missing([HOLD]) == (HOLD,)
    assert Booth(FakeEngine(), shelf).missing([HOLD]) == ()


def test_two_cues_that_are_read_alike_are_spoken_once(shelf: Shelf) -> None:
    class Lower(FakeEngine):
        def text_for(self, text: str) -> str:
            return text.lower()

    engine = Lower()
    clips = Booth(engine, shelf).speak([Cue("Hold."), Cue("HOLD.")])
    assert engine.asked == [("hold.", 100)]
    assert len(clips) == 2


def test_missing_names_what_would_be_spoken_and_speaks_nothing(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([HOLD])
    engine = FakeEngine()
    assert Booth(engine, shelf).missing([SLIP, HOLD, SLIP]) == (SLIP,)
    assert engine.asked == []


def test_it_tells_of_every_distinct_cue_fresh_or_kept(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([HOLD])
    told: list[tuple[Cue, str]] = []
    Booth(FakeEngine(), shelf).speak([HOLD, SLIP, HOLD], on_spoken=lambda cue, name: told.append((cue, name)))
    assert told == [(HOLD, "fake"), (SLIP, "fake")]


def test_an_engines_error_names_the_cue_and_keeps_its_cure(shelf: Shelf) -> None:
    with pytest.raises(VoiceError, match=r"cue 'Slip helt\.': fake: cannot say") as caught:
        Booth(FakeEngine(mute=frozenset({"Slip helt."})), shelf).speak([HOLD, SLIP])
    assert caught.value.cure == "say something else"


@pytest.mark.parametrize(("name", "raised"), [("tale", VoiceError), ("espeak", ZeroDivisionError)])
def test_whatever_another_packages_engine_raises_is_said_in_words(
    shelf: Shelf, name: str, raised: type[Exception]
) -> None:
    class Broken(FakeEngine):
        def speak(self, text: str, pace: int) -> Clip:
            raise ZeroDivisionError(f"{text} at {pace}")

    with pytest.raises(raised, match=r"Hold\. at 100") as caught:
        Booth(Broken(name=name), shelf).speak([Cue("Hold.")])
    assert name == "espeak" or "cue 'Hold.': tale failed: ZeroDivisionError" in str(caught.value)


def test_what_was_spoken_before_an_error_is_kept(shelf: Shelf) -> None:
    booth = Booth(FakeEngine(mute=frozenset({"Slip helt."})), shelf)
    with pytest.raises(VoiceError):
        booth.speak([HOLD, SLIP])
    assert booth.missing([HOLD, SLIP]) == (SLIP,)


@pytest.mark.parametrize(
    ("clip", "words"),
    [
        pytest.param(Clip(b""), "0 ms of sound", id="nothing"),
        pytest.param(Clip(bytes(48_000)), "silence", id="a second of silence"),
        pytest.param(tone(149), "149 ms of sound", id="a click"),
        pytest.param(tone(2001), "2001 ms of sound", id="far too long"),  # 5 x 200 + 1000
        pytest.param(Clip(tone(500).pcm, 44_100), "44100 Hz", id="another rate"),
    ],
)
def test_a_clip_that_cannot_be_the_cue_is_an_error_and_never_kept(shelf: Shelf, clip: Clip, words: str) -> None:
    with pytest.raises(VoiceError, match="cue 'Hold.': fake gave .*" + words):
        Booth(SaysAlways(clip), shelf).speak([HOLD])
    assert entries(shelf) == []


@pytest.mark.parametrize(
    ("text", "shortest", "longest"),
    [
        ("3", 50, 2000),  # one digit is read as a word: 5 characters
        ("Op", 100, 1400),
        ("Hold", 150, 1800),
        ("77", 100, 3000),
    ],
)
def test_how_short_and_how_long_a_cue_may_be(text: str, shortest: int, longest: int) -> None:
    assert implausible(tone(shortest - 1), text, 100)
    assert not implausible(tone(shortest), text, 100)
    assert not implausible(tone(longest), text, 100)
    assert implausible(tone(longest + 1), text, 100)


def test_the_bounds_follow_the_pace() -> None:
    assert not implausible(tone(75), "Hold", 200)
    assert not implausible(tone(3600), "Hold", 50)


@pytest.mark.parametrize("pace", [70, 100, 115, 132])
def test_the_fake_engine_is_plausible_at_any_pace_and_length(shelf: Shelf, pace: int) -> None:
    cues = [Cue("x" * n) for n in range(1, 40)]
    assert len(Booth(FakeEngine(), shelf).speak(cues, pace)) == 39


def test_an_implausible_clip_on_the_shelf_is_made_again(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([HOLD])
    (entry,) = entries(shelf)
    shelf.put(entry.name, bytes(48_000))
    assert Booth(FakeEngine(), shelf).speak([HOLD])[HOLD].length == 250
    assert shelf.get(entry.name) != bytes(48_000)


def test_a_damaged_entry_is_made_again(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([HOLD])
    (entry,) = entries(shelf)
    entry.write_bytes(entry.read_bytes()[:-7])
    engine = FakeEngine()
    assert Booth(engine, shelf).speak([HOLD])[HOLD].length == 250
    assert engine.asked == [("Hold.", 100)]


def test_a_shelf_that_cannot_keep_stops_nothing_and_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file, where the folder should be", encoding="utf-8")
    told: list[WriteError] = []
    clips = Booth(FakeEngine(), Shelf(tmp_path / "shelf"), told.append).speak([HOLD, SLIP])
    assert [clip.length for clip in clips.values()] == [250, 500]
    assert len(told) == 1


def test_nobody_needs_to_listen_to_what_a_shelf_cannot_keep(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file, where the folder should be", encoding="utf-8")
    assert Booth(FakeEngine(), Shelf(tmp_path / "shelf")).speak([HOLD])[HOLD].length == Ms(250)


def test_no_text_stands_on_the_shelf_in_clear(shelf: Shelf) -> None:
    Booth(FakeEngine(), shelf).speak([Cue("Godmorgen, Anna Jensen.")])
    (entry,) = entries(shelf)
    assert b"Anna" not in entry.read_bytes() + str(entry).encode()


def test_the_order_in_which_an_identity_is_told_does_not_matter(shelf: Shelf) -> None:
    class Told(FakeEngine):
        def __init__(self, told: Mapping[str, str]) -> None:
            super().__init__()
            self.told = told

        def identity(self) -> Mapping[str, str]:
            return self.told

    Booth(Told({"a": "1", "b": "2"}), shelf).speak([HOLD])
    assert Booth(Told({"b": "2", "a": "1"}), shelf).missing([HOLD]) == ()
    assert Booth(Told({"a": "2", "b": "1"}), shelf).missing([HOLD]) == (HOLD,)


def test_capitals_that_are_spelled_out_have_time_for_it(tmp_path: Path) -> None:
    cues = [Cue("WWW"), Cue("WC."), Cue("MR")]
    assert len(Booth(Espeak(), Shelf(tmp_path)).speak(cues)) == 3
