"""One contract for every format: what a file tells, its chapters, its cover and its plan, read by other programs."""

import io
import struct
import tracemalloc
from base64 import b64decode
from contextlib import suppress
from fractions import Fraction
from typing import Any

import av
import mutagen
import mutagen.flac
import pytest
import soundfile

from export.spoken import TELLING, TEXT, description, finished, good, pcm, timeline
from knib.audio.clip import silence
from knib.audio.form import Format
from knib.audio.formats import encode
from knib.errors import SoundError
from knib.export.containers import ReadBack, form_of, read_back, tagged
from knib.export.cover import cover
from knib.export.imprint import unpacked

PICTURE: Any = mutagen.flac.Picture
COMMENT = "Programmet er lavet til dig efter aftale med din behandler."


def by_ffmpeg(data: bytes) -> tuple[dict[str, str], list[tuple[Fraction, str]]]:
    """Give what FFmpeg reads: the tags, their names in small letters, and the chapters."""
    with av.open(io.BytesIO(data), "r") as file:
        tags = {**file.metadata, **file.streams.audio[0].metadata}
        listed: Any = file.chapters()
        chapters = [(chap["start"] * chap["time_base"], chap["metadata"]["title"]) for chap in listed]
    return {name.lower(): text for name, text in tags.items()}, chapters


def opened(data: bytes) -> Any:  # noqa: ANN401 -- mutagen has no types
    """Open a file with mutagen, whatever it is."""
    return mutagen.File(io.BytesIO(data))


def pictures(data: bytes, form: Format) -> list[bytes]:
    """Give the pictures that mutagen finds."""
    match form:
        case Format.MP3 | Format.WAV:
            return [frame.data for frame in opened(data).tags.getall("APIC")]
        case Format.M4A | Format.M4B:
            return [bytes(picture) for picture in opened(data)["covr"]]
        case Format.FLAC:
            return [picture.data for picture in opened(data).pictures]
        case Format.OPUS:
            return [PICTURE(b64decode(block)).data for block in opened(data)["metadata_block_picture"]]


@pytest.mark.parametrize("form", Format)
def test_ffmpeg_reads_what_a_file_tells(form: Format) -> None:
    tags, _ = by_ffmpeg(good(form))
    told = {name: tags[name] for name in ("title", "artist", "album", "track", "genre")}
    assert told == {
        "title": "Træning 1, 31 s",
        "artist": "Fysioterapi",
        "album": "Træning",
        "track": "1",
        "genre": "Speech",
    }
    assert tags["comment"].startswith(COMMENT)


@pytest.mark.parametrize("form", Format)
def test_ffmpeg_reads_every_chapter_to_the_millisecond(form: Format) -> None:
    _, chapters = by_ffmpeg(good(form))
    assert chapters == [(Fraction(chap.start, 1000), chap.title) for chap in description().chapters]
    assert [title for _, title in chapters] == ["Introduktion", "Øvelse 1", "Øvelse 2", "Afslutning"]


@pytest.mark.parametrize("form", Format)
def test_the_routines_own_words_stand_there_when_they_may(form: Format) -> None:
    tags, chapters = by_ffmpeg(good(form, discreet=False))
    assert tags["title"] == "Små knib på Ærø"
    assert [title for _, title in chapters] == ["Introduktion", "Bækkenbund", "Åndedræt", "Afslutning"]


@pytest.mark.parametrize("form", Format)
def test_nothing_in_a_discreet_file_tells_what_it_is_about(form: Format) -> None:
    sound = encode([silence(timeline().length * 24)], form, description().chapters)
    told = tagged(sound, description(), form)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        words = [written for word in TELLING for written in (word, word.capitalize(), word.upper())]
        assert [word for word in words if word.encode(encoding) in told] == []


@pytest.mark.parametrize("form", Format)
def test_the_same_measure_finds_the_words_of_a_file_that_tells(form: Format) -> None:
    told = good(form, discreet=False)
    assert any("Bækkenbund".encode(encoding) in told for encoding in ("utf-8", "utf-16-le"))


@pytest.mark.parametrize("form", Format)
def test_the_cover_is_there_once(form: Format) -> None:
    assert pictures(good(form), form) == [cover()]


@pytest.mark.parametrize("form", Format)
def test_what_was_written_is_read_back(form: Format) -> None:
    told = description()
    assert read_back(good(form)) == ReadBack(
        title=told.title,
        chapters=tuple((chap.start, chap.title) for chap in told.chapters),
        plan=told.plan,
        samples=timeline().length * 24,
    )
    assert form_of(good(form)) is form


