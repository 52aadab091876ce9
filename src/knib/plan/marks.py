"""Marks in long silence: without one a listener thinks that playback has stopped (rule 5)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from knib.errors import Origin
from knib.plan.check import Room
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role, Span
from knib.spec.model import Kind, Tone
from knib.units import GRID, SECOND, Ms, down_to_grid

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
    return dict.fromkeys((*Kind, None), Tone.HALF) if tones else _WORDS


class Silence:
    """Finds the long silences of a session and marks them."""

    def __init__(
        self,
        owners: Sequence[tuple[Span, Origin]],
        otherwise: Origin,
        marks: Mapping[Kind | None, Sounding],
        lengths: Mapping[Sounding, Ms],
    ) -> None:
        """Take the phases in order, each with where it is written, where the routine is, and the marks."""
        self._owners, self._otherwise, self._marks, self._lengths = owners, otherwise, marks, lengths
        self._starts = [span.start for span, _ in owners]

    def marked(self, rooms: Sequence[Room], length: Ms) -> Iterator[Room]:
        """Give all sounds of a session of that length, and marks so that no silence is longer than 20 s."""
        end = Ms(0)
        for room in rooms:
            if room.placed.start - end > LONGEST:
                yield from self._between(end, room.placed.start)
            yield room
            end = room.placed.end
        if length - end > LONGEST:
            yield from self._between(end, length)

    def _between(self, end: Ms, start: Ms) -> Iterator[Room]:
        while start - end > LONGEST:
            # As many as are needed, evenly; a frame is kept back because each begins on the grid.
            longest = max(self._lengths[mark] for mark in self._marks.values())
            count = -(-(start - end - LONGEST) // (LONGEST - GRID + longest))
            step = (start - end - count * longest) // (count + 1)
            at = self._off_the_border(Ms(end + step), longest, after=end)
            span, origin = self._owner(at)
            sound = self._marks[span.kind if span else None]
            role = Role.TONE if isinstance(sound, Tone) else Role.CUE
            end = Ms(at + self._lengths[sound])
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
        if index >= 0 and self._owners[index][0].end > at:
            return self._owners[index]
        return None, self._otherwise
