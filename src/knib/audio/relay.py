"""Encodes a long MP3 on all cores: encoders that take over from each other, like the runners of a relay.

The sound is cut into legs of a minute, and each gets an encoder of its own. A fresh encoder does not know what was
before, but that matters for a second or two only: after that it says what one would that was there from the start, bit
for bit, and has borrowed as much of the reservoir. So the encoder of one leg runs on into the next until both have
said the same for `ALIKE` frames, and hands over where they began to. If they never do, it just runs on.

What comes out decodes to the very samples of a single encode. It only differs in bits that no decoder reads: LAME fills
a frame's last byte now with 0101 and now with 1010.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from knib.audio.clip import SAMPLE_BYTES
from knib.audio.codec import BITRATE, Encoding, headed
from knib.audio.filling import header_for
from knib.audio.islands import FRAME
from knib.audio.reservoir import said
from knib.errors import SoundError
from knib.values import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

LEG: Final = 2500
"""Frames of a leg, one minute. Fixed, so that the same sound gives the same bytes on any number of cores."""

ALIKE: Final = 32
"""Frames that two encoders must say alike before one takes over.

Of 1152 hand-overs (music, rain, clicks, near silence and whole sessions, at 32, 64 and 128 kbit/s) 16 frames would have
been too few for 2, after which the encoders parted once more, and 32 for none.
"""

STRIDE: Final = 16
"""Frames that an encoder runs on before the two are compared again."""

MOST_THREADS: Final = 6
"""Encoders at work at once, at most: faster than that the sound is not mixed."""

_BYTES: Final = FRAME * SAMPLE_BYTES


@dataclass(slots=True)
class Runner:
    """The encoder whose frames count: which of them is the first to do so, and which the first of the next leg."""

    encoding: Encoding
    first: int
    border: int


def encode_in_legs(pieces: Iterable[bytes], bitrate: int = BITRATE) -> bytes:
    """Encode as `codec.encode_mp3` does, on several cores, to an MP3 that decodes to the same samples.

    Args:
        pieces: 24 kHz mono, signed 16-bit little-endian. A leg for each encoder is in memory, and no more.
        bitrate: In kbit/s.

    Returns:
        The file without tags. The same samples always give the same bytes, on any number of cores, however they are
        cut into pieces; those of `encode_mp3` for a minute or less.

    Raises:
        SoundError: there is no sound, or it ends in the middle of a sample.
    """
    from concurrent.futures import ThreadPoolExecutor  # 10 ms that others need not wait for

    length, frames, samples = header_for(bitrate).length, bytearray(), 0
    runner: Runner | None = None
    with ThreadPoolExecutor(_threads()) as pool:
        for leg, fresh in _started(_legs(pieces), bitrate, pool):
            samples += len(leg) // SAMPLE_BYTES
            if runner is None:
                runner = Runner(fresh, first=0, border=LEG)
            elif (number := handover(runner, fresh, leg, bitrate)) is None:
                runner.border += LEG
            else:
                frames += runner.encoding.frames[runner.first * length : (runner.border + number) * length]
                runner = Runner(fresh, first=number, border=LEG)
    if runner is None:
        raise SoundError("there is no sound to encode")
    runner.encoding.finish()
    frames += runner.encoding.frames[runner.first * length :]
    return headed(frames, samples)


def _threads() -> int:
    return min(os.cpu_count() or 1, MOST_THREADS)


def _legs(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= LEG * _BYTES:
            yield bytes(waiting[: LEG * _BYTES])
            del waiting[: LEG * _BYTES]
    if waiting:
        yield bytes(waiting)


def _started(legs: Iterable[bytes], bitrate: int, pool: "ThreadPoolExecutor") -> Iterator[tuple[bytes, Encoding]]:
    """Give each leg, in order, with an encoder that has run it; the next ones are running meanwhile."""

    def run(leg: bytes) -> Encoding:
        encoding = Encoding(bitrate)
        encoding.feed(leg)
        return encoding

    running = deque[tuple[bytes, "Future[Encoding]"]]()
    for leg in legs:
        running.append((leg, pool.submit(run, leg)))
        if len(running) > _threads():
            first, encoded = running.popleft()
            yield first, encoded.result()
    for first, encoded in running:
        yield first, encoded.result()


def handover(runner: Runner, fresh: Encoding, leg: bytes, bitrate: int) -> int | None:
    """Let an encoder run on into a leg until a fresh one says the same.

    Args:
        runner: What has run all legs before.
        fresh: What has run this leg alone.
        leg: Its sound.
        bitrate: That of both, in kbit/s.

    Returns:
        The first of the leg's frames that both say alike, as they do all those after it; None if there is none, and
        then the whole leg was run.
    """
    header, compared, alike = header_for(bitrate), 0, 0
    before, after = runner.encoding.frames, fresh.frames
    for at in range(0, len(leg), STRIDE * _BYTES):
        runner.encoding.feed(leg[at : at + STRIDE * _BYTES])
        while compared < min(len(before) // header.length - runner.border, len(after) // header.length):
            same = said(before, runner.border + compared, header) == said(after, compared, header)
            alike = alike + 1 if same else 0
            compared += 1
            if alike == ALIKE:
                return compared - ALIKE
    return None
