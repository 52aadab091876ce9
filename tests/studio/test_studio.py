"""The whole flow, with a fake voice whose lengths can be counted and with the real one."""

import io
import math
from array import array
from pathlib import Path

import pytest
import soundfile

from fakes import FakeEngine
from knib.audio.clip import Clip
from knib.audio.form import Format
from knib.audio.store import Memory
from knib.errors import SpecError, VoiceError
from knib.export.verify import verify
from knib.session import Session
from knib.spec import library
from knib.spec.model import Routine
from knib.spec.reader import read
from knib.studio import Finish, finish, pace_of, record
from knib.voice.booth import Booth
from knib.voice.engines.espeak import Espeak
from knib.voice.shelf import Shelf

TEXT = """\
routine: Prøve
voice: {pace: normal}
exercises:
  - name: A
    sets: 2
    reps: 3
    phases:
      - {work: Knib., for: 2 s}
      - {rest: Slip., for: 3 s}
    between_sets: {rest: Pause., for: 10 s}
"""


def routine(text: str = TEXT) -> Routine:
    return read(text.encode(), "prøve.yaml")


def finished(session: Session, wanted: Finish | None = None) -> bytes:
    buffers, _ = finish(session, Memory(), wanted or Finish())
    return b"".join(buffers)


def decoded(mp3: bytes) -> "array[int]":
    sound, rate = soundfile.read(io.BytesIO(mp3), dtype="int16")
    assert rate == 24_000
    return array("h", sound.tobytes())


def test_each_distinct_cue_is_spoken_once(tmp_path: Path) -> None:
    engine = FakeEngine()
    record(routine(), Booth(engine, Shelf(tmp_path)))
    assert engine.asked == [("Knib.", 100), ("Slip.", 100), ("Pause.", 100)]


def test_a_second_session_asks_the_engine_nothing(tmp_path: Path) -> None:
    record(routine(), Booth(FakeEngine(), Shelf(tmp_path)))
    engine = FakeEngine()
    record(routine(), Booth(engine, Shelf(tmp_path)))
    assert engine.asked == []


def test_a_cue_that_cannot_be_spoken_refuses_the_session(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="Slip"):
        record(routine(), Booth(FakeEngine(mute=frozenset({"Slip."})), Shelf(tmp_path)))


def test_a_cue_that_does_not_fit_refuses_the_session_with_every_such_cue(tmp_path: Path) -> None:
    short = routine(TEXT.replace("for: 2 s", "for: 0.2 s").replace("for: 3 s", "for: 200 ms"))
    with pytest.raises(SpecError) as refused:
        record(short, Booth(FakeEngine(), Shelf(tmp_path)))
    assert [problem.origin.field for problem in refused.value.problems] == [
        "exercises[0].phases[0].work",
        "exercises[0].phases[1].rest",
    ]


def test_the_decoded_session_is_as_long_as_its_plan_to_the_sample(tmp_path: Path) -> None:
    session = record(routine(), Booth(FakeEngine(), Shelf(tmp_path)))
    # 1 s lead, two sets of 2 + 3 + 2 + 3 + 2 s, 10 s between, the last "Slip." in its own 264 ms, 2 s tail
    assert session.timeline.length == 1000 + 2 * 12_000 + 10_000 + 264 + 2000
    assert len(decoded(finished(session))) == 37_264 * 24


def test_the_progress_counts_the_cues(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    record(routine(), Booth(FakeEngine(), Shelf(tmp_path)), lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_routine_without_a_pace_is_spoken_calmly() -> None:
    assert pace_of(routine(TEXT.replace("voice: {pace: normal}\n", ""))) == 89


def test_with_a_bed_the_session_is_as_long_and_never_silent(tmp_path: Path) -> None:
    text = TEXT.replace("voice: {pace: normal}", "voice: {pace: normal}\nsound: {bed: true}")
    session = record(routine(text), Booth(FakeEngine(), Shelf(tmp_path)))
    sound = decoded(finished(session))
    assert len(sound) == session.timeline.length * 24
    # -36 dBFS RMS is 519 of 32768; every tenth of a second holds some of it.
    assert min(max(map(abs, sound[at : at + 2400])) for at in range(0, len(sound) - 2400, 2400)) > 500


def test_every_format_is_as_long_as_the_plan_and_told_by_verify_to_be_right(tmp_path: Path) -> None:
    session = record(routine(), Booth(Espeak(), Shelf(tmp_path)))
    for form in Format:
        report = verify(finished(session, Finish(form=form)))
        assert (form, report.faults) == (form, ())


def test_a_background_lies_under_the_words_and_verify_still_finds_them(tmp_path: Path) -> None:
    session = record(read(library.load("hosteknib"), "x"), Booth(Espeak(), Shelf(tmp_path)))
    waves = Clip(array("h", [int(6000 * math.sin(n / 30) * math.sin(n / 24_000)) for n in range(240_000)]).tobytes())
    mp3 = finished(session, Finish(background=waves))
    assert verify(mp3).faults == ()
    assert len(decoded(mp3)) == session.timeline.length * 24


def test_a_discreet_file_tells_no_word_of_the_routine(tmp_path: Path) -> None:
    session = record(routine(TEXT.replace("Prøve", "Hemmelig")), Booth(FakeEngine(), Shelf(tmp_path)))
    for form in Format:
        told, discreet = finished(session, Finish(form=form, discreet=False)), finished(session, Finish(form=form))
        for encoding in ("utf-8", "utf-16-le"):
            assert "Hemmelig".encode(encoding) not in discreet
        assert any("Hemmelig".encode(encoding) in told for encoding in ("utf-8", "utf-16-le"))


def test_the_quality_counts_with_a_background_too(tmp_path: Path) -> None:
    session = record(routine(), Booth(FakeEngine(), Shelf(tmp_path)))
    waves = Clip(array("h", [int(6000 * math.sin(n / 30)) for n in range(120_000)]).tobytes())
    small, high = (len(finished(session, Finish(background=waves, bitrate=rate))) for rate in (32, 128))
    assert high - small > 2 * session.timeline.length  # 96 kbit/s are 12 bytes a ms


README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("hold", ["5 s", "8 s", "20 s"])
def test_the_readmes_own_routine_passes_verify_at_any_hold(hold: str, tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    session = record(read(text.encode(), "x", {"hold": hold, "reps": "3"}), Booth(Espeak(), Shelf(tmp_path)))
    assert verify(finished(session)).faults == ()
