"""A loudness meter that is not ours: FFmpeg's `ebur128`, out of PyAV's wheel."""

import math
from fractions import Fraction
from typing import NamedTuple

import av
import numpy as np

from knib.audio.clip import Clip


class Reading(NamedTuple):
    """Integrated loudness in LUFS as dual mono, and true peak in dBTP (FFmpeg looks at 192 kHz)."""

    loudness: float
    peak: float


def by_ebur128(clip: Clip, *, pause: int = 0, peak: bool = True) -> Reading:
    """Read a clip, with so many ms of silence before and after it. Without the peak, which is then 0, it is faster."""
    silence = bytes(2 * clip.rate * pause // 1000)
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16", sample_rate=clip.rate, layout="mono", time_base=Fraction(1, clip.rate))
    meter = graph.add("ebur128", f"metadata=1:dualmono=1:peak={'true' if peak else 'none'}:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(
        np.frombuffer(silence + clip.pcm + silence, "<i2")[None], format="s16", layout="mono"
    )
    frame.sample_rate, frame.time_base, frame.pts = clip.rate, Fraction(1, clip.rate), 0
    graph.push(frame)
    graph.push(None)
    shown: dict[str, str] = {}
    try:
        while True:
            shown = dict(graph.pull().metadata) or shown
    except (av.error.EOFError, av.error.BlockingIOError):
        return Reading(float(shown["lavfi.r128.I"]), 20 * math.log10(float(shown.get("lavfi.r128.true_peak", 1))))
