"""Clips to files: MP3 by LAME, and WAV. The only home of lameenc."""

import io
import wave
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import lameenc

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip
from knib.audio.crc import crc16
from knib.audio.frames import HEADER_BYTES, frames_for, info_frame, read_header
from knib.errors import SoundError

BITRATE: Final = 64
"""Bit rate of the MP3 in kbit/s where none is asked for; constant, so that every player seeks by simple division."""

QUALITY: Final = 3
"""LAME's own scale, 0 (slow) to 9 (fast)."""


def encode_mp3(pieces: Iterable[bytes], bitrate: int = BITRATE) -> bytes:
    """Encode sound that comes in pieces: 24 kHz mono, signed 16-bit little-endian.

    Returns:
        MP3 frames of MPEG-2 Layer III at a constant bit rate (in kbit/s; 64 when none is given). The first of them
        makes decoders give back exactly as many samples as went in, none early and none late (FFmpeg: from 47 samples
        on, 2 ms). The same samples always give the same bytes, however they are cut into pieces.

    Raises:
        SoundError: there is no sound, or a piece ends in the middle of a sample.
    """
    encoding = _encoded(pieces, bitrate)
    return headed(encoding.frames, encoding.samples)


def headed(frames: bytearray, samples: int) -> bytes:
    """Put the first frame before those of so many samples. Those that the sound does not take are cut off."""
    header = read_header(bytes(frames[:HEADER_BYTES]))
    # LAME may end with one frame more than the sound takes.
    del frames[frames_for(samples, header) * header.length :]
    starts = range(0, len(frames), header.length)
    return info_frame(header, samples=samples, starts=starts, size=len(frames), crc=crc16(frames)) + frames


def encode_frames(pieces: Iterable[bytes], bitrate: int = BITRATE) -> bytes:
    """Encode sound with an encoder of its own, for splicing: as `encode_mp3`, but without the first frame.

    Frame 0 borrows nothing from before it, and sample P has its first effect in frame P // 576.

    Raises:
        SoundError: as `encode_mp3`.
    """
    return bytes(_encoded(pieces, bitrate).frames)


class Encoding:
    """An encoder at work, and the frames it has given so far. The last of them may be there in part."""

    def __init__(self, bitrate: int) -> None:
        self.frames, self.samples = bytearray(), 0
        self._encoder = _encoder(bitrate)

    def feed(self, pcm: bytes) -> None:
        """Let it encode what comes next.

        Raises:
            SoundError: the sound ends in the middle of a sample.
        """
        self.frames += _asked(self._encoder.encode, pcm)
        self.samples += len(pcm) // SAMPLE_BYTES

    def finish(self) -> None:
        """Have the rest of the frames.

        Raises:
            SoundError: it was fed nothing.
        """
        if not self.samples:  # An encoder that was never fed cannot be flushed.
            raise SoundError("there is no sound to encode")
        self.frames += _asked(self._encoder.flush)


@cache
def encoder_identity() -> str:
    """Say which encoder this is, exactly: by the SHA-256 of its library, for two builds of a version may differ."""
    return f"lameenc {sha256(Path(lameenc.__file__).read_bytes()).hexdigest()} quality {QUALITY}"


def write_wav(clip: Clip) -> bytes:
    """Write a clip as a WAV file (RIFF, PCM, mono, 16 bits)."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(SAMPLE_BYTES)
        wav.setframerate(clip.rate)
        wav.writeframes(clip.pcm)
    return file.getvalue()


def _encoded(pieces: Iterable[bytes], bitrate: int) -> Encoding:
    encoding = Encoding(bitrate)
    for piece in filter(None, pieces):
        encoding.feed(piece)
    encoding.finish()
    return encoding


def _asked(work: Callable[..., bytes], *pcm: bytes) -> bytes:
    """Ask LAME for something. Errors of whoever makes the pieces pass by untouched."""
    try:
        return work(*pcm)
    except RuntimeError as err:
        raise SoundError(f"the sound cannot be encoded as MP3: {err}") from err


def _encoder(bitrate: int) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)  # LAME would choose a lower rate by itself at some bit rates.
    encoder.set_bit_rate(bitrate)
    encoder.set_quality(QUALITY)
    return encoder