@pytest.mark.parametrize("form", Format)
def test_the_plan_in_a_file_is_the_sessions(form: Format) -> None:
    plan = unpacked(read_back(good(form)).plan)
    assert [(cue.start, cue.end) for cue in plan.cues] == [(p.start, p.end) for p in timeline().placed]


@pytest.mark.parametrize("form", Format)
def test_tags_change_nothing_of_the_sound(form: Format) -> None:
    def heard(data: bytes) -> list[bytes]:
        with av.open(io.BytesIO(data), "r") as file:
            return [frame.to_ndarray().tobytes() for frame in file.decode(audio=0)]

    assert heard(good(form)) == heard(encode([pcm()], form))


@pytest.mark.parametrize("form", Format)
def test_the_same_session_gives_the_same_bytes(form: Format) -> None:
    assert finished(form) == good(form)


@pytest.mark.parametrize("form", Format)
def test_words_to_be_read_stand_only_in_a_file_that_may_tell(form: Format) -> None:
    names = {Format.MP3: "USLT", Format.WAV: "USLT", Format.M4A: "\xa9lyr", Format.M4B: "\xa9lyr"}
    name = names.get(form, "lyrics")

    def lyrics(data: bytes) -> list[str]:
        tags = opened(data).tags
        if name == "USLT":
            return [frame.text for frame in tags.getall(name)]
        return list(tags.get(name, []))

    assert lyrics(good(form)) == []
    (text,) = lyrics(good(form, discreet=False))
    assert text.splitlines()[:3] == ["Velkommen til øvelsen.", "Knib og løft.", "Slip."]
    assert "Velkommen til øvelsen." in TEXT


def test_an_m4b_lies_with_the_books_and_an_m4a_does_not() -> None:
    kinds = [opened(good(form)).tags.get("stik") for form in (Format.M4A, Format.M4B)]
    assert kinds == [None, [2]]


def test_libsndfile_reads_a_wav_with_its_tag_to_the_sample() -> None:
    sound, rate = soundfile.read(io.BytesIO(good(Format.WAV)), dtype="int16")
    assert (sound.tobytes(), rate) == (pcm(), 24_000)


def test_a_wav_of_an_odd_tag_stays_even() -> None:
    assert len(good(Format.WAV)) % 2 == 0
    assert int.from_bytes(good(Format.WAV)[4:8], "little") == len(good(Format.WAV)) - 8


@pytest.mark.parametrize("form", Format)
def test_a_file_without_tags_tells_nothing(form: Format) -> None:
    told = read_back(encode([pcm()], form))
    assert (told.title, told.plan) == ("", b"")
    assert told.samples == timeline().length * 24


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("size", [0, 1, 3, 10, 50, 200, 5000])
def test_a_file_that_was_cut_off_is_read_or_refused_and_never_more(form: Format, size: int) -> None:
    with suppress(SoundError):
        assert read_back(good(form)[:size]).samples <= timeline().length * 24


@pytest.mark.parametrize("form", Format)
def test_a_file_with_damaged_bytes_at_its_front_is_read_or_refused(form: Format) -> None:
    whole = good(form)
    for at in range(400):
        for value in (0x00, 0x01, 0x7F, 0xFF):
            with suppress(SoundError):
                read_back(whole[:at] + bytes([value]) + whole[at + 1 :])


def test_an_opus_whose_header_says_nothing_is_refused_in_words() -> None:
    whole = good(Format.OPUS)
    at = whole.index(b"OpusHead")
    for size in (0, 8):  # the page's one segment holds the header; its length stands before it
        with pytest.raises(SoundError, match="the tags cannot be read"):
            read_back(whole[: at - 1] + bytes([size]) + whole[at:])


@pytest.mark.parametrize("error", [IndexError, KeyError, struct.error, OverflowError, UnicodeError, ZeroDivisionError])
def test_whatever_mutagen_stumbles_with_is_told_in_words(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_file: object) -> None:
        raise error

    whole = good(Format.OPUS)  # mutagen tagged it, so it is made before mutagen stumbles
    monkeypatch.setattr("mutagen.oggopus.OggOpus", stumble)
    with pytest.raises(SoundError, match="the tags cannot be read"):
        read_back(whole)


def test_a_tag_is_put_into_a_wav_with_one_copy_of_its_sound() -> None:
    sound = encode([silence(5_000_000)], Format.WAV)
    tracemalloc.start()
    try:
        tagged(sound, description(), Format.WAV)
        assert tracemalloc.get_traced_memory()[1] < 1.5 * len(sound)
    finally:
        tracemalloc.stop()
