"""Stitches a session: every clip at its own sample, exact silence between. With `take`, the only home of pydub.

pydub fades the edges of each clip. It counts in rounded milliseconds, so it is given stretches of whole milliseconds
only, and never keeps the time: a start in ms is multiplied into a sample, once, from the start of the session.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip, silence
from knib.errors import SoundError
from knib.plan.cue import Sounding
from knib.plan.timeline import Placed, Timeline
from knib.units import Ms, exact_clock

if TYPE_CHECKING:
    from pydub import AudioSegment

FADE_IN: Final = Ms(3)
"""Long enough that nothing clicks. At 5 ms the p of "Pust" loses 1.3 dB of its first 10 ms; at 3 ms, nothing."""

FADE_OUT: Final = Ms(5)

SHORTEST: Final = Ms(FADE_IN + FADE_OUT)
"""A clip shorter than its own fades, in ms, is no sound."""

SAMPLES_PER_MS: Final = RATE // 1000
_BYTES_PER_MS: Final = SAMPLES_PER_MS * SAMPLE_BYTES
_SECOND_OF_SILENCE: Final = silence(RATE)
_CURE: Final = "Record the session again, so that the voice speaks every cue anew."


def pieces(timeline: Timeline, clips: Mapping[Sounding, Clip]) -> Iterator[bytes]:
    """Give a session's sound from start to end, piece by piece: a clip, or at most one second of silence.

    The pieces are PCM at 24 kHz, mono, signed 16-bit little-endian, and together exactly `timeline.length` long. A
    sound that starts at `start` ms begins with sample `start` x 24. Memory does not grow with the session's length.

    Raises:
        SoundError: as `check`, before the first piece.
    """
    check(timeline, clips)
    return placed_pcm(_faded_sounds(timeline, clips), timeline.length * SAMPLES_PER_MS)


def stitch(timeline: Timeline, clips: Mapping[Sounding, Clip]) -> Clip:
    """Give a session's sound as one clip, exactly `timeline.length` long. An hour takes 173 MB; see `pieces`.

    Raises:
        SoundError: as `check`.
    """
    return Clip(b"".join(pieces(timeline, clips)))


def check(timeline: Timeline, clips: Mapping[Sounding, Clip]) -> None:
    """Make sure that a session can be stitched.

    Raises:
        SoundError: with every complaint: a clip is missing, empty or damaged, or reaches into the next one or past the
            end.
    """
    if complaints := (*_unusable(timeline, clips), *_colliding(timeline, clips)):
        raise SoundError("\n".join(complaints), cure=_CURE)


def placed_pcm(sounds: Iterable[tuple[int, bytes]], length: int) -> Iterator[bytes]:
    """Give sounds in their places, with exact silence around them.

    Args:
        sounds: The first sample of each and its PCM, in order; none reaches into the next.
        length: Of it all, in samples.
    """
    given = 0  # samples so far
    for start, pcm in sounds:
        yield from _silent(start - given)
        yield pcm
        given = start + len(pcm) // SAMPLE_BYTES
    yield from _silent(length - given)


def faded(clip: Clip) -> bytes:
    """Fade both edges of a clip that `check` accepts; the middle stays as it is, and so does the number of samples."""
    pcm = clip.pcm
    head, tail = FADE_IN * _BYTES_PER_MS, len(pcm) - FADE_OUT * _BYTES_PER_MS
    first: bytes = segment(pcm[:head]).fade_in(FADE_IN).raw_data
    last: bytes = segment(pcm[tail:]).fade_out(FADE_OUT).raw_data
    return first + pcm[head:tail] + last


def mixed(pcm: bytes, other: bytes) -> bytes:
    """Lay two sounds of one length over each other, sample by sample. What would go past full scale stops there."""
    whole = -(-len(pcm) // _BYTES_PER_MS) * _BYTES_PER_MS
    both: bytes = segment(pcm.ljust(whole, b"\0")).overlay(segment(other.ljust(whole, b"\0"))).raw_data
    return both[: len(pcm)]


def _faded_sounds(timeline: Timeline, clips: Mapping[Sounding, Clip]) -> Iterator[tuple[int, bytes]]:
    done: dict[Sounding, bytes] = {}
    for placed in timeline.placed:
        if placed.sound not in done:
            done[placed.sound] = faded(clips[placed.sound])
        yield placed.start * SAMPLES_PER_MS, done[placed.sound]


def _silent(samples: int) -> Iterator[bytes]:
    seconds, rest = divmod(samples, RATE)
    for _ in range(seconds):
        yield _SECOND_OF_SILENCE
    if rest:
        yield silence(rest)


def segment(pcm: bytes) -> "AudioSegment":
    """Give PCM (24 kHz, mono, 16 bits) as pydub takes it; whole milliseconds, or pydub rounds."""
    return _audio_segment()(data=pcm, sample_width=SAMPLE_BYTES, frame_rate=RATE, channels=1)


@cache
def _audio_segment() -> "type[AudioSegment]":
    """Import pydub without its warnings: that ffmpeg is missing (we need none), and that Python has moved on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pydub  # 23 ms that a help text need not wait for
    segment: type[AudioSegment] = pydub.AudioSegment
    return segment


def _unusable(timeline: Timeline, clips: Mapping[Sounding, Clip]) -> Iterator[str]:
    """Complain of every sound that has no clip to play."""
    sounds = dict.fromkeys(placed.sound for placed in timeline.placed)
    reasons = {sound: why for sound in sounds if (why := _why_unusable(clips.get(sound)))}
    for placed in timeline.placed if reasons else ():
        if placed.sound in reasons:
            yield f"{_where(placed)} {reasons[placed.sound]}"


def _why_unusable(clip: Clip | None) -> str:
    match clip:
        case None:
            return "was never recorded"
        case Clip(pcm=b""):
            return "was recorded as an empty clip"
        case Clip(rate=rate) if rate != RATE:
            return f"was recorded at {rate} samples a second, not {RATE}"
        case Clip(pcm=pcm) if len(pcm) % SAMPLE_BYTES:
            return "was recorded with half a sample at its end"
        case _:
            return f"was recorded as less than {SHORTEST} ms of sound" if clip.length < SHORTEST else ""


def _colliding(timeline: Timeline, clips: Mapping[Sounding, Clip]) -> Iterator[str]:
    """Complain of every clip that does not fit between its start and what comes next."""
    lengths = {sound: clip.length for sound, clip in clips.items()}  # one that is missing crosses no border
    ends = [placed.start + lengths.get(placed.sound, 0) for placed in timeline.placed]
    for end, (placed, following) in zip(ends, pairwise(timeline.placed), strict=False):
        if end > following.start:
            over = f"{end - following.start} ms into the sound at {exact_clock(following.start)}"
            yield f"{_where(placed)} reaches {over}"
    for end, placed in zip(ends[-1:], timeline.placed[-1:], strict=True):
        if end > timeline.length:
            yield f"{_where(placed)} reaches {end - timeline.length} ms past the end of the session"
    for placed in timeline.placed[:1]:
        if placed.start < 0:
            yield f"{_where(placed)} begins before the session does"


def _where(placed: Placed) -> str:
    """Name a sound by its line and its moment, never by its words: they may hold a patient's name."""
    origin = placed.origin
    return f"{origin.file}:{origin.line}: the sound at {exact_clock(placed.start)}"
