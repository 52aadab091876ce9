"""The bed: soft pink noise under a whole session, so that players that skip silence find none.

It is one loop of frames in which each stands by itself, so that any of them may follow any other. Frames of Layer III
overlap by half, and each half is faded in and out with sin^2 and cos^2 of the power (the long window of ISO/IEC
11172-3, 2.4.3.4.10.3). Where two frames meet that were not neighbours, one noise fades into the other in 24 ms at
equal power: there is no click and no dip, wherever the loop is left or entered.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import Final

from knib.audio.clip import SAMPLE_BYTES
from knib.audio.codec import encode_frames, encoder_identity
from knib.audio.crc import crc16, crc16_joined
from knib.audio.filling import Piece, header_for
from knib.audio.frames import Header
from knib.audio.islands import FRAME, RINGING, frames_heard
from knib.audio.noise import pink_noise
from knib.audio.reservoir import OVERHEAD, REACH, grains, laid_out, main_data_bytes
from knib.audio.stitch import mixed
from knib.audio.store import Store
from knib.values import dataclass

LOOP: Final = 512
"""Frames in the loop, 12.288 s."""

CODED: Final = {32: 24, 64: 48, 128: 96}
"""The bit rate at which the loop is encoded, by that of the session, in kbit/s.

An encoder at a constant bit rate spends all of it on noise, now more and now less. Encoded at three quarters, every
frame fits into its own room (measured: 73 of 83 bytes, 167 of 179, 344 of 371) and leaves some to its neighbour.
"""

BEFORE: Final = 2
"""Frames that an encoder needs before it says what it would have said in the middle of a longer sound."""

ONSET: Final = 2
"""Frames of noise before a sound that are encoded with it: the encoder prepares for an attack one frame ahead."""

_VERSION: Final = 1


@dataclass(frozen=True)
class Bed:
    """A bed for sessions of one bit rate. Its loop is kept in a store."""

    bitrate: int
    store: Store

    @property
    def header(self) -> Header:
        """The header of every frame."""
        return header_for(self.bitrate)

    @property
    def identity(self) -> str:
        """The noise under each stretch, and where it was put together."""
        return f"bed {_VERSION} {self.lead}"

    @cached_property
    def lead(self) -> int:
        """Frames before a sound: some of the loop, until they have left a whole reservoir, and those of the onset."""
        size, length = self.header.length - OVERHEAD, self.header.length
        takes = (main_data_bytes(self._loop[at : at + length]) for at in range(0, len(self._loop), length))
        left = accumulate(size - taken for taken in takes)
        return next(number for number, free in enumerate(left, 1) if free >= REACH) + ONSET

    @property
    def apart(self) -> int:
        """Frames between islands: each has its whole lead."""
        return self.lead

    def run(self, first: int, count: int) -> Iterator[Piece]:
        """Give so many frames of the loop; which of them, depends on the place in the session alone."""
        while count:
            start = first % LOOP
            frames = min(count, LOOP - start)
            yield self._piece(start, start + frames)
            first, count = first + frames, count - frames

    def stretch(self, pcm: bytes, phase: int, lead: int) -> bytes:
        """Encode an island in noise. The noise is that of the loop from its first frame on, wherever the island is."""
        heard = frames_heard(phase, len(pcm) // SAMPLE_BYTES)
        if lead < self.lead:  # at the session's very beginning, where there is nothing to join
            return self._encoded(pcm, 0, lead * FRAME + phase)[: (lead + heard) * self.header.length]
        joined = lead - ONSET
        onset = self._encoded(pcm, joined - BEFORE, (BEFORE + ONSET) * FRAME + phase)
        own = grains(onset, self.header)[BEFORE : BEFORE + ONSET + heard]
        return laid_out(grains(self._loop, self.header)[:joined] + own, self.header)

    def _encoded(self, pcm: bytes, first: int, before: int) -> bytes:
        """Encode a sound in noise from a frame of the loop on; it begins `before` samples later."""
        samples = before + len(pcm) // SAMPLE_BYTES + (RINGING + BEFORE) * FRAME
        noise = _noise(first * FRAME, samples)
        start, end = before * SAMPLE_BYTES, before * SAMPLE_BYTES + len(pcm)
        return encode_frames([noise[:start], mixed(pcm, noise[start:end]), noise[end:]], self.bitrate)

    def _piece(self, start: int, end: int) -> Piece:
        length = self.header.length
        before, crc = self._crcs[start], self._crcs[end]
        data = memoryview(self._loop)[start * length : end * length]
        return Piece(data, crc16_joined(before, crc, len(data)))

    @cached_property
    def _crcs(self) -> tuple[int, ...]:
        """The CRCs of the loop's beginnings, by their length in frames."""
        kept = self._kept[LOOP * self.header.length :]
        return 0, *(int.from_bytes(kept[at : at + 2]) for at in range(0, 2 * LOOP, 2))

    @cached_property
    def _loop(self) -> bytes:
        return self._kept[: LOOP * self.header.length]

    @cached_property
    def _kept(self) -> bytes:
        """Fetch or make the loop: its frames, and the CRC-16 of each of its beginnings in two bytes."""
        made_of = f"bed loop {_VERSION} {self.bitrate} {encoder_identity()}"
        key = sha256(made_of.encode()).hexdigest()
        kept = self.store.get(key)
        if kept is None or len(kept) != LOOP * (self.header.length + 2):
            kept = _with_crcs(_loop_frames(self.header), self.header.length)
            self.store.put(key, kept)
        return kept


def _loop_frames(header: Header) -> bytes:
    """Encode the loop, with its own end before it and its own beginning after it, so that it has no seam."""
    coded = CODED[header.bitrate]
    frames = encode_frames([_noise(-BEFORE * FRAME, (LOOP + 2 * BEFORE) * FRAME)], coded)
    return laid_out(grains(frames, header_for(coded))[BEFORE : BEFORE + LOOP], header, reach=0)


def _noise(start: int, samples: int) -> bytes:
    """Cut so many samples out of the noise, which goes on for ever."""
    noise = pink_noise(LOOP * FRAME)
    start = start * SAMPLE_BYTES % len(noise)
    times = -(-(start + samples * SAMPLE_BYTES) // len(noise))
    return (noise * times)[start : start + samples * SAMPLE_BYTES]


def _with_crcs(frames: bytes, length: int) -> bytes:
    crcs = accumulate(
        (crc16(frames[at : at + length]) for at in range(0, len(frames), length)),
        lambda so_far, crc: crc16_joined(so_far, crc, length),
    )
    return frames + b"".join(crc.to_bytes(2) for crc in crcs)


def with_bed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Put the bed under sound that is encoded as a whole, for the formats that are not spliced."""
    at = 0
    for piece in pieces:
        samples = len(piece) // SAMPLE_BYTES
        yield mixed(piece, _noise(at, samples))
        at += samples
