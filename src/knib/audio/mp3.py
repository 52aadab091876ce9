"""MP3 to samples, for online voices: the only home of soundfile (libsndfile, which has mpg123 inside).

What a server sends is not trusted: every frame must be whole and nothing may stand between two of them. A decoder
alone would play what it can of a broken stream, and the patient would hear half a cue. (Wrong bits inside a frame are
not noticed; TCP and TLS are there for those.)
"""

import io
from typing import Final

from knib.audio.clip import Clip
from knib.audio.first_frame import tag_length
from knib.audio.frames import walk
from knib.audio.resample import resample
from knib.errors import SoundError

CURE: Final = "pip install 'knib[gtts]'"

FEWEST: Final = 2
"""Frames: mpg123 writes to the screen about a stream of one, and 24 ms are no speech."""

_ID3V1: Final = 128


def decode_mp3(data: bytes) -> Clip:
    """Decode a whole MP3 to 24 kHz mono.

    Raises:
        SoundError: it is empty, no MP3, cut off, or has a hole, or soundfile is not installed.
    """
    frames = _untagged(data)
    samples = [frame.header.samples for frame in walk(frames)]
    if len(samples) < FEWEST:
        raise SoundError("there is no sound in this MP3")
    clip = _decoded(frames)
    heard, whole = clip.samples, sum(samples)
    # A first frame that says how long the sound is (`frames.info_frame`) takes the encoder's padding away: 2 frames
    # and itself.
    if not whole - 4 * samples[0] <= heard <= whole:
        raise SoundError(f"of {whole} samples in this MP3 only {heard} could be decoded")
    return resample(clip)


def _decoded(frames: bytes) -> Clip:
    try:
        import numpy as np
        import soundfile
    except ImportError as err:
        raise SoundError("decoding MP3 needs soundfile, which is not installed", cure=CURE) from err
    try:
        sound, rate = soundfile.read(io.BytesIO(frames), dtype="int16", always_2d=True)
    except soundfile.LibsndfileError as err:
        raise SoundError(f"this MP3 cannot be decoded: {err.error_string}") from err
    mono = sound[:, 0] if sound.shape[1] == 1 else np.rint(sound.mean(axis=1))
    return Clip(mono.astype("<i2").tobytes(), int(rate))


def _untagged(data: bytes) -> bytes:
    """Take off tags before and after the frames."""
    data = data[tag_length(data) :]
    return data[:-_ID3V1] if data[-_ID3V1:].startswith(b"TAG") else data
