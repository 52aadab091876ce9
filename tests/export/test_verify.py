"""Every fault that a finished session can have is put into one, and must be told by its name."""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
import pytest

from export.spoken import clips, description, finished, good, length, pcm, replaced, starts, timeline
from knib.audio import formats
from knib.audio.clip import Clip, silence
from knib.audio.first_frame import tag_length
from knib.audio.form import Format
from knib.audio.hearing import Window, cut_out
from knib.audio.level import TARGET, levelled
from knib.audio.noise import pink_noise
from knib.audio.splice import Mastering, splice
from knib.audio.stitch import stitch
from knib.audio.store import Memory
from knib.audio.stretch import stretch
from knib.audio.tones import tone_clip
from knib.errors import Origin, SoundError
from knib.export.containers import tagged
from knib.export.description import describe
from knib.export.imprint import Conditions, Under
from knib.export.tags import tag_bytes
from knib.export.verify import Fault, verify
from knib.plan.cue import Cue, Sounding
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Chapter, Placed, Role, Timeline
from knib.spec.choices import ToneSet
from knib.spec.model import Tone
from knib.spec.reader import read
from knib.studio import mastered_for
from knib.units import Ms
from knib.voice.booth import Booth
from knib.voice.engine import load
from knib.voice.shelf import Shelf, default_folder

LOSSY = [Format.MP3, Format.OPUS]


def louder(sound: bytes, decibels: float) -> bytes:
    wave = np.frombuffer(sound, "<i2") * 10 ** (decibels / 20)
    return bytes(np.clip(np.rint(wave), -32768, 32767).astype("<i2").tobytes())


def faults(data: bytes) -> list[tuple[str, int | None]]:
    return [(fault.code, fault.at) for fault in verify(data).faults]


def the_fault(data: bytes) -> Fault:
    (fault,) = verify(data).faults
    return fault


@pytest.mark.parametrize("form", Format)
def test_a_good_session_has_no_faults_in_any_format(form: Format) -> None:
    report = verify(good(form))
    assert report.faults == ()
    assert report.form is form
    assert report.title == "Træning 1, 31 s"
    assert (report.length, report.cues) == (timeline().length, len(timeline().placed))


def test_a_spliced_session_has_no_faults() -> None:
    spliced = splice(timeline(), clips(), Memory())
    assert verify(b"".join([tag_bytes(description()), *spliced])).faults == ()


def test_a_session_with_a_bed_has_no_faults_and_without_it_the_bed_is_missed() -> None:
    told = describe(timeline(), clips(), conditions=Conditions(under=Under.BED, levelled=True))
    with_bed = b"".join([tag_bytes(told), *splice(timeline(), clips(), Memory(), bed=True)])
    without = b"".join([tag_bytes(told), *splice(timeline(), clips(), Memory())])
    assert verify(with_bed).faults == ()
    assert {fault.code for fault in verify(without).faults} == {"bed"}


@pytest.mark.parametrize("form", LOSSY)
def test_a_cue_whose_sound_was_removed_is_missing(form: Format) -> None:
    start = starts("Slip.")[1]
    fault = the_fault(finished(form, replaced(start, silence(length("Slip.") * 24))))
    assert (fault.code, fault.at) == ("missing", start)
    assert fault.message == "cue 4 is missing: nothing is heard there"


