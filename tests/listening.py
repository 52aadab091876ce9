"""How tests listen: decoders that we did not write, sounds that are easy to tell apart, and measures."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import av
import numpy as np
import soundfile

from knib.audio.clip import Clip
from knib.errors import Origin
from knib.plan.cue import Sounding
from knib.plan.timeline import Placed, Role, Timeline
from knib.units import Ms

RATE: Final = 24_000


def by_mpg123(mp3: bytes) -> np.ndarray:
    """Decode with libsndfile, which decodes with mpg123."""
    sound, rate = soundfile.read(io.BytesIO(mp3), dtype="float64")
    assert (sound.ndim, rate) == (1, RATE)
    return np.asarray(sound)


def by_ffmpeg(mp3: bytes) -> np.ndarray:
    """Decode with FFmpeg's own libraries."""
    with av.open(io.BytesIO(mp3), "r") as file:
        blocks = [frame.to_ndarray()[0] for frame in file.decode(audio=0)]
    return np.concatenate(blocks).astype("float64")


Decoder = Callable[[bytes], np.ndarray]

DECODERS: Final[list[Decoder]] = [by_mpg123, by_ffmpeg]


def pcm(sound: np.ndarray) -> bytes:
    return bytes(np.round(sound).astype("<i2").tobytes())


def wave(clip: Clip) -> np.ndarray:
    """Give a clip's samples, full scale being 1."""
    return np.frombuffer(clip.pcm, "<i2") / 32_768


def hiss(length: int, seed: int) -> np.ndarray:
    """Give a burst of noise below 5 kHz: like an s, and unlike anything else that is as long."""
    noise = np.random.default_rng(seed).normal(0, 1, length * 24 + 200)
    smooth = np.convolve(noise, np.hanning(8), "valid")[: length * 24]
    return np.asarray(smooth * 9000 / np.abs(smooth).max())


def sweep(length: int) -> np.ndarray:
    """Give a tone that rises from 200 to 3000 Hz."""
    time = np.arange(length * 24) / RATE
    return 9000 * np.sin(2 * np.pi * (200 * time + 1400 * time**2 / (length / 1000)))


def timeline(length: int, sounds: Iterable[tuple[int, Sounding]]) -> Timeline:
    """Place sounds by their starts in ms."""
    placed = tuple(
        Placed(start=Ms(start), end=Ms(start), sound=sound, role=Role.CUE, origin=Origin(file="knae.yaml", line=line))
        for line, (start, sound) in enumerate(sounds, 1)
    )
    return Timeline(title="Knæ", length=Ms(length), spans=(), placed=placed, chapters=())


def offset(sound: np.ndarray, wanted: np.ndarray, at: int) -> int:
    """Give how many samples after `at` a sound is found by its first 300 ms, looking up to 10 ms to both sides."""
    wanted = wanted[:7200]  # enough to know it by; of longer ones BLAS makes threads, and waits for them
    early, late = min(240, at), min(240, len(sound) - at - len(wanted))
    around = sound[at - early : at + len(wanted) + late]
    return int(np.argmax(np.correlate(around, wanted, "valid"))) - early


def offsets(sound: np.ndarray, session: Timeline, clips: Mapping[Sounding, Clip]) -> set[int]:
    """Give by how many samples the sounds of a session are late, each of those amounts once."""
    return {offset(sound, wave(clips[placed.sound]), placed.start * 24) for placed in session.placed}


def likeness(sound: np.ndarray, wanted: np.ndarray) -> float:
    """Give how far the error lies under what was wanted, in dB."""
    return float(10 * np.log10((wanted**2).sum() / ((sound - wanted) ** 2).sum()))


def level(sound: np.ndarray) -> float:
    """Give the root mean square in dB of full scale."""
    return float(10 * np.log10((sound**2).mean()))
