import io
from fractions import Fraction
from typing import Any

import av
import mutagen.id3
import pytest

from export.spoken import description, recorded, starts, timeline
from knib.audio.clip import silence
from knib.audio.codec import encode_mp3
from knib.audio.first_frame import tag_length
from knib.audio.frames import walk
from knib.errors import SoundError
from knib.export.cover import cover
from knib.export.description import Description, describe
from knib.export.tags import read_tag, tag_bytes
from knib.plan.timeline import Chapter, Timeline
from knib.units import Ms

MP3 = encode_mp3([silence(72_000)])

READER: Any = mutagen.id3.ID3


def chapter(number: int, title: str) -> Chapter:
    """Give the chapter of second `number`."""
    return Chapter(start=Ms(number * 1000), end=Ms(number * 1000 + 1000), title=title)


def titled(title: str, *chapters: str) -> Timeline:
    stretches = tuple(chapter(number, name) for number, name in enumerate(chapters))
    return Timeline(title=title, length=Ms(3000), spans=(), placed=(), chapters=stretches)


KNEE = describe(titled("Knæ, 1. uge", "Velkommen", "Bøj og stræk over måtten", "Hvil"), {}, discreet=False)


def frames(told: Description) -> dict[str, Any]:
    """Give what mutagen finds, by its name and in the order of the file."""
    return dict(READER(io.BytesIO(tag_bytes(told) + MP3), translate=False, load_v1=False))


def test_danish_letters_survive() -> None:
    found = frames(KNEE)
    assert {name: str(found[name]) for name in ("TIT2", "TPE1", "TALB", "TRCK", "TCON", "TLAN", "TLEN")} == {
        "TIT2": "Knæ, 1. uge",
        "TPE1": "Fysioterapi",
        "TALB": "Træning",
        "TRCK": "1",
        "TCON": "Speech",
        "TLAN": "dan",
        "TLEN": "3000",
    }


def test_a_tag_is_version_2_3_byte_by_byte() -> None:
    told = tag_bytes(describe(titled("Knæ"), {}, discreet=False))
    assert told[:6] == bytes.fromhex(
        "49 44 33"  # "ID3"
        "03 00"  # version 2.3.0
        "00"  # no flags
    )
    assert told[10:31] == bytes.fromhex(
        "54 49 54 32 00 00 00 0b 00 00"  # "TIT2", 11 bytes, no flags
        "01"  # UTF-16 with a byte order mark
        "ff fe"  # little-endian
        "4b 00 6e 00 e6 00"  # "Knæ"
        "00 00"  # its end
    )


def test_frames_of_version_2_4_are_not_there() -> None:
    known = {
        "TIT2",
        "TPE1",
        "TALB",
        "TRCK",
        "TCON",
        "TLAN",
        "TLEN",
        "COMM",
        "CTOC",
        "CHAP",
        "USLT",
        "SYLT",
        "GEOB",
        "APIC",
    }
    assert {name.partition(":")[0] for name in frames(description(discreet=False))} == known


def test_the_tag_comes_first_then_every_mp3_frame() -> None:
    told = tag_bytes(KNEE)
    assert tag_length(told + MP3) == len(told)
    assert len(list(walk((told + MP3)[len(told) :]))) == len(list(walk(MP3)))


def test_there_is_no_tag_of_version_1() -> None:
    assert (tag_bytes(KNEE) + MP3)[-128:-125] != b"TAG"


def test_chapters_are_where_the_timeline_has_them() -> None:
    found = frames(KNEE)
    chapters = [frame for name, frame in found.items() if name.startswith("CHAP")]
    assert [(chap.element_id, chap.start_time, chap.end_time) for chap in chapters] == [
        ("ch01", 0, 1000),
        ("ch02", 1000, 2000),
        ("ch03", 2000, 3000),
    ]
    assert str(found["CHAP:ch02"].sub_frames["TIT2"]) == "Bøj og stræk over måtten"


def test_the_table_of_contents_names_every_chapter_in_order() -> None:
    contents = frames(KNEE)["CTOC:toc"]
    assert contents.child_element_ids == ["ch01", "ch02", "ch03"]
    assert int(contents.flags) == 0b11  # top level, ordered


