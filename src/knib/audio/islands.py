"""Islands: runs of sound with silence around them, in samples and in MP3 frames.

A sound at sample P has its first effect in frame P // 576 and its last in the second frame after the one that holds
its last sample: the encoder's filters reach over 1057 samples (481 of the polyphase filter bank, 576 of the MDCT;
ISO/IEC 11172-3, 2.4.3.4 and C.1.3). Sounds whose frames would meet are one island; all others can be encoded apart.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from knib.audio.clip import Clip
from knib.audio.frames import SAMPLES, Version
from knib.audio.stitch import SAMPLES_PER_MS
from knib.plan.cue import Sounding
from knib.plan.timeline import Timeline
from knib.values import dataclass

FRAME: Final = SAMPLES[Version.MPEG2]
"""Samples in a frame at 24 kHz."""

RINGING: Final = 2
"""Frames that a sound goes on for after the one that holds its last sample."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sound in an island, and where it begins there, in samples."""

    offset: int
    sound: Sounding


@dataclass(frozen=True, kw_only=True, slots=True)
class Island:
    """Where an island begins in its session and how long it is, both in samples, and what sounds in it, in order."""

    start: int
    samples: int
    parts: tuple[Part, ...]

    @property
    def phase(self) -> int:
        """How many samples after the border of a frame it begins."""
        return self.start % FRAME

    @property
    def frame(self) -> int:
        """The first frame in which it is heard."""
        return self.start // FRAME

    @property
    def after(self) -> int:
        """The first frame in which it is heard no more."""
        return (self.start + self.samples - 1) // FRAME + 1 + RINGING


def frames_heard(phase: int, samples: int) -> int:
    """Give in how many frames so many samples are heard that begin `phase` samples after the border of a frame."""
    return (phase + samples - 1) // FRAME + 1 + RINGING


def islands(timeline: Timeline, clips: Mapping[Sounding, Clip], apart: int = 0) -> Iterator[Island]:
    """Group the sounds of a session that `stitch.check` accepts into islands, in order.

    Two sounds are on one island when fewer than `apart` frames lie between the frames that each is heard in. With 0,
    sounds that are 72 ms apart are always parted, and sounds less than 48 ms apart never.
    """
    parts: list[Part] = []
    start = end = border = 0
    first_alone: tuple[Part, ...] = ()
    known: dict[int, tuple[tuple[Part], int]] = {}
    for placed in timeline.placed:
        first, sound = placed.start * SAMPLES_PER_MS, placed.sound
        alone, samples = known.get(id(sound)) or known.setdefault(id(sound), _alone(sound, clips))
        if parts and first // FRAME < border:
            parts.append(Part(first - start, sound))
        else:
            if parts:
                yield Island(start=start, samples=end - start, parts=tuple(parts) if len(parts) > 1 else first_alone)
            parts, start, first_alone = list(alone), first, alone
        end = first + samples
        border = (end - 1) // FRAME + 1 + RINGING + apart
    if parts:
        yield Island(start=start, samples=end - start, parts=tuple(parts) if len(parts) > 1 else first_alone)


def _alone(sound: Sounding, clips: Mapping[Sounding, Clip]) -> tuple[tuple[Part], int]:
    """Give the part that a sound is alone on an island, and its samples: for one that comes a hundred times, once."""
    return (Part(0, sound),), clips[sound].samples
