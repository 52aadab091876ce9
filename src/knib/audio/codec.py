"""Clips to files: MP3 by LAME, and WAV. The only home of lameenc."""

import io
import wave
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Final

import lameenc

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip
from knib.audio.frames import HEADER_BYTES, crc16, crc16_joined, frames_for, info_frame, read_header, walk
from knib.errors import SoundError

BITRATE: Final = 64
"""Bit rate of the MP3 in kbit/s, constant, so that every player seeks by simple division."""

QUALITY: Final = 3
"""LAME's own scale, 0 (slow) to 9 (fast)."""


def encode_mp3(pieces: Iterable[bytes]) -> bytes:
    """Encode sound that comes in pieces: 24 kHz mono, signed 16-bit little-endian.

    Returns:
        MP3 frames of MPEG-2 Layer III at a constant 64 kbit/s. The first of them makes decoders give back exactly as
        many samples as went in, none early and none late (FFmpeg: from 47 samples on, 2 ms). The same samples always
        give the same bytes, however they are cut into pieces.

    Raises:
        SoundError: there is no sound, or a piece ends in the middle of a sample.
    """
    samples, sound = _encoded(pieces)
    if not samples:
        raise SoundError("there is no sound to encode")
    header, starts, crc = read_header(bytes(sound[:HEADER_BYTES])), [], 0
    for frame in islice(walk(sound), frames_for(samples, header)):
        starts.append(frame.start)
        crc = crc16_joined(crc, _crc_of_frame(frame.data), header.length)
    # LAME may end with one frame more than the sound takes.
    del sound[len(starts) * header.length :]
    return info_frame(header, samples=samples, starts=starts, size=len(sound), crc=crc) + sound


def write_wav(clip: Clip) -> bytes:
    """Write a clip as a WAV file (RIFF, PCM, mono, 16 bits)."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(SAMPLE_BYTES)
        wav.setframerate(clip.rate)
        wav.writeframes(clip.pcm)
    return file.getvalue()


def _encoded(pieces: Iterable[bytes]) -> tuple[int, bytearray]:
    """Encode, and count the samples that went in."""
    encoder, samples, sound = _encoder(), 0, bytearray()
    for piece in filter(None, pieces):
        sound += _asked(encoder.encode, piece)
        samples += len(piece) // SAMPLE_BYTES
    if samples:  # An encoder that was never fed cannot be flushed.
        sound += _asked(encoder.flush)
    return samples, sound


def _asked(work: Callable[..., bytes], *pcm: bytes) -> bytes:
    """Ask LAME for something. Errors of whoever makes the pieces pass by untouched."""
    try:
        return work(*pcm)
    except RuntimeError as err:
        raise SoundError(f"the sound cannot be encoded as MP3: {err}") from err


def _encoder() -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)  # LAME would choose a lower rate by itself at some bit rates.
    encoder.set_bit_rate(BITRATE)
    encoder.set_quality(QUALITY)
    return encoder


@lru_cache(maxsize=64)  # Most of a session is silence, and LAME writes its frames all alike.
def _crc_of_frame(frame: bytes) -> int:
    return crc16(frame)
