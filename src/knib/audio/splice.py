"""Splices a session's MP3 from its frames: silence, and each distinct stretch of sound encoded once.

What comes out decodes to the same sound as `stitch` encoded as a whole; `docs/explanation/splicing.md` says why. The
work does not grow with the length of silence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from typing import Final

from knib.audio.clip import Clip
from knib.audio.codec import BITRATE, encoder_identity
from knib.audio.crc import crc16, crc16_joined
from knib.audio.filling import Filling, Piece, Silence
from knib.audio.frames import frames_for, info_frame
from knib.audio.islands import Island, Part, frames_heard, islands
from knib.audio.stitch import FADE_IN, FADE_OUT, SAMPLES_PER_MS, check, faded, placed_pcm
from knib.audio.store import AT_HAND, Memory, Store
from knib.plan.cue import Sounding
from knib.plan.timeline import Timeline
from knib.values import dataclass

BITRATES: Final = (32, 64, 128)
"""What a session can be spliced at, in kbit/s."""

THREADS: Final = 2
"""Encoders at work at once; LAME lets go of Python's lock. On two cores two take 0.55 times as long as one."""

_VERSION: Final = 1
_CRC_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Mastering:
    """What is done to each clip before it is encoded, and a tag that says so in the key of what is kept.

    `master` gives a clip of the same length. It is called in the calling thread, once for each sound, and only when
    something with that sound must be encoded.
    """

    tag: str
    master: Callable[[Sounding, Clip], Clip]


AS_RECORDED: Final = Mastering("", lambda _sound, clip: clip)


@dataclass(frozen=True, slots=True)
class Spliced:
    """An MP3 stream without tags, in the buffers that make it up one after another; `size` is in bytes.

    The same buffer of silence stands there again and again, so twelve hours take no more memory than one.
    """

    buffers: tuple[bytes | memoryview, ...]
    size: int

    def __iter__(self) -> Iterator[bytes | memoryview]:
        return iter(self.buffers)


@dataclass(frozen=True, slots=True)
class Shape:
    """All that an encoded stretch depends on: where its parts are, the sub-frame phase, and the frames before it."""

    parts: tuple[Part, ...]
    samples: int
    phase: int
    lead: int

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.lead + frames_heard(self.phase, self.samples)


def splice(
    timeline: Timeline,
    clips: Mapping[Sounding, Clip],
    store: Store,
    *,
    bitrate: int = BITRATE,
    mastering: Mastering = AS_RECORDED,
    bed: bool = False,
) -> Spliced:
    """Build the MP3 of a session: MPEG-2 Layer III, 24 kHz, mono, constant bit rate, exactly as long as planned.

    Args:
        timeline: What sounds when.
        clips: The sound of each, as recorded.
        store: Keeps encoded stretches; give `Memory(shelf)` for several sessions in one process. What cannot be kept
            is made again.
        bitrate: One of `BITRATES`, in kbit/s.
        mastering: What is done to the clips first.
        bed: Whether there is noise under everything, so that no player takes the rests for gaps.

    Returns:
        The stream. The same session always gives the same bytes.

    Raises:
        SoundError: the session cannot be stitched (see `stitch.check`), or it is empty.
    """
    check(timeline, clips)
    if bitrate not in BITRATES:
        raise ValueError(f"a session is spliced at {BITRATES} kbit/s, not {bitrate}")
    held = store if isinstance(store, Memory) else Memory(store)
    filling = _filling(bitrate, held, bed=bed)
    shapes, places = _shapes(islands(timeline, clips, filling.apart), filling.lead)
    stretches = _Foundry(clips=clips, store=held, filling=filling, mastering=mastering).cast(shapes)
    samples = timeline.length * SAMPLES_PER_MS
    total = frames_for(samples, filling.header)
    pieces = tuple(_assembled(((first, stretches[number]) for first, number in places), filling, total))
    return _headed(pieces, filling, samples)


def _filling(bitrate: int, store: Store, *, bed: bool) -> Filling:
    if not bed:
        return _silence(bitrate)
    from knib.audio.bed import Bed  # what it is made with takes 15 ms to load, and most sessions have none

    return Bed(bitrate, store)


@cache
def _silence(bitrate: int) -> Silence:
    """Give the silence that all sessions of this process share."""
    return Silence(bitrate)


