"""Sound files of every common format, written and read. With `meter`, the only home of PyAV (FFmpeg's own libraries).

PyAV takes 104 MB, so it is an extra of the installation. Without it Knib writes MP3 and WAV, and reads WAV.

Where the sound ends, to the sample: MP3 by its first frame (see `frames`); WAV and FLAC hold nothing but the sound;
Opus by pre-skip and granule position (RFC 7845, sections 4.2 and 4.5); M4A and M4B by the edit list (ISO/IEC 14496-12,
8.6.6), which Apple's players obey and FFmpeg obeys at the start alone: it plays up to 43 ms of silence more.
"""

import io
import sys
import wave
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip
from knib.audio.codec import BITRATE
from knib.audio.form import Format
from knib.audio.relay import encode_in_legs
from knib.audio.resample import resample
from knib.errors import SoundError
from knib.plan.timeline import Chapter
from knib.values import dataclass

if TYPE_CHECKING:
    from av.audio import AudioFrame, AudioStream
    from av.container import InputContainer, OutputContainer

TICK: Final = Fraction(1, RATE)
"""The time of one sample, in seconds."""

CURE: Final = 'pip install "av>=18.1,<19"'


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """How FFmpeg makes a format. `bitrate` is in bit/s, 0 where the codec loses nothing."""

    container: str
    codec: str
    bitrate: int = 0
    codec_options: Mapping[str, str] = field(default_factory=dict)
    container_options: Mapping[str, str] = field(default_factory=dict)


_NO_INVENTED_NOISE: Final = {"aac_pns": "0"}  # Noise in place of an s is not the s that was spoken.

RECIPES: Final[Mapping[Format, Recipe]] = {
    Format.M4A: Recipe(container="ipod", codec="aac", bitrate=64_000, codec_options=_NO_INVENTED_NOISE),
    Format.M4B: Recipe(
        container="ipod",
        codec="aac",
        bitrate=64_000,
        codec_options=_NO_INVENTED_NOISE,
        container_options={"brand": "M4B "},
    ),
    Format.OPUS: Recipe(container="ogg", codec="libopus", bitrate=48_000),
    Format.FLAC: Recipe(container="flac", codec="flac"),
}
"""The formats that need PyAV."""

MP4: Final = frozenset({Format.M4A, Format.M4B})

_ALIKE: Final = {"fflags": "+bitexact"}  # no random serial number, no date, no version: the same sound, the same bytes
_PLAIN: Final = {"flags": "+bitexact"}
_HARMLESS: Final = {"format_whitelist": "mp3,wav,flac,ogg,mov,matroska,aac,asf,aiff,caf,amr"}
"""FFmpeg also reads playlists, which would have it open other files and addresses."""

_MS: Final = Fraction(1, 1000)
_DANISH: Final = "dan"


def encode(pieces: Iterable[bytes], form: Format, chapters: Sequence[Chapter] = (), bitrate: int = BITRATE) -> bytes:
    """Encode sound that comes in pieces: 24 kHz mono, signed 16-bit little-endian.

    Args:
        pieces: The sound.
        form: The format to write.
        chapters: Written into M4A and M4B, which keep them as a track of their own. The other formats keep them in
            their tags (`export.tags`), and they are ignored here.
        bitrate: That of an MP3 in kbit/s. The other formats have their own (`RECIPES`), and it is ignored there.

    Returns:
        The file without tags, that decodes to just as many samples (see the top of this module), from 2 ms of sound
        on; an edit list counts in whole ms, and so does a session. The same samples always give the same bytes, with
        the same version of PyAV.

    Raises:
        SoundError: there is no sound, a piece ends in the middle of a sample, or PyAV is not installed.
    """
    match form:
        case Format.MP3:
            return encode_in_legs(_checked(pieces), bitrate)
        case Format.WAV:
            return _wav(_checked(pieces))
        case _:
            return _encoded(_checked(pieces), RECIPES[form], chapters if form in MP4 else ())


def decode(data: bytes) -> Clip:
    """Decode a sound file of any common format (MP3, M4A, WAV, Ogg, Opus, FLAC, WebM and more) to 24 kHz mono.

    Raises:
        SoundError: it is no sound file, it is damaged, or PyAV is not installed (WAV of 16 bits, mono, needs none).
    """
    return Clip(b"".join(decoded(data)))


def decoded(data: bytes) -> Iterator[bytes]:
    """Decode as `decode` does, in pieces of at most a second, so that memory does not grow with the length.

    (It does with a WAV at another rate than 24 kHz, which is resampled as a whole.)

    Raises:
        SoundError: as `decode`; when the damage is reached, what came before it has been given.
    """
    if (wav := _plain_wav(data)) is not None:
        yield from _pieces(wav)
        return
    av = library()
    try:
        with av.open(io.BytesIO(data), "r", metadata_errors="ignore", options=_HARMLESS) as file:
            yield from _sound(file)
    except (av.FFmpegError, ValueError, EOFError) as err:
        cure = "give a sound file: MP3, M4A, WAV, Ogg, Opus, FLAC or WebM"
        why = getattr(err, "strerror", None) or str(err)
        raise SoundError(f"the sound cannot be decoded: {why}", cure=cure) from err


