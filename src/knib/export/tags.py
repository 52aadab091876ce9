"""What a player shows of an MP3: an ID3v2.3 tag. With `containers`, the only home of mutagen.

Version 2.3 in UTF-16 with a byte order mark, because older players garble æøå in anything else (id3.org, "ID3 tag
version 2.3.0", section 3.3), and no tag of version 1. Chapters: "ID3v2 Chapter Frame Addendum", version 1.0. Nothing in
the tag tells of the patient.
"""

import io
import struct
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
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

_AT_HAND: Final = 256
"""Frames kept for the next session of this process: most of what sessions tell is the same in all of them."""

HEADER: Final = struct.Struct(">3sBBB4B")  # "ID3", version, revision, flags, size in four times 7 bits
_READ: Final = ("TIT2", "CHAP", "CTOC", "GEOB")
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
    body = b"".join(_frames(description))
    size = (len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return HEADER.pack(b"ID3", 3, 0, 0, *size) + body


def read_tag(data: bytes) -> tuple[str, tuple[tuple[Ms, str], ...], bytes]:
    """Read title, chapters (moments and titles) and plan of an ID3 tag. What is not there is empty.

    Raises:
        SoundError: there is a tag, and it is broken.
    """
    frames = _mutagen()
    wanted = {name: getattr(frames, name) for name in _READ}
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


def _frames(description: Description) -> Iterator[bytes]:
    frames = _mutagen()
    yield from (_text_frame(name, text) for name, text in _texts(description).items())
    yield _comment_frame()
    named = {f"ch{number:02}": chapter for number, chapter in enumerate(description.chapters, 1)}
    if named:
        yield _contents_frame(tuple(named))
    yield from (_chapter_frame(name, chapter) for name, chapter in named.items())
    if description.words:
        text = "\n".join(line.text for line in description.words)
        yield _written(frames.USLT(encoding=_UTF16, lang=LANGUAGE, desc="", text=text))
        sung = [(line.text, line.start) for line in description.words]
        lyrics = {"format": _MILLISECONDS, "type": _LYRICS, "desc": "", "text": sung}
        yield _written(frames.SYLT(encoding=_UTF16, lang=LANGUAGE, **lyrics))
    yield _written(frames.GEOB(encoding=0, mime=PLAN_MIME, filename="", desc=PLAN_FRAME, data=description.plan))
    yield _cover_frame()


@lru_cache(_AT_HAND)
def _text_frame(name: str, text: str) -> bytes:
    return _written(getattr(_mutagen(), name)(encoding=_UTF16, text=text))


@lru_cache(_AT_HAND)
def _contents_frame(names: tuple[str, ...]) -> bytes:
    frames = _mutagen()
    flags = frames.CTOCFlags.TOP_LEVEL | frames.CTOCFlags.ORDERED
    return _written(frames.CTOC(element_id=_CONTENTS_ID, flags=flags, child_element_ids=list(names), sub_frames=[]))


@lru_cache(_AT_HAND)
def _chapter_frame(name: str, chapter: Chapter) -> bytes:
    frames = _mutagen()
    title = frames.TIT2(encoding=_UTF16, text=chapter.title)
    times = {"start_time": chapter.start, "end_time": chapter.end}
    return _written(frames.CHAP(element_id=name, **times, sub_frames=[title]))


@cache
def _comment_frame() -> bytes:
    return _written(_mutagen().COMM(encoding=_UTF16, lang=LANGUAGE, desc="", text=COMMENT))


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
