"""The session as bars along the time. Their height tells the kinds apart where a printer has no colours."""

from itertools import groupby
from typing import Final

from knib.plan.timeline import Timeline
from knib.share.strip import COLOURS, DANISH, MARKS, columns
from knib.spec.model import Kind
from knib.units import Ms, clock
from knib.values import dataclass

HEIGHTS: Final = {
    Kind.WORK: 100,
    Kind.HOLD: 84,
    Kind.MOVE: 68,
    Kind.INHALE: 54,
    Kind.EXHALE: 40,
    Kind.RELEASE: 30,
    Kind.RELAX: 22,
    Kind.REST: 14,
}
"""Height of each kind in per cent: the higher, the more effort."""

WIDE: Final = 1000
"""Width of the picture; all places count in its thousandths."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one kind, from `left` and `width` wide, of 1000."""

    left: int
    width: int
    kind: Kind

    @property
    def height(self) -> int:
        """Its height in per cent."""
        return HEIGHTS[self.kind]

    @property
    def colour(self) -> str:
        """Its colour, `#rrggbb`."""
        return COLOURS[self.kind]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place along the picture."""

    left: int
    word: str


def bars(timeline: Timeline) -> list[Bar]:
    """Give the stretches of the session, those that look alike put together."""
    found, left = [], 0
    for kind, run in groupby(columns(timeline, WIDE)):
        width = sum(1 for _ in run)
        if kind:
            found.append(Bar(left, width, kind))
        left += width
    return found


def hours(timeline: Timeline) -> list[Mark]:
    """Give the marks of time under the picture, at most eight and the session's end among them."""
    step = next((mark for mark in MARKS if timeline.length <= mark * 8), MARKS[-1])
    moments = [Ms(moment) for moment in range(0, timeline.length - step // 2, step)]
    return [Mark(moment * WIDE // timeline.length, clock(moment)) for moment in [*moments, timeline.length]]


def borders(timeline: Timeline) -> list[Mark]:
    """Give the beginning of each chapter that has phases."""
    with_phases = [
        chapter
        for chapter in timeline.chapters
        if any(chapter.start <= span.start < chapter.end for span in timeline.spans)
    ]
    return [Mark(chapter.start * WIDE // timeline.length, chapter.title) for chapter in with_phases]


def legend(timeline: Timeline) -> list[tuple[Bar, str]]:
    """Give a bar and its name for each kind that is seen."""
    kinds = {bar.kind for bar in bars(timeline)}
    return [(Bar(0, 1, kind), DANISH[kind]) for kind in Kind if kind in kinds]
