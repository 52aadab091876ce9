import io
from fractions import Fraction
from itertools import pairwise
from typing import Any

import av
import mutagen.id3
import pytest

from knib import __version__
from knib.audio.clip import silence
from knib.audio.codec import encode_mp3
from knib.audio.frames import walk
from knib.export.tags import MOST_CHAPTERS, gathered, id3, tag
from knib.plan.timeline import Chapter, Timeline
from knib.units import Ms

MP3 = encode_mp3([silence(72_000)])


def chapter(number: int, title: str) -> Chapter:
    """Give the chapter of second `number`."""
    return Chapter(start=Ms(number * 1000), end=Ms(number * 1000 + 1000), title=title)


def timeline(title: str, *chapters: str) -> Timeline:
    stretches = tuple(chapter(number, name) for number, name in enumerate(chapters))
    return Timeline(title=title, length=Ms(3000), spans=(), placed=(), chapters=stretches)


KNEE = timeline("Knæ, 1. uge", "Velkommen", "Bøj og stræk over måtten", "Hvil")


READER: Any = mutagen.id3.ID3


def read(session: Timeline) -> dict[str, Any]:
    """Give what mutagen finds, by its name and in the order of the file."""
    return dict(READER(io.BytesIO(tag(MP3, session)), translate=False, load_v1=False))


def chapters_of(tags: dict[str, Any]) -> list[Any]:
    return [frame for name, frame in tags.items() if name.startswith("CHAP")]


def test_danish_letters_survive() -> None:
    tags = read(KNEE)
    assert {name: str(tags[name]) for name in ("TIT2", "TPE1", "TALB", "TLAN", "TSSE")} == {
        "TIT2": "Knæ, 1. uge",
        "TPE1": "Fysioterapi",
        "TALB": "Træning",
        "TLAN": "dan",
        "TSSE": f"Knib {__version__}",
    }


def test_a_tag_is_version_2_3_byte_by_byte() -> None:
    head, first = id3(timeline("Knæ"))[:10], id3(timeline("Knæ"))[10:31]
    assert head[:6] == bytes.fromhex(
        "49 44 33"  # "ID3"
        "03 00"  # version 2.3.0
        "00"  # no flags
    )
    assert first == bytes.fromhex(
        "54 49 54 32 00 00 00 0b 00 00"  # "TIT2", 11 bytes, no flags
        "01"  # UTF-16 with a byte order mark
        "ff fe"  # little-endian
        "4b 00 6e 00 e6 00"  # "Knæ"
        "00 00"  # its end
    )


def test_the_tag_comes_first_then_every_mp3_frame() -> None:
    whole = tag(MP3, KNEE)
    assert whole == id3(KNEE) + MP3
    assert whole[:3] == b"ID3"
    size = [int(digit) for digit in whole[6:10]]
    end = 10 + sum(digit << shift for digit, shift in zip(size, (21, 14, 7, 0), strict=True))
    assert whole[end : end + 2] == b"\xff\xf3"  # no padding between
    assert len(list(walk(whole[end:]))) == len(list(walk(MP3)))


def test_there_is_no_tag_of_version_1() -> None:
    assert tag(MP3, KNEE)[-128:-125] != b"TAG"


def test_chapters_are_where_the_timeline_has_them() -> None:
    tags = read(KNEE)
    assert [(chap.element_id, chap.start_time, chap.end_time) for chap in chapters_of(tags)] == [
        ("ch01", 0, 1000),
        ("ch02", 1000, 2000),
        ("ch03", 2000, 3000),
    ]
    assert str(tags["CHAP:ch02"].sub_frames["TIT2"]) == "Bøj og stræk over måtten"


def test_the_table_of_contents_names_every_chapter_in_order() -> None:
    contents = read(KNEE)["CTOC:toc"]
    assert contents.child_element_ids == ["ch01", "ch02", "ch03"]
    assert int(contents.flags) == 0b11  # top level, ordered


def test_ffmpeg_finds_the_chapters_in_order_of_time() -> None:
    # The second title is the longest: sorted by size, its chapter would come first.
    with av.open(io.BytesIO(tag(MP3, KNEE)), "r") as file:
        found = [(chap["start"], chap["end"], chap["time_base"], chap["metadata"]["title"]) for chap in file.chapters()]
        assert file.metadata["title"] == "Knæ, 1. uge"
    ms = Fraction(1, 1000)
    assert found == [
        (0, 1000, ms, "Velkommen"),
        (1000, 2000, ms, "Bøj og stræk over måtten"),
        (2000, 3000, ms, "Hvil"),
    ]


def test_a_tag_changes_nothing_of_the_sound() -> None:
    with av.open(io.BytesIO(tag(MP3, KNEE)), "r") as file:
        assert sum(frame.samples for frame in file.decode(audio=0)) == 72_000


def test_a_session_without_chapters_has_no_table_of_contents() -> None:
    tags = read(timeline("Knæ"))
    assert set(tags) == {"TIT2", "TPE1", "TALB", "TLAN", "TSSE"}


def test_the_same_session_gives_the_same_bytes() -> None:
    assert tag(MP3, KNEE) == tag(MP3, KNEE)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Knæ\nog hofte", "Knæ og hofte"),
        ("Knæ\0hofte", "Knæ hofte"),
        ("  Knæ\t ", "Knæ"),
        ("Knæ \ud800", "Knæ"),
        ("3 × 10 – “let” 🙂", "3 × 10 – “let” 🙂"),
    ],
)
def test_a_title_is_one_clean_line(written: str, shown: str) -> None:
    tags = read(timeline(written, written))
    assert str(tags["TIT2"]) == shown
    assert str(tags["CHAP:ch01"].sub_frames["TIT2"]) == shown


def test_a_session_without_a_title_can_be_tagged() -> None:
    assert "TIT2" not in read(timeline("", ""))


def test_up_to_30_chapters_stay_as_they_are() -> None:
    chapters = tuple(chapter(number, str(number)) for number in range(30))
    assert gathered(chapters) == chapters


def test_31_chapters_become_30_without_a_gap() -> None:
    chapters = tuple(chapter(number, str(number)) for number in range(31))
    together = gathered(chapters)
    assert len(together) == MOST_CHAPTERS
    assert (together[0].start, together[-1].end) == (0, 31_000)
    assert all(earlier.end == later.start for earlier, later in pairwise(together))


def test_neighbours_are_put_together_evenly_under_the_first_ones_title() -> None:
    chapters = tuple(chapter(number, str(number)) for number in range(6))
    assert gathered(chapters, most=3) == (
        Chapter(start=Ms(0), end=Ms(2000), title="0"),
        Chapter(start=Ms(2000), end=Ms(4000), title="2"),
        Chapter(start=Ms(4000), end=Ms(6000), title="4"),
    )


def test_a_thousand_chapters_make_a_tag_that_reads_back() -> None:
    tags = read(timeline("Knæ", *map(str, range(1000))))
    assert len(chapters_of(tags)) == len(tags["CTOC:toc"].child_element_ids) == 30