def test_a_cue_that_is_missing_in_the_bed_is_missing_too() -> None:
    told = describe(timeline(), clips(), conditions=Conditions(under=Under.BED, levelled=True))
    start = starts("Slip.")[1]
    noise = np.resize(np.frombuffer(pink_noise(48_000), "<i2"), len(pcm()) // 2)
    sound = np.frombuffer(replaced(start, silence(length("Slip.") * 24)), "<i2") + noise
    data = formats.encode([sound.astype("<i2").tobytes()], Format.MP3)
    assert ("missing", start) in faults(tag_bytes(told) + data)


@pytest.mark.parametrize(
    ("form", "text", "moved", "code"),
    [
        (Format.MP3, "Slip.", 5, "late"),
        (Format.MP3, "Slip.", -5, "early"),
        (Format.MP3, "Træk vejret ind.", 5, "late"),
        (Format.MP3, "Træk vejret ind.", 2, "late"),
        (Format.MP3, "Træk vejret ind.", 120, "late"),
        (Format.M4A, "Slip.", 5, "late"),
        (Format.OPUS, "Slip.", 5, "late"),
        (Format.OPUS, "Træk vejret ind.", -5, "early"),
    ],
)
def test_a_cue_that_was_moved_is_told_with_how_far(form: Format, text: str, moved: int, code: str) -> None:
    start, sound = starts(text)[0], clips()[Cue(text)].pcm
    whole = np.frombuffer(replaced(start, silence(len(sound) // 2)), "<i2").copy()
    first = (start + moved) * 24
    whole[first : first + len(sound) // 2] = np.frombuffer(sound, "<i2")
    told = [fault for fault in verify(finished(form, whole.tobytes())).faults if fault.code == code]
    assert [fault.at for fault in told] == [start]
    assert f"{abs(moved)}.0 ms {code}" in told[0].message


@pytest.mark.parametrize("form", LOSSY)
def test_a_tone_that_was_moved_by_5_ms_is_told(form: Format) -> None:
    start, sound = timeline().placed[1].start, clips()[Tone.START].pcm
    assert timeline().placed[1].sound is Tone.START
    moved = silence(5 * 24) + sound
    assert ("late", start) in faults(finished(form, replaced(start, moved)))


@pytest.mark.parametrize("form", LOSSY)
def test_a_cue_whose_last_word_was_cut_is_told_with_what_is_lost(form: Format) -> None:
    start, whole = starts("Du er færdig for i dag.")[0], length("Du er færdig for i dag.")
    fault = the_fault(finished(form, replaced(start + whole - 400, silence(400 * 24))))
    assert fault.code == "cut"
    assert fault.at is not None
    assert start + whole - 450 <= fault.at < start + whole  # "dag" begins with the silence of a closed mouth
    assert "ms are not there" in fault.message


def test_most_of_a_cue_can_be_cut_and_it_is_still_known() -> None:
    start, whole = starts("Velkommen til øvelsen.")[0], length("Velkommen til øvelsen.")
    kept = whole * 3 // 10
    fault = the_fault(finished(Format.FLAC, replaced(start + kept, silence((whole - kept) * 24))))
    assert fault.code == "cut"


@pytest.mark.parametrize("form", LOSSY)
def test_one_cue_that_is_3_db_too_loud_is_told(form: Format) -> None:
    start = starts("Slip.")[-1]
    told = verify(finished(form, replaced(start, louder(clips()[Cue("Slip.")].pcm, 3)))).faults
    (fault,) = (fault for fault in told if fault.code != "peak")
    assert (fault.code, fault.at) == ("loud", start)
    assert "dB louder than the others" in fault.message


@pytest.mark.parametrize("form", LOSSY)
def test_a_whole_session_that_is_3_db_too_loud_is_told(form: Format) -> None:
    told = verify(finished(form, louder(pcm(), 3))).faults
    assert {"loud", "loudness", "peak"} == {fault.code for fault in told}
    assert any("LUFS, and should measure -16" in fault.message for fault in told)


def test_a_session_that_was_not_levelled_is_compared_with_what_was_recorded() -> None:
    told = describe(timeline(), clips(), conditions=Conditions(levelled=False))
    quiet = formats.encode([louder(pcm(), -6)], Format.MP3)
    found = verify(tag_bytes(told) + quiet).faults
    assert {fault.code for fault in found} == {"soft"}
    assert found[0].at is None
    assert re.match(r"every cue is 6\.[45] dB softer", found[0].message)  # 6 and what LAME takes


def test_another_cue_in_its_place_is_told() -> None:
    start = starts("Knib og løft.")[0]
    other = clips()[Cue("Pust langsomt ud.")].pcm[: length("Knib og løft.") * 48]
    assert ("other", start) in faults(finished(Format.FLAC, replaced(start, other)))


def test_a_sound_where_silence_should_be_is_told_with_its_place() -> None:
    at = timeline().length - 1000
    fault = the_fault(finished(Format.FLAC, replaced(at, louder(clips()[Cue("Slip.")].pcm[:4800], -10))))
    assert fault.code == "noise"
    assert fault.at is not None
    assert at - 10 <= fault.at <= at + 100


def test_a_session_that_is_10_ms_too_long_is_told() -> None:
    fault = the_fault(finished(Format.FLAC, pcm() + silence(240)))
    assert (fault.code, fault.at) == ("length", None)


@pytest.mark.parametrize("form", Format)
def test_a_file_that_was_cut_off_is_told(form: Format) -> None:
    whole = good(form)
    codes = {fault.code for fault in verify(whole[: len(whole) * 6 // 10]).faults}
    assert codes & {"length", "no-plan"}, codes
    if form is Format.MP3:
        assert {"length", "missing", "seam"} <= codes


@pytest.mark.parametrize("form", [Format.MP3, Format.FLAC])
def test_a_file_whose_tags_were_stripped_is_told(form: Format) -> None:
    bare = formats.encode([pcm()], form)
    fault = the_fault(bare)
    assert fault.code == "no-plan"
    assert "carries no plan" in fault.message


def test_a_plan_that_was_changed_is_told() -> None:
    whole = good(Format.MP3)
    at = whole.index(b"\x78\x01", whole.index(b"application/zlib"))
    assert faults(whole[: at + 40] + bytes([whole[at + 40] ^ 0xFF]) + whole[at + 41 :]) == [("no-plan", None)]


def test_a_broken_frame_that_no_decoder_complains_of_is_told() -> None:
    whole = bytearray(good(Format.MP3))
    music = tag_length(bytes(whole)) + 192
    frame = music + 192 * 60
    whole[frame + 4] = 0xFF  # main_data_begin: it now borrows from far back
    assert "seam" in {fault.code for fault in verify(bytes(whole)).faults}


def test_a_file_that_is_no_session_is_refused_in_words() -> None:
    with pytest.raises(SoundError, match="no sound file of a format that sessions have") as caught:
        verify(b"routine: x")
    assert "mp3" in caught.value.cure


def test_without_pyav_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(SoundError, match="PyAV") as caught:
        verify(good(Format.MP3))
    assert caught.value.cure == 'pip install "av>=18.1,<19"'


def test_cues_are_named_by_their_words_where_the_file_may_tell_them() -> None:
    start = starts("Slip.")[0]
    told = finished(Format.FLAC, replaced(start, silence(length("Slip.") * 24)), discreet=False)
    assert the_fault(told).message.startswith("'Slip.' is missing")


def test_a_silent_file_misses_everything_and_has_no_loudness() -> None:
    report = verify(finished(Format.FLAC, silence(len(pcm()) // 2)))
    assert sum(fault.code == "missing" for fault in report.faults) == len(timeline().placed)
    assert report.reading is not None
    assert report.reading.loudness == -np.inf


def routine(exercises: str, outro: str = "") -> tuple[Timeline, dict[Sounding, Clip]]:
    """Give a session's timeline, and its levelled sounds."""
    script = write(
        read(f"routine: R\nsound: {{tones: soft}}\npacing: off\nexercises: [{exercises}]\n{outro}".encode(), "r.yaml")
    )
    spoken = Booth(load("espeak"), Shelf(default_folder())).speak(script.cues)
    session = place(script, {cue: clip.length for cue, clip in spoken.items()})
    sounds = {placed.sound for placed in session.placed}
    even = {cue: levelled(clip, TARGET) for cue, clip in spoken.items()}
    return session, {each: tone_clip(each, ToneSet.SOFT) if isinstance(each, Tone) else even[each] for each in sounds}


def rendered(session: Timeline, sounds: dict[Sounding, Clip], decibels: float = 0) -> bytes:
    told = describe(session, sounds, conditions=Conditions(levelled=True))
    return tagged(formats.encode([louder(stitch(session, sounds).pcm, decibels)], Format.FLAC), told, Format.FLAC)


BREATHING = """{name: A, announce: false, reps: 20, phases: [
  {inhale: "", tone: [start, half], for: 3 s}, {exhale: "", tone: stop, for: 3 s}]}"""

TICKING = "{name: A, announce: false, reps: 3, phases: [{work: Knib., for: 20 s, tone: tick}, {rest: Slip., for: 5 s}]}"

WAITING = "{name: A, announce: false, reps: 2, phases: [{work: Knib., for: 3 s, tone: half}, {rest: Slip., for: 90 s}]}"

ENDING = "outro: [{say: Godt.}]"


@pytest.mark.parametrize(
    ("exercises", "outro"),
    [(BREATHING, ENDING), (BREATHING, ""), (TICKING, ""), (WAITING, ENDING)],
    ids=["one word and many tones", "tones alone", "ticks", "long pauses"],
)
def test_a_session_of_tones_few_words_or_long_pauses_has_no_faults(exercises: str, outro: str) -> None:
    assert verify(rendered(*routine(exercises, outro))).faults == ()


@pytest.mark.parametrize(("exercises", "outro"), [(BREATHING, ENDING), (WAITING, ENDING)])
def test_a_session_of_few_words_that_is_3_db_too_loud_is_told(exercises: str, outro: str) -> None:
    assert "loud" in {fault.code for fault in verify(rendered(*routine(exercises, outro), decibels=3)).faults}


def test_a_long_rest_is_listened_to_in_stretches_of_at_most_10_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[Window]()

    def noted(pieces: Iterable[bytes], windows: list[Window]) -> Iterator[np.ndarray]:
        asked.extend(windows)
        return cut_out(pieces, windows)

    monkeypatch.setattr("knib.export.verify.cut_out", noted)
    assert verify(rendered(*routine(WAITING))).faults == ()
    assert 200_000 < max(window.last - window.first for window in asked) <= 240_000


def test_a_rest_that_is_noisy_all_along_is_told_once_with_where_it_begins_to_be() -> None:
    session, sounds = routine(WAITING)
    told = describe(session, sounds, conditions=Conditions(levelled=True))
    start = next(placed.end for placed in session.placed if placed.sound == Cue("Slip."))
    noisy = np.frombuffer(stitch(session, sounds).pcm, "<i2").copy()
    noisy[(start + 20_000) * 24 : (start + 60_000) * 24] = np.resize(np.frombuffer(pink_noise(48_000), "<i2"), 960_000)
    fault = the_fault(tagged(formats.encode([noisy.tobytes()], Format.FLAC), told, Format.FLAC))
    assert fault.code == "noise"
    assert fault.at is not None
    assert start + 20_000 <= fault.at < start + 31_000


HURRIED = ("Løft.", "Godt.", "Hold.", "Pause.", "Stop.", "2")
"""Words of 150 to 330 ms when they are said fast: of them the levelling changes more than how loud they are."""


@cache
def hurried() -> dict[Sounding, Clip]:
    voice = load("espeak")
    return {Cue(word): stretch(voice.speak(voice.text_for(word), 111), 115) for word in HURRIED}


def hurried_session(bitrate: int, cut: frozenset[Cue] = frozenset()) -> bytes:
    """Give a session of short words as it is finished; of those in `cut`, the first 80 ms are silent in it."""
    session, heard = in_turn(hurried()), mastered_for(bitrate)
    told = describe(session, hurried(), conditions=Conditions(levelled=True), discreet=False)
    damaged = {
        sound: Clip(bytes(80 * 48) + heard.master(sound, clip).pcm[80 * 48 :]) if sound in cut else clip
        for sound, clip in hurried().items()
    }
    master = Mastering("cut", lambda sound, clip: clip if sound in cut else heard.master(sound, clip))
    return b"".join([tag_bytes(told), *splice(session, damaged, Memory(), bitrate=bitrate, mastering=master)])


def in_turn(sounds: Iterable[Sounding]) -> Timeline:
    """Say each once, 1 s after the other."""
    clips = hurried()
    placed = tuple(
        Placed(
            start=Ms(1000 * number),
            end=Ms(1000 * number + clips[sound].length),
            sound=sound,
            role=Role.CUE,
            origin=Origin(file="x", line=number),
        )
        for number, sound in enumerate(sounds, 1)
    )
    length = Ms(1000 * len(placed) + 2000)
    chapters = (Chapter(start=Ms(0), end=length, title="x"),)
    return Timeline(title="x", length=length, spans=(), placed=placed, chapters=chapters)


@pytest.mark.parametrize("bitrate", [32, 64, 128])
def test_short_words_that_were_said_fast_are_whole(bitrate: int) -> None:
    assert verify(hurried_session(bitrate)).faults == ()


@pytest.mark.parametrize("word", ["Løft.", "Pause."])
def test_short_words_that_were_cut_are_told(word: str) -> None:
    assert {fault.code for fault in verify(hurried_session(64, frozenset({Cue(word)}))).faults} & {"cut", "other"}