def frame_of(pcm: bytes, start: int) -> "AudioFrame":
    """Give PCM as PyAV takes it, beginning with sample `start` of the whole."""
    frame: AudioFrame = library().AudioFrame(format="s16", layout="mono", samples=len(pcm) // SAMPLE_BYTES)
    frame.planes[0].update(pcm)
    frame.sample_rate, frame.pts, frame.time_base = RATE, start, TICK
    return frame


def library() -> ModuleType:
    """Import PyAV (67 ms).

    Raises:
        SoundError: it is not installed.
    """
    try:
        import av
    except ImportError as err:
        raise SoundError("this needs PyAV, which is not installed", cure=CURE) from err
    return av


def _checked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pass on the pieces that hold something."""
    empty = True
    for piece in filter(None, pieces):
        if len(piece) % SAMPLE_BYTES:
            raise SoundError("the sound cannot be encoded: a piece ends in the middle of a sample")
        empty = False
        yield piece
    if empty:
        raise SoundError("there is no sound to encode")


def _wav(pieces: Iterable[bytes]) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, SAMPLE_BYTES, RATE, 0, "NONE", ""))
        for piece in pieces:
            wav.writeframesraw(piece)
    return file.getvalue()


def _encoded(pieces: Iterator[bytes], recipe: Recipe, chapters: Sequence[Chapter]) -> bytes:
    av, file, start = library(), io.BytesIO(), 0
    with av.open(file, "w", format=recipe.container, options={**_ALIKE, **recipe.container_options}) as container:
        stream = _stream(container, recipe)
        container.set_chapters([_chapter(number, chapter) for number, chapter in enumerate(chapters)])
        for piece in pieces:
            container.mux(stream.encode(frame_of(piece, start)))
            start += len(piece) // SAMPLE_BYTES
        container.mux(stream.encode(None))
    return file.getvalue()


def _stream(container: "OutputContainer", recipe: Recipe) -> "AudioStream":
    settings = {**recipe.codec_options, **_PLAIN}
    stream = cast("AudioStream", container.add_stream(recipe.codec, rate=RATE, options=settings))
    stream.layout = "mono"
    stream.metadata["language"] = _DANISH
    if recipe.bitrate:
        stream.bit_rate = recipe.bitrate
    return stream


def _chapter(number: int, chapter: Chapter) -> dict[str, Any]:
    place = {"id": number, "start": chapter.start, "end": chapter.end, "time_base": _MS}
    return {**place, "metadata": {"title": chapter.title}}


def _plain_wav(data: bytes) -> wave.Wave_read | None:
    """Open a WAV file of 16 bits, mono; None for anything else."""
    if not data.startswith(b"RIFF"):
        return None
    try:
        wav = wave.open(io.BytesIO(data))  # noqa: SIM115 -- read on while its pieces are asked for
    except (wave.Error, EOFError):
        return None
    return wav if (wav.getnchannels(), wav.getsampwidth()) == (1, SAMPLE_BYTES) and wav.getframerate() else None


def _pieces(wav: wave.Wave_read) -> Iterator[bytes]:
    """Read an opened WAV file at 24 kHz, a second at a time; half a sample at its end is left out."""
    if wav.getframerate() == RATE:
        while whole := len(piece := wav.readframes(RATE)) // SAMPLE_BYTES:
            yield piece[: whole * SAMPLE_BYTES]
        return
    heard = wav.readframes(wav.getnframes())
    sound = resample(Clip(heard[: len(heard) // SAMPLE_BYTES * SAMPLE_BYTES], wav.getframerate())).pcm
    for at in range(0, len(sound), RATE * SAMPLE_BYTES):
        yield sound[at : at + RATE * SAMPLE_BYTES]


def _sound(file: "InputContainer") -> Iterator[bytes]:
    """Give the first sound of a file as PCM at 24 kHz mono."""
    if not file.streams.audio:
        raise ValueError("there is no sound in it")
    stream = file.streams.audio[0]
    left = _length(file, stream)
    resampler = library().AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in chain(file.decode(stream), (None,)):
        for heard in resampler.resample(frame):
            pcm = bytes(heard.planes[0])[: min(heard.samples, left) * SAMPLE_BYTES]
            left -= len(pcm) // SAMPLE_BYTES
            yield pcm


def _length(file: "InputContainer", stream: "AudioStream") -> int:
    """Give how many samples of a file are sound: what an edit list says, which FFmpeg obeys at the start alone."""
    if "mp4" not in file.format.name or stream.duration is None or stream.time_base is None:
        return sys.maxsize
    return round(stream.duration * stream.time_base * RATE)
