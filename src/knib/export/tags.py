"""What a player shows of a session: an ID3v2.3 tag with title, language and chapters. The only home of mutagen.

Version 2.3 in UTF-16, because older players garble æøå in anything else (id3.org, "ID3 tag version 2.3.0"). Chapters:
"ID3v2 Chapter Frame Addendum", version 1.0. Nothing in the tag tells of the patient.
"""

import io
import struct
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Final

from knib import __version__
from knib.plan.timeline import Chapter, Timeline

if TYPE_CHECKING:
    from mutagen.id3 import Frame

ARTIST: Final = "Fysioterapi"
ALBUM: Final = "Træning"
LANGUAGE: Final = "dan"
"""Danish, by ISO 639-2."""

MOST_CHAPTERS: Final = 30
"""Players show no more than a few dozen."""

_HEADER: Final = struct.Struct(">3sBBB4B")  # "ID3", version, revision, flags, size in four times 7 bits
_UTF16: Final = 1  # with a byte order mark, by 2.3.0, section 3.3
_CONTENTS_ID: Final = "toc"


def tag(mp3: bytes, timeline: Timeline) -> bytes:
    """Put a session's tag before its MP3 frames. The same session always gives the same bytes."""
    return id3(timeline) + mp3


def id3(timeline: Timeline) -> bytes:
    """Write a session's tag: the bytes that stand before the first MP3 frame.

    Chapters stand in the order of time, at most 30 of them: where there are more, neighbours are put together, and the
    first one's title stands for them. A session without chapters has no table of contents.
    """
    body = b"".join(map(_written, _frames(timeline)))
    size = (len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return _HEADER.pack(b"ID3", 3, 0, 0, *size) + body


def gathered(chapters: tuple[Chapter, ...], most: int = MOST_CHAPTERS) -> tuple[Chapter, ...]:
    """Put neighbouring chapters together, as evenly as can be, until there are at most `most`."""
    count = min(len(chapters), most)
    borders = [number * len(chapters) // count for number in range(count)] if count else []
    groups = [chapters[first:last] for first, last in zip(borders, [*borders[1:], len(chapters)], strict=False)]
    return tuple(Chapter(start=group[0].start, end=group[-1].end, title=group[0].title) for group in groups)


def _texts(timeline: Timeline) -> dict[str, str]:
    """Choose the words that stand on a lock screen and in a car, by the frame that holds them."""
    return {
        "TIT2": _line(timeline.title),
        "TPE1": ARTIST,
        "TALB": ALBUM,
        "TLAN": LANGUAGE,
        "TSSE": f"Knib {__version__}",
    }


def _frames(timeline: Timeline) -> Iterator["Frame"]:
    frames = _mutagen()
    for name, text in _texts(timeline).items():
        yield getattr(frames, name)(encoding=_UTF16, text=text)
    chapters = {f"ch{number:02}": chapter for number, chapter in enumerate(gathered(timeline.chapters), 1)}
    if chapters:
        flags = frames.CTOCFlags.TOP_LEVEL | frames.CTOCFlags.ORDERED
        yield frames.CTOC(element_id=_CONTENTS_ID, flags=flags, child_element_ids=list(chapters), sub_frames=[])
    for name, chapter in chapters.items():
        title = frames.TIT2(encoding=_UTF16, text=_line(chapter.title))
        yield frames.CHAP(element_id=name, start_time=chapter.start, end_time=chapter.end, sub_frames=[title])


def _written(frame: "Frame") -> bytes:
    """Write one frame. Each by itself, because mutagen sorts a tag's chapters by size, and ffmpeg shows them so."""
    tags, file = _mutagen().ID3(), io.BytesIO()
    tags.add(frame)
    tags.update_to_v23()
    tags.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return file.getvalue()[_HEADER.size :]


def _mutagen() -> ModuleType:
    import mutagen.id3  # 12 ms that a help text need not wait for

    return mutagen.id3


def _line(text: str) -> str:
    """Give a text as one clean line: a line break or a control character cuts it off in some players."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
