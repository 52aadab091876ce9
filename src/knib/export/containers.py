"""The same description in every format: ID3 in MP3 and WAV, atoms in M4A and M4B, comments in Opus and FLAC.

Sources: RIFF ("Multimedia Programming Interface and Data Specifications 1.0", chapter 2), in which an ID3 tag stands
in a chunk of its own; MP4 (ISO/IEC 14496-12; the `ilst` atoms are Apple's and stand in no standard); Vorbis comments
(xiph.org, "Ogg Vorbis I format specification: comment field and header specification", with "Chapter Extension"), in
Opus by RFC 7845, section 5.2, and in FLAC by RFC 9639, section 8.6. With `tags`, the only home of mutagen.
"""

import io
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from knib.audio.clip import RATE, SAMPLE_BYTES
from knib.audio.first_frame import LONGEST, read_first_frame, tag_length
from knib.audio.form import Format
from knib.errors import SoundError
from knib.export.cover import MIME, SIZE, cover
from knib.export.description import ALBUM, ARTIST, COMMENT, GENRE, LANGUAGE, Description
from knib.export.tags import read_tag, tag_bytes
from knib.plan.timeline import Chapter
from knib.units import HOUR, MINUTE, SECOND, Ms
from knib.values import dataclass

PLAN_COMMENT: Final = "PLAN"
PLAN_ATOM: Final = "----:session:plan"
"""Apple's free-form atom: its owner and its name. It holds text, for FFmpeg takes whatever it holds for text."""

AUDIOBOOK: Final = 2
"""Apple's media kind (`stik`): an M4B lies with the books, and remembers its place."""

PRIMING: Final = 1024
"""Samples that FFmpeg's AAC puts before the sound. The edit list takes them off, and mutagen counts them."""

_FRONT_COVER: Final = 3
_TITLE: Final = "\xa9nam"
_CHUNK: Final = struct.Struct("<4sI")  # name, length; RIFF chapter 2, "Chunks"
_RIFF: Final = struct.Struct("<4sI4s")
_ID3_CHUNK: Final = b"id3 "

_STUMBLES: Final = (ValueError, LookupError, ArithmeticError, EOFError, struct.error, TypeError, AttributeError)
"""What mutagen and we stumble with over a damaged file, beside mutagen's own error."""