def _shapes(found: Iterable[Island], wanted: int) -> tuple[Sequence[Shape], Sequence[tuple[int, int]]]:
    """Give the distinct shapes of islands; and for each island its first frame, with its lead, and its shape's number.

    A lead is shorter where there is no room.
    """
    free = 0  # the first frame that no stretch has taken
    numbers: dict[Shape, int] = {}
    # By identity, as most islands are one sound alone; with the parts, so that no others get their id.
    known: dict[tuple[int, int, int], tuple[int, tuple[Part, ...]]] = {}
    places: list[tuple[int, int]] = []
    for island in found:
        frame = island.frame
        lead = min(wanted, frame - free)
        key = (id(island.parts), island.phase, lead)
        if key not in known:
            shape = Shape(island.parts, island.samples, island.phase, lead)
            known[key] = numbers.setdefault(shape, len(numbers)), island.parts
        places.append((frame - lead, known[key][0]))
        free = island.after
    return tuple(numbers), places


def _assembled(stretches: Iterable[tuple[int, Piece]], filling: Filling, total: int) -> Iterator[Piece]:
    """Put stretches in their places, the filling between them, and stop after so many frames."""
    at, length = 0, filling.header.length
    for first, stretch in stretches:
        yield from filling.run(at, first - at)
        at = first + len(stretch.data) // length
        # What rings on after the last sample is heard by nobody.
        yield _shortened(stretch, (total - first) * length) if at > total else stretch
    yield from filling.run(at, total - at)


def _shortened(piece: Piece, size: int) -> Piece:
    return Piece(piece.data[:size], crc16(piece.data[:size]))


def _headed(pieces: Sequence[Piece], filling: Filling, samples: int) -> Spliced:
    """Put the first frame before all others."""
    size = crc = 0
    for piece in pieces:
        crc = crc16_joined(crc, piece.crc, len(piece.data))
        size += len(piece.data)
    starts = range(0, size, filling.header.length)
    info = info_frame(filling.header, samples=samples, starts=starts, size=size, crc=crc)
    return Spliced((info, *(piece.data for piece in pieces)), len(info) + size)


@dataclass(frozen=True, kw_only=True)
class _Foundry:
    """Where shapes become encoded stretches."""

    clips: Mapping[Sounding, Clip]
    store: Store
    filling: Filling
    mastering: Mastering

    def cast(self, shapes: Sequence[Shape]) -> Sequence[Piece]:
        """Fetch each distinct shape's stretch, or encode it and keep it."""
        keys = list(map(self._key, shapes))
        kept = list(map(self._kept, shapes, keys))
        missing = [number for number, piece in enumerate(kept) if piece is None]
        made = self._encoded([shapes[number] for number in missing]) if missing else ()
        for number, piece in zip(missing, made, strict=True):
            self.store.put(keys[number], piece.crc.to_bytes(_CRC_BYTES) + piece.data)
            kept[number] = piece
        return [piece for piece in kept if piece]

    def _kept(self, shape: Shape, key: str) -> Piece | None:
        entry = self.store.get(key)
        if entry is None or len(entry) != _CRC_BYTES + shape.frames * self.filling.header.length:
            return None
        return Piece(memoryview(entry)[_CRC_BYTES:], int.from_bytes(entry[:_CRC_BYTES]))

    def _encoded(self, shapes: Sequence[Shape]) -> Iterator[Piece]:
        from concurrent.futures import ThreadPoolExecutor  # 10 ms that a warm render need not wait for

        sounds = dict.fromkeys(part.sound for shape in shapes for part in shape.parts)
        ready = {sound: faded(self._mastered(sound)) for sound in sounds}

        def encode(shape: Shape) -> Piece:
            run = placed_pcm(((part.offset, ready[part.sound]) for part in shape.parts), shape.samples)
            frames = self.filling.stretch(b"".join(run), shape.phase, shape.lead)
            return Piece(frames, crc16(frames))

        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(encode, shapes)

    def _mastered(self, sound: Sounding) -> Clip:
        clip = self.clips[sound]
        mastered = self.mastering.master(sound, clip)
        if mastered.samples != clip.samples:
            raise ValueError(f"mastering made {mastered.samples} samples of {clip.samples}")
        return mastered

    def _key(self, shape: Shape) -> str:
        parts = (f"{part.offset} {self._digests[part.sound]}" for part in shape.parts)
        return sha256("\n".join((self._common, f"{shape.phase} {shape.lead}", *parts)).encode()).hexdigest()

    @cached_property
    def _common(self) -> str:
        """What every key of this session holds."""
        made = f"stretch {_VERSION} {FADE_IN} {FADE_OUT} {self.filling.header.bitrate} {self.filling.identity}"
        return f"{made}\n{encoder_identity()}\n{self.mastering.tag}"

    @cached_property
    def _digests(self) -> dict[Sounding, str]:
        return {sound: _digest(clip.pcm) for sound, clip in self.clips.items()}


@lru_cache(AT_HAND)
def _digest(pcm: bytes) -> str:
    return sha256(pcm).hexdigest()
