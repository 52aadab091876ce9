"""Listens to a take beside a voice that reads the same lines, and says which part is which line."""

from collections.abc import Sequence
from typing import Final

from knib.audio.clip import Clip
from knib.audio.likeness import has_voice, unlikeness
from knib.audio.take import Take, cut
from knib.units import Ms
from knib.voice.recorded.judge import Judgement, judge
from knib.voice.recorded.match import Evidence

ALIKE: Final = -0.25
"""Two parts of one reader that are so alike are the same words read twice."""

VOICELESS: Final = 0.2
"""How unlike to every line a sound is that has no voice in it."""

NEAR: Final = 2
"""By how many parts the second reading follows, at most."""


def listen(take: Take, lines: Sequence[Clip], others: Sequence[Clip], known: frozenset[int] = frozenset()) -> Judgement:
    """Find each line in a take.

    Args:
        take: What was recorded.
        lines: The lines to be found as another voice says them, in the order they were to be read.
        others: More of what that voice says, to compare with.
        known: The numbers (from 0) of the lines that need not be in this take.
    """
    lengths = [line.length for line in lines]
    bare = Evidence(parts=take.parts, lengths=lengths, unlike={})
    runs = [(first, count) for first in range(len(take.parts)) for count in bare.runs(first)]
    clips = {run: _clip(take, bare, *run) for run in runs}
    rows = unlikeness(list(clips.values()), lines, others)
    voiceless = [VOICELESS] * len(lines)
    unlike = {run: row if has_voice(clips[run]) else voiceless for run, row in zip(runs, rows, strict=True)}
    again = _read_again([clips[first, 1] for first in range(len(take.parts))])
    return judge(Evidence(parts=take.parts, lengths=lengths, unlike=unlike, again=again, known=known))


def _clip(take: Take, evidence: Evidence, first: int, count: int) -> Clip:
    span = evidence.span(first, count)
    return cut(take, span.start, Ms(span.end))


def _read_again(parts: Sequence[Clip]) -> frozenset[int]:
    """Give the parts that sound like one of the next two."""
    unlike = unlikeness(parts, parts)
    return frozenset(
        first for first, row in enumerate(unlike) if min(row[first + 1 : first + 1 + NEAR], default=0) < ALIKE
    )
