"""Marks in long silence: without one a listener thinks that playback has stopped (rule 5)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from knib.errors import Origin
from knib.plan.check import Room, start_of
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role, Span
from knib.plan.words import is_active
from knib.spec.model import Kind, Tone
from knib.units import GRID, SECOND, Ms, down_to_grid
from knib.values import dataclass

LONGEST: Final = Ms(20_000)
"""No silence is longer than this."""

REASON: Final = "rule 5: nothing is silent for more than 20 s"

AWAY: Final = SECOND
"""A mark keeps this far from a border where it can: nobody must take it for the beginning of a phase."""

_WORDS: Final[Mapping[Kind | None, Sounding]] = {
    **dict.fromkeys(Kind, Cue("Bliv ved.")),
    **dict.fromkeys((Kind.RELEASE, Kind.RELAX, Kind.REST), Cue("Slap af.")),
    None: Cue("Tag dig god tid."),
}


def marks(*, tones: bool) -> Mapping[Kind | None, Sounding]:
    """Give the mark for silence in each kind of phase, and outside phases: a soft tone, or a word where none sounds."""
    return dict.fromkeys((*Kind, None), Tone.GAP) if tones else _WORDS


def _kind(span: Span) -> Kind:
    """Return what a phase asks for: in a rest that is a calm walk nobody is told to relax."""
    return Kind.MOVE if span.kind is Kind.REST and is_active(span.label) else span.kind


@dataclass(frozen=True)
class Silence:
    """Finds the long silences of a session and marks them.

    `owners` are the phases in order, each with where it is written; `otherwise` is where the routine is.
    """

    owners: Sequence[tuple[Origin, Span]]
    otherwise: Origin
    marks: Mapping[Kind | None, Sounding]
    lengths: Mapping[Sounding, Ms]

    def marked(self, rooms: Sequence[Room], length: Ms) -> Sequence[Room]:
        """Give all sounds of a session of that length, and marks so that no silence is longer than 20 s."""
        ends = [Ms(0), *(room.placed.end for room in rooms)]
        starts = [*(room.placed.start for room in rooms), length]
        long = [(end, start) for end, start in zip(ends, starts, strict=True) if start - end > LONGEST]
        found = [mark for end, start in long for mark in self._between(end, start)]
        return sorted([*rooms, *found], key=start_of) if found else rooms

    @cached_property
    def _starts(self) -> list[Ms]:
        return [span.start for _, span in self.owners]

    def _between(self, end: Ms, start: Ms) -> Iterator[Room]:
        while start - end > LONGEST:
            # As many as are needed, evenly; a frame is kept back because each begins on the grid.
            longest = max(self.lengths[mark] for mark in self.marks.values())
            count = -(-(start - end - LONGEST) // (LONGEST - GRID + longest))
            step = (start - end - count * longest) // (count + 1)
            at = self._off_the_border(Ms(end + step), longest, after=end)
            span, origin = self._owner(at)
            sound = self.marks[_kind(span) if span else None]
            role = Role.TONE if isinstance(sound, Tone) else Role.CUE
            end = Ms(at + self.lengths[sound])
            yield Room(Placed(start=at, end=end, sound=sound, role=role, origin=origin, reason=REASON), end)

    def _off_the_border(self, at: Ms, length: Ms, *, after: Ms) -> Ms:
        """Move a mark to well before a border that it would touch, where that is not too soon after `after`."""
        index = bisect_right(self._starts, at - AWAY)
        border = self._starts[index] if index < len(self._starts) else None
        if border is not None and border < at + length + AWAY and border - AWAY - length > after + AWAY:
            at = Ms(border - AWAY - length)
        return down_to_grid(at)

    def _owner(self, at: Ms) -> tuple[Span | None, Origin]:
        """Give the phase at a moment, if there is one, and where it is written."""
        index = bisect_right(self._starts, at) - 1
        if index >= 0 and self.owners[index][1].end > at:
            origin, span = self.owners[index]
            return span, origin
        return None, self.otherwise
