"""Sessions are told apart by the plans they carry, in every format, whatever their tags say."""

from dataclasses import replace

import pytest

from export.spoken import LEVELLED, pcm, recorded
from knib.audio.form import Format
from knib.audio.formats import encode
from knib.errors import SoundError
from knib.export.alike import Held, held
from knib.export.containers import tagged
from knib.export.description import describe
from knib.plan.cue import Cue
from knib.plan.timeline import Timeline
from knib.units import Ms


def made(timeline: Timeline, form: Format = Format.MP3, *, discreet: bool = True, voice: str = "espeak") -> bytes:
    """Return a file that carries this timeline, over the sound of the recorded session."""
    _, clips = recorded()
    voices = {sound: voice for sound in clips if isinstance(sound, Cue)}
    description = describe(timeline, clips, discreet=discreet, conditions=LEVELLED, voices=voices)
    return tagged(encode([pcm()], form), description, form)


def longer_hold(timeline: Timeline) -> Timeline:
    """Return the timeline with its first phase 1 s longer and nothing else changed."""
    first, *others = timeline.spans
    return replace(timeline, spans=(replace(first, end=Ms(first.end + 1000)), *others))


def other_words(timeline: Timeline) -> Timeline:
    """Return the timeline with the words of its first cue in place of its last."""
    first, *others, last = timeline.placed
    assert isinstance(last.sound, Cue)
    assert first.sound != last.sound
    return replace(timeline, placed=(first, *others, replace(last, sound=first.sound)))


@pytest.mark.parametrize("form", [Format.MP3, Format.WAV, Format.FLAC])
def test_another_tag_or_place_makes_no_other_session(form: Format) -> None:
    timeline, _ = recorded()
    assert held(made(timeline, form), made(timeline, form, discreet=False)) is Held.SAME


def test_a_phase_of_another_length_is_another_dose() -> None:
    timeline, _ = recorded()
    assert held(made(timeline), made(longer_hold(timeline))) is Held.DOSE


def test_one_cue_with_other_words_is_told_where_one_voice_speaks_both() -> None:
    timeline, _ = recorded()
    assert held(made(timeline), made(other_words(timeline))) is Held.WORDS
    assert held(made(timeline), made(other_words(timeline), voice="gtts")) is Held.SAME


@pytest.mark.parametrize("there", [b"", b"music", b"ID3\x04\x00\x00\x00\x00\x00\x00"])
def test_what_knib_did_not_make_is_a_stranger(there: bytes) -> None:
    timeline, _ = recorded()
    assert held(there, made(timeline)) is Held.STRANGER


def test_a_new_file_without_a_plan_is_an_error() -> None:
    timeline, _ = recorded()
    with pytest.raises(SoundError):
        held(made(timeline), b"music")
