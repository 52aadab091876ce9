"""A loudness meter that sound is passed through, and that we did not write: FFmpeg's `ebur128`.

EBU R 128 and ITU-R BS.1770-4, read as dual mono: a mono file comes out of two loudspeakers, 3 LU louder than its one
channel. What Knib levels by is `loudness`; this is what the finished file is measured with.
"""

import math
from typing import Final

from knib.audio.clip import RATE, SAMPLE_BYTES
from knib.audio.formats import TICK, frame_of, library
from knib.values import dataclass

SETTINGS: Final = "peak=true:dualmono=true:metadata=1:framelog=quiet"

_LOUDNESS: Final = "lavfi.r128.I"
_PEAK: Final = "lavfi.r128.true_peak"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the meter shows: integrated loudness in LUFS, and the true peak in dBTP. Silence has minus infinity."""

    loudness: float
    peak: float


class Meter:
    """Takes sound in pieces (24 kHz mono, signed 16-bit little-endian), and shows how loud it was so far."""

    def __init__(self) -> None:
        filters = library().filter
        self._graph = filters.Graph()
        source = self._graph.add_abuffer(sample_rate=RATE, format="s16", layout="mono", time_base=TICK)
        meter, sink = self._graph.add("ebur128", SETTINGS), self._graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        self._graph.configure()
        self._samples = 0
        self._shown: dict[str, str] = {}

    def take(self, pcm: bytes) -> None:
        """Measure a piece."""
        if pcm:
            self._graph.push(frame_of(pcm, self._samples))
            self._samples += len(pcm) // SAMPLE_BYTES
            self._read()

    def reading(self) -> Reading:
        """Read it: exact to the last full tenth of a second."""
        peak = float(self._shown.get(_PEAK, 0))
        loudness = float(self._shown.get(_LOUDNESS, -math.inf))
        return Reading(loudness=loudness if peak else -math.inf, peak=20 * math.log10(peak) if peak else -math.inf)

    def _read(self) -> None:
        """Take out what the filter has shown; it shows its numbers every tenth of a second."""
        errors = library().error
        try:
            while True:
                self._shown = self._graph.pull().metadata or self._shown
        except (errors.BlockingIOError, errors.EOFError):
            return
