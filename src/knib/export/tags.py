"""What a player shows of an MP3: an ID3v2.3 tag. With `containers`, the only home of mutagen.

Version 2.3 in UTF-16 with a byte order mark, because older players garble æøå in anything else (id3.org, "ID3 tag
version 2.3.0", section 3.3), and no tag of version 1. Chapters: "ID3v2 Chapter Frame Addendum", version 1.0. Nothing in
the tag tells of the patient.
"""

import io
import struct
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Final

from knib.errors import SoundError
from knib.export.cover import MIME, cover
from knib.export.description import ALBUM, ARTIST, COMMENT, GENRE, LANGUAGE, Description
from knib.plan.timeline import Chapter
from knib.units import Ms

if TYPE_CHECKING:
    from mutagen.id3 import Frame

PLAN_FRAME: Final = "plan/1"
"""Names the frame that holds the plan (2.3.0, section 4.16). A player shows neither it nor its name."""

PLAN_MIME: Final = "application/zlib"
"""RFC 6713."""

HEADER: Final = struct.Struct(">3sBBB4B")  # "ID3", version, revision, flags, size in four times 7 bits
_UTF16: Final = 1  # with a byte order mark, by 2.3.0, section 3.3
_CONTENTS_ID: Final = "toc"
_MILLISECONDS: Final = 2  # how SYLT counts, by 2.3.0, section 4.10
_LYRICS: Final = 1
_FRONT_COVER: Final = 3


def tag_bytes(description: Description) -> bytes:
    """Write a session's ID3 tag: the bytes that stand before the first MP3 frame.

    The same description always gives the same bytes. A session without chapters has no table of contents, and one
    without words no lyrics.
    """
    body = b"".join([*map(_written, _frames(description)), _cover_frame()])
    size = (len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return HEADER.pack(b"ID3", 3, 0, 0, *size) + body


def read_tag(data: bytes) -> tuple[str, tuple[tuple[Ms, str], ...], bytes]:
    """Read title, chapters (moments and titles) and plan of an ID3 tag. What is not there is empty.

    Raises:
        SoundError: there is a tag, and it is broken.
    """
    frames = _mutagen()
    wanted = {name: getattr(frames, name) for name in ("TIT2", "CHAP", "CTOC", "GEOB")}
    try:
        tags = frames.ID3(io.BytesIO(data), known_frames=wanted, translate=False, load_v1=False)
    except frames.ID3NoHeaderError:
        return "", (), b""
    except (frames.error, ValueError, EOFError) as err:
        raise SoundError(f"the tags cannot be read: {err}") from err
    found = {chap.element_id: chap for chap in tags.getall("CHAP")}
    listed = [found[name] for toc in tags.getall("CTOC") for name in toc.child_element_ids if name in found]
    chapters = tuple((Ms(chap.start_time), str(chap.sub_frames.get("TIT2", ""))) for chap in listed)
    plans = (frame.data for frame in tags.getall("GEOB") if frame.desc == PLAN_FRAME)
    return str(tags.get("TIT2", "")), chapters, next(plans, b"")


def _texts(description: Description) -> Mapping[str, str]:
    """Choose the words that stand on a lock screen and in a car, by the frame that holds them."""
    return {
        "TIT2": description.title,
        "TPE1": ARTIST,
        "TALB": ALBUM,
        "TRCK": str(description.number),
        "TCON": GENRE,
        "TLAN": LANGUAGE,
        "TLEN": str(description.length),
    }


def _frames(description: Description) -> Iterator["Frame"]:
    frames = _mutagen()
    for name, text in _texts(description).items():
        yield getattr(frames, name)(encoding=_UTF16, text=text)
    yield frames.COMM(encoding=_UTF16, lang=LANGUAGE, desc="", text=COMMENT)
    yield from _chapter_frames(description.chapters)
    if description.words:
        text = "\n".join(line.text for line in description.words)
        yield frames.USLT(encoding=_UTF16, lang=LANGUAGE, desc="", text=text)
        sung = [(line.text, line.start) for line in description.words]
        yield frames.SYLT(encoding=_UTF16, lang=LANGUAGE, format=_MILLISECONDS, type=_LYRICS, desc="", text=sung)
    yield frames.GEOB(encoding=0, mime=PLAN_MIME, filename="", desc=PLAN_FRAME, data=description.plan)


def _chapter_frames(chapters: tuple[Chapter, ...]) -> Iterator["Frame"]:
    frames = _mutagen()
    named = {f"ch{number:02}": chapter for number, chapter in enumerate(chapters, 1)}
    if named:
        flags = frames.CTOCFlags.TOP_LEVEL | frames.CTOCFlags.ORDERED
        yield frames.CTOC(element_id=_CONTENTS_ID, flags=flags, child_element_ids=list(named), sub_frames=[])
    for name, chapter in named.items():
        title = frames.TIT2(encoding=_UTF16, text=chapter.title)
        yield frames.CHAP(element_id=name, start_time=chapter.start, end_time=chapter.end, sub_frames=[title])


@cache
def _cover_frame() -> bytes:
    return _written(_mutagen().APIC(encoding=0, mime=MIME, type=_FRONT_COVER, desc="", data=cover()))


def _written(frame: "Frame") -> bytes:
    """Write one frame. Each by itself, because mutagen sorts a tag's chapters by size, and ffmpeg shows them so."""
    tags, file = _mutagen().ID3(), io.BytesIO()
    tags.add(frame)
    tags.update_to_v23()
    tags.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return file.getvalue()[HEADER.size :]


def _mutagen() -> ModuleType:
    import mutagen.id3  # 12 ms that a help text need not wait for

    return mutagen.id3
