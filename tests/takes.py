"""Takes as a telephone records them: the embedded voice made into another one, in a room, with all that goes wrong."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import av
import numpy as np

from knib.audio.clip import RATE, Clip
from knib.audio.codec import encode_mp3, write_wav
from knib.audio.resample import resample
from knib.voice.engines.espeak import Espeak

if TYPE_CHECKING:
    from av.audio import AudioStream

VOICE = Espeak()
DEEPER = 0.93
"""The reader's voice is this much deeper than the yardstick's, throat and all, and as much slower."""

COUGH = "(host)"
FALSE_START = "(forkert) "


@cache
def said(line: str, pace: int = 89) -> Clip:
    """Say a line as the yardstick does."""
    return VOICE.speak(VOICE.text_for(line), pace)


@cache
def read_aloud(line: str) -> np.ndarray:
    """Read a line as somebody else would, full scale being 1."""
    deeper = resample(Clip(said(line, 84).pcm, round(RATE * DEEPER)))
    return np.frombuffer(deeper.pcm, "<i2") / 32_768 * 0.4


@dataclass(frozen=True, slots=True)
class Recorded:
    """A take, and what lies where in it: start and end in ms, and the line, or nothing."""

    clip: Clip
    lies: tuple[tuple[int, int, str], ...]

    def last(self, line: str) -> tuple[int, int]:
        """Give where a line lies for the last time."""
        return [(start, end) for start, end, text in self.lies if text == line][-1]


def recorded(lines: Sequence[str], *, seed: int = 1, noise: float = -50, brown: bool = False) -> Recorded:
    """Record lines with uneven pauses of 0.6 to 3 s, in a room with noise at so many dB of full scale."""
    random = np.random.default_rng(seed)
    sound, lies = [np.zeros(RATE)], []
    for line in lines:
        heard = _heard(line, random)
        at = sum(map(len, sound)) * 1000 // RATE
        lies.append((at, at + len(heard) * 1000 // RATE, "" if line.startswith("(") else line))
        sound += [heard, np.zeros(int(RATE * random.uniform(0.6, 3)))]
    whole = np.concatenate(sound)
    hiss = random.normal(0, 1, len(whole))
    hiss = np.convolve(hiss, 0.99 ** np.arange(500))[: len(whole)] if brown else hiss
    whole += hiss / hiss.std() * 10 ** (noise / 20)
    return Recorded(Clip(np.clip(np.rint(whole * 32_768), -32_768, 32_767).astype("<i2").tobytes()), tuple(lies))


def _heard(line: str, random: np.random.Generator) -> np.ndarray:
    if line == COUGH:
        burst = random.normal(0, 0.1, int(RATE * 0.35))
        return burst * np.hanning(len(burst))
    whole = read_aloud(line.removeprefix(FALSE_START))
    return whole[: len(whole) * 6 // 10] if line.startswith(FALSE_START) else whole


def as_file(clip: Clip, ending: str) -> bytes:
    """Write a take as telephones do."""
    match ending:
        case "wav":
            return write_wav(clip)
        case "mp3":
            return encode_mp3([clip.pcm], 64)
        case _:
            return b"".join(_encoded(clip, *{"m4a": ("ipod", "aac"), "ogg": ("ogg", "libopus")}[ending]))


def _encoded(clip: Clip, container: str, codec: str) -> Iterator[bytes]:
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = cast("AudioStream", out.add_stream(codec, rate=48_000))
        stream.layout = "mono"
        stream.bit_rate = 64_000
        samples = np.frombuffer(resample(clip, 48_000).pcm, "<i2").reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = 48_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    yield file.getvalue()