def test_ffmpeg_finds_the_chapters_in_order_of_time() -> None:
    # The second title is the longest: sorted by size, its chapter would come first.
    with av.open(io.BytesIO(tag_bytes(KNEE) + MP3), "r") as file:
        found = [(chap["start"], chap["end"], chap["time_base"], chap["metadata"]["title"]) for chap in file.chapters()]
        assert file.metadata["title"] == "Knæ, 1. uge"
    ms = Fraction(1, 1000)
    assert found == [
        (0, 1000, ms, "Velkommen"),
        (1000, 2000, ms, "Bøj og stræk over måtten"),
        (2000, 3000, ms, "Hvil"),
    ]


def test_the_words_are_there_to_be_read_and_each_at_its_moment() -> None:
    found = frames(description(discreet=False))
    (plain,) = (frame for name, frame in found.items() if name.startswith("USLT"))
    (timed,) = (frame for name, frame in found.items() if name.startswith("SYLT"))
    assert (plain.lang, timed.lang) == ("dan", "dan")
    assert plain.text.split("\n") == [text for text, _ in timed.text]
    assert (timed.format, timed.type) == (2, 1)  # in ms; lyrics
    assert timed.text[0] == ("Velkommen til øvelsen.", 1000)
    assert timed.text[1] == ("Knib og løft.", starts("Knib og løft.")[0])


def test_a_discreet_tag_holds_no_words() -> None:
    assert not [name for name in frames(description()) if name.startswith(("USLT", "SYLT"))]


def test_the_cover_is_a_jpeg_on_the_front() -> None:
    (picture,) = (frame for name, frame in frames(KNEE).items() if name.startswith("APIC"))
    assert (picture.mime, int(picture.type), picture.data) == ("image/jpeg", 3, cover())


def test_the_plan_lies_in_an_object_that_no_player_shows() -> None:
    (held,) = (frame for name, frame in frames(KNEE).items() if name.startswith("GEOB"))
    assert (held.mime, held.desc, held.filename, held.data) == ("application/zlib", "plan/1", "", KNEE.plan)


def test_a_tag_changes_nothing_of_the_sound() -> None:
    with av.open(io.BytesIO(tag_bytes(KNEE) + MP3), "r") as file:
        assert sum(frame.samples for frame in file.decode(audio=0)) == 72_000


def test_a_session_without_chapters_has_no_table_of_contents() -> None:
    found = frames(describe(titled("Knæ"), {}, discreet=False))
    assert not [name for name in found if name.startswith(("CTOC", "CHAP"))]


def test_the_same_session_gives_the_same_bytes() -> None:
    again = describe(timeline(), recorded()[1])
    assert tag_bytes(again) == tag_bytes(describe(timeline(), recorded()[1]))


@pytest.mark.parametrize("told", [KNEE, describe(titled(""), {}, discreet=False), describe(titled("Knæ"), {})])
def test_what_was_written_is_read_back(told: Description) -> None:
    chapters = tuple((chap.start, chap.title) for chap in told.chapters)
    assert read_tag(tag_bytes(told) + MP3) == (told.title, chapters, told.plan)


def test_sessions_of_one_process_tell_each_its_own() -> None:
    knee, back = (describe(titled(title, "Velkommen", title), {}, discreet=False) for title in ("Knæ", "Ryg"))
    for told, title in ((knee, "Knæ"), (back, "Ryg"), (knee, "Knæ")):
        read, chapters, _ = read_tag(tag_bytes(told))
        assert (read, chapters) == (title, ((0, "Velkommen"), (1000, title)))


def test_a_thousand_chapters_make_a_tag_that_reads_back() -> None:
    found = frames(describe(titled("Knæ", *map(str, range(1000))), {}, discreet=False))
    chapters = [name for name in found if name.startswith("CHAP")]
    assert len(chapters) == len(found["CTOC:toc"].child_element_ids) == 30


def test_bytes_without_a_tag_have_none() -> None:
    assert read_tag(MP3) == ("", (), b"")
    assert tag_length(MP3) == tag_length(b"") == tag_length(b"ID3") == 0


def test_a_tag_of_an_unknown_version_is_refused_in_words() -> None:
    with pytest.raises(SoundError, match="the tags cannot be read"):
        read_tag(b"ID3\x09\x00\x00\x00\x00\x00\x10" + bytes(16))