SIGNATURES: Final[tuple[tuple[int, bytes, Format], ...]] = (
    (0, b"ID3", Format.MP3),
    (0, b"\xff\xf3", Format.MP3),  # the header of a frame: MPEG-2, Layer III, no CRC
    (0, b"\xff\xfb", Format.MP3),  # the same of MPEG-1
    (4, b"ftypM4B ", Format.M4B),
    (4, b"ftyp", Format.M4A),
    (28, b"OpusHead", Format.OPUS),
    (0, b"fLaC", Format.FLAC),
    (0, b"RIFF", Format.WAV),
)
"""What a file of each format has at which byte. The first that fits is meant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadBack:
    """What a finished file tells about itself: empty where it tells nothing.

    `samples` is how long its container says it is, at 24 kHz; `chapters` are moments and titles.
    """

    title: str = ""
    chapters: tuple[tuple[Ms, str], ...] = ()
    plan: bytes = b""
    samples: int = 0


def tagged(sound: bytes, description: Description, form: Format) -> bytes:
    """Put a description into a finished file. The same file and description always give the same bytes.

    Of chapters, M4A and M4B get theirs when they are encoded (`audio.formats`): mutagen only reads them.
    """
    match form:
        case Format.MP3:
            return tag_bytes(description) + sound
        case Format.WAV:
            return _wav(sound, tag_bytes(description))
        case Format.M4A | Format.M4B:
            return _mp4(sound, description, form)
        case Format.OPUS | Format.FLAC:
            return _commented(sound, description, form)


def form_of(data: bytes) -> Format:
    """Tell a file's format by its first bytes.

    Raises:
        SoundError: it is none that sessions are written in.
    """
    for at, signature, form in SIGNATURES:
        if data[at : at + len(signature)] == signature:
            return form
    cure = f"give a session that Knib made: {', '.join(Format)}"
    raise SoundError("this is no sound file of a format that sessions have", cure=cure)


def read_back(data: bytes) -> ReadBack:
    """Read what a file tells about itself.

    Raises:
        SoundError: it is of no format that sessions have, or its tags are broken.
    """
    form = form_of(data)
    try:
        match form:
            case Format.MP3:
                return _of_mp3(data)
            case Format.WAV:
                return _of_wav(data)
            case Format.M4A | Format.M4B:
                return _of_mp4(data)
            case Format.OPUS | Format.FLAC:
                return _of_comments(data, form)
    except (import_module("mutagen").MutagenError, *_STUMBLES) as err:
        raise SoundError(f"the tags cannot be read: {err}") from err


def _wav(sound: bytes, tag: bytes) -> bytes:
    """Append the tag as a chunk: players that know none pass over it. Chunks begin at even bytes."""
    chunk = _CHUNK.pack(_ID3_CHUNK, len(tag)) + tag + bytes(len(tag) % 2)
    even = bytes(len(sound) % 2)
    size = len(sound) - _CHUNK.size + len(even) + len(chunk)
    return b"".join((_CHUNK.pack(b"RIFF", size), memoryview(sound)[_CHUNK.size :], even, chunk))  # one copy, not three


def _of_wav(data: bytes) -> ReadBack:
    chunks, at = dict[bytes, tuple[int, int]](), _RIFF.size
    while at + _CHUNK.size <= len(data):
        name, length = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        chunks[name] = (at, at + length)
        at += length + length % 2
    start, end = chunks.get(_ID3_CHUNK, (0, 0))
    first, last = chunks.get(b"data", (0, 0))
    return _of_id3(data[start:end], (min(last, len(data)) - first) // SAMPLE_BYTES)


def _of_mp3(data: bytes) -> ReadBack:
    length = tag_length(data)
    return _of_id3(data[:length], read_first_frame(data[length : length + LONGEST]).samples)


def _of_id3(tag: bytes, samples: int) -> ReadBack:
    title, chapters, plan = read_tag(tag)
    return ReadBack(title=title, chapters=chapters, plan=plan, samples=samples)


def _mp4(sound: bytes, description: Description, form: Format) -> bytes:
    atoms = _library("mp4")
    file = atoms.MP4(io.BytesIO(sound))
    if file.tags is None:
        file.add_tags()
    texts = {_TITLE: description.title, "\xa9ART": ARTIST, "\xa9alb": ALBUM, "\xa9gen": GENRE, "\xa9cmt": COMMENT}
    for name, text in texts.items():
        file[name] = [text]
    file["trkn"] = [(description.number, 0)]
    if description.words:
        file["\xa9lyr"] = [_lyrics(description)]
    if form is Format.M4B:
        file["stik"] = [AUDIOBOOK]
    file["covr"] = [atoms.MP4Cover(cover(), atoms.MP4Cover.FORMAT_JPEG)]
    file[PLAN_ATOM] = [atoms.MP4FreeForm(b64encode(description.plan), atoms.AtomDataType.UTF8)]
    return _saved(file, sound)


def _of_mp4(data: bytes) -> ReadBack:
    file = _library("mp4").MP4(io.BytesIO(data))
    chapters = tuple((Ms(round(chap.start * SECOND)), chap.title) for chap in file.chapters or ())
    return ReadBack(
        title=str(file.get(_TITLE, [""])[0]),
        chapters=chapters,
        plan=b64decode(bytes(file.get(PLAN_ATOM, [b""])[0]), validate=True),
        samples=round(file.info.length * RATE) - PRIMING,
    )


def _commented(sound: bytes, description: Description, form: Format) -> bytes:
    file = _with_comments(sound, form)
    picture = _picture()
    if form is Format.FLAC:
        file.add_picture(picture)
    else:
        file["METADATA_BLOCK_PICTURE"] = b64encode(picture.write()).decode()
    for name, text in _comments(description).items():
        file[name] = text
    return _saved(file, sound)


def _comments(description: Description) -> Mapping[str, str]:
    """Give the field names that players have agreed on, and what stands there."""
    return {
        "TITLE": description.title,
        "ARTIST": ARTIST,
        "ALBUM": ALBUM,
        "TRACKNUMBER": str(description.number),
        "GENRE": GENRE,
        "LANGUAGE": LANGUAGE,
        "COMMENT": COMMENT,
        **({"LYRICS": _lyrics(description)} if description.words else {}),
        **dict(_chapter_comments(description.chapters)),
        PLAN_COMMENT: b64encode(description.plan).decode(),
    }


def _chapter_comments(chapters: tuple[Chapter, ...]) -> Iterator[tuple[str, str]]:
    for number, chapter in enumerate(chapters, 1):
        at = chapter.start
        clock = f"{at // HOUR:02}:{at // MINUTE % 60:02}:{at // SECOND % 60:02}.{at % SECOND:03}"
        yield f"CHAPTER{number:03}", clock
        yield f"CHAPTER{number:03}NAME", chapter.title


def _of_comments(data: bytes, form: Format) -> ReadBack:
    file = _with_comments(data, form)
    fields = {name.upper(): text for name, text in file.tags or ()}
    names = sorted(name for name in fields if name.startswith("CHAPTER") and name[7:].isdigit())
    return ReadBack(
        title=fields.get("TITLE", ""),
        chapters=tuple((_moment(fields[name]), fields.get(f"{name}NAME", "")) for name in names),
        plan=b64decode(fields.get(PLAN_COMMENT, ""), validate=True),
        samples=round(file.info.length * RATE),
    )


def _moment(clock: str) -> Ms:
    hours, minutes, seconds = clock.split(":")
    return Ms(int(hours) * HOUR + int(minutes) * MINUTE + int(seconds.replace(".", "")))


def _with_comments(data: bytes, form: Format) -> Any:  # noqa: ANN401 -- without types
    kind = _library("flac").FLAC if form is Format.FLAC else _library("oggopus").OggOpus
    return kind(io.BytesIO(data))


def _picture() -> Any:  # noqa: ANN401
    picture = _library("flac").Picture()
    picture.type, picture.mime, picture.data = _FRONT_COVER, MIME, cover()
    picture.width = picture.height = SIZE
    picture.depth = 24
    return picture


def _lyrics(description: Description) -> str:
    return "\n".join(line.text for line in description.words)


def _library(format_: str) -> ModuleType:
    """Import mutagen's part for a format; it has no types."""
    return import_module(f"mutagen.{format_}")


def _saved(file: Any, sound: bytes) -> bytes:  # noqa: ANN401
    """Write changed tags into a copy of the file, with no room to spare."""
    whole = io.BytesIO(sound)
    file.save(whole, padding=lambda _: 0)
    return whole.getvalue()
