"""The proof of a file before it takes its place: milliseconds, whatever its length.

It reads back what was written and compares: is it whole, is it as long as the plan, does it tell what it should? What
the sound is like `verify` hears, in seconds.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from knib.audio.clip import RATE
from knib.audio.first_frame import LONGEST, read_first_frame, tag_length
from knib.audio.form import Format
from knib.audio.frames import HEADER_BYTES, read_header
from knib.errors import SoundError
from knib.export.containers import ReadBack, read_back
from knib.export.description import Description
from knib.export.outbox import Buffer

PROBES: Final = 100
"""How many frames of an MP3 are looked at, evenly spread. `verify` walks through all of them."""

CURE: Final = "nothing was written; this is a mistake in Knib, please report it"


def prove(buffers: Sequence[Buffer], description: Description, form: Format) -> None:
    """Make sure that a finished file, given in one or many buffers, is what it should be.

    Of an MP3, only the head and a hundred frames are read.

    Raises:
        SoundError: it is not; the message says in what.
    """
    try:
        told = _proven_mp3(buffers) if form is Format.MP3 else read_back(b"".join(buffers))
    except SoundError as err:
        raise SoundError(f"the finished file is broken: {err}", cure=CURE) from err
    for what, found, wanted in (
        ("title", told.title, description.title),
        ("chapters", told.chapters, tuple((chap.start, chap.title) for chap in description.chapters)),
        ("plan", told.plan, description.plan),
        ("length", told.samples, description.length * RATE // 1000),
    ):
        if found != wanted:
            raise SoundError(f"the finished file has another {what} than was written into it", cure=CURE)


def _proven_mp3(buffers: Sequence[Buffer]) -> ReadBack:
    scroll = _Scroll(buffers)
    start = tag_length(scroll.read(0, LONGEST))
    first = read_first_frame(scroll.read(start, LONGEST))
    if scroll.length - start != first.size:
        raise SoundError(f"its first frame says {first.size} bytes, and there are {scroll.length - start}")
    music = start + first.header.length
    length = (first.size - first.header.length) // first.frames
    if length * first.frames == scroll.length - music:  # a constant bit rate: every frame's place is known
        for frame in range(0, first.frames, -(-first.frames // PROBES)):
            header = read_header(scroll.read(music + frame * length, HEADER_BYTES))
            if header.length != length or header.samples != first.header.samples:
                raise SoundError(f"frame {frame} is not like the others")
    return read_back(scroll.read(0, start + LONGEST))


class _Scroll:
    """Many buffers read as one, without joining them."""

    def __init__(self, buffers: Sequence[Buffer]) -> None:
        self._buffers = buffers
        self._starts = [0, *accumulate(map(len, buffers))]
        self.length = self._starts[-1]

    def read(self, at: int, size: int) -> bytes:
        """Give the bytes from `at` on: `size` of them, or fewer at the end."""
        place = bisect_right(self._starts, at) - 1
        if place < len(self._buffers) and at + size <= self._starts[place + 1]:  # as a frame mostly is
            begin = at - self._starts[place]
            return bytes(self._buffers[place][begin : begin + size])
        found = bytearray()
        while len(found) < size and place < len(self._buffers):
            begin = max(0, at - self._starts[place])
            found += self._buffers[place][begin : begin + size - len(found)]
            place += 1
        return bytes(found)
