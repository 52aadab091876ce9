"""WAV as others write it: samples of any size, any rate, several channels, and lengths that are not true.

RIFF: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991), chapter 2 and "WAVE".
"""

import struct
from collections.abc import Iterator
from typing import Final

from knib.audio.clip import Clip
from knib.errors import SoundError
from knib.values import dataclass

UNKNOWN: Final = 1_000_000_000
"""From here on a length is none: who streams cannot know it in advance.

Seen: 2 000 000 000 (Pocket TTS), 0x7FFFF000 (eSpeak NG), 0x7FFFFFFF (ElevenLabs), 0xFFFFFFFF (OpenAI, Speaches). Others
write 0 (libsndfile).
"""

_INTEGERS, _FLOATS, _EXTENSIBLE = 1, 3, 0xFFFE
_HEADER: Final = struct.Struct("<HHIIHH")
"""Format, channels, rate, bytes a second, bytes a frame, bits a sample."""

_KINDS: Final = {
    (_INTEGERS, 1): "u1",
    (_INTEGERS, 2): "<i2",
    (_INTEGERS, 3): "<i3",
    (_INTEGERS, 4): "<i4",
    (_FLOATS, 4): "<f4",
    (_FLOATS, 8): "<f8",
}
"""Format and bytes of a sample, and how numpy calls it, which has no integers of three bytes."""

_FULL: Final = {
    "u1": (128, 2**7),
    "<i2": (0, 2**15),
    "<i3": (0, 2**31),
    "<i4": (0, 2**31),
    "<f4": (0, 1),
    "<f8": (0, 1),
}
"""Where silence lies, and how far from it full scale does."""


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    channels: int
    rate: int
    frame_bytes: int


def is_wav(data: bytes) -> bool:
    """Tell whether it begins as a WAV file does."""
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def read_wav(data: bytes) -> Clip:
    """Read a WAV file: integers of 8, 16, 24 or 32 bits, or floats.

    A length that cannot be known by who streams is read as "all that came". Several files in a row, as some servers
    stream them, are one sound.

    Returns:
        The sound at the file's own rate, its channels mixed to one.

    Raises:
        SoundError: it is no such file, it holds no sound, or it is cut off.
    """
    if not is_wav(data):
        raise SoundError("it is no WAV file")
    form, sound = None, []
    for name, body in _chunks(data):
        if name == b"fmt ":
            form = _form(body)
        elif name == b"data" and form:
            sound.append(body[: len(body) // form.frame_bytes * form.frame_bytes])
    if form is None or not any(sound):
        raise SoundError("the WAV file holds no sound")
    return Clip(_pcm(b"".join(sound), form), form.rate)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the chunks of one file or of several in a row."""
    place = 0
    while place + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        if name == b"RIFF":  # its length says no more than those of its chunks
            place += 12
            continue
        place += 8
        if name == b"data":
            size = _true_size(size, len(data) - place)
        yield name, data[place : place + size]
        place += size + size % 2


def _true_size(written: int, there: int) -> int:
    if not written or written >= UNKNOWN:
        return there
    if written > there:
        raise SoundError(f"the WAV file is cut off: {there} of {written} bytes came")
    return written


def _form(body: bytes) -> _Form:
    if len(body) < _HEADER.size:
        raise SoundError("the WAV file is damaged")
    code, channels, rate, _, frame_bytes, bits = _HEADER.unpack_from(body)
    if code == _EXTENSIBLE and len(body) >= 26:
        code = int.from_bytes(body[24:26], "little")  # the GUID of the format begins with the same code
    kind = _KINDS.get((code, frame_bytes // channels if channels else 0))
    if kind is None or not rate or frame_bytes % channels:
        raise SoundError(f"WAV of an unknown kind: format {code}, {channels} channels of {bits} bits at {rate} Hz")
    return _Form(kind, channels, rate, frame_bytes)


def _pcm(sound: bytes, form: _Form) -> bytes:
    """Give samples of any kind as ours."""
    if form.kind == "<i2" and form.channels == 1:
        return sound
    import numpy as np  # 70 ms that the usual answer does not need

    three = form.kind == "<i3"
    samples = np.frombuffer(_widened(sound) if three else sound, "<i4" if three else form.kind).astype(np.float64)
    offset, full = _FULL[form.kind]
    samples = np.nan_to_num((samples - offset) / full) * 32768
    mixed = np.rint(samples.reshape(-1, form.channels).mean(axis=1))
    pcm: bytes = np.clip(mixed, -32768, 32767).astype("<i2").tobytes()
    return pcm


def _widened(sound: bytes) -> bytes:
    """Make four bytes of each three, the lowest of them 0."""
    wide = bytearray(len(sound) // 3 * 4)
    for byte in range(3):
        wide[byte + 1 :: 4] = sound[byte::3]
    return bytes(wide)
