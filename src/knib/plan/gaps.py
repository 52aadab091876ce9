"""Where something more may be heard: the room that written sounds, and the words of the rules, leave free."""

from bisect import bisect_left, insort
from dataclasses import field
from typing import Final

from knib.plan.check import Room, start_of
from knib.plan.cue import Cue
from knib.plan.timeline import Role
from knib.units import Ms
from knib.values import dataclass

BREATH: Final = Ms(350)
"""Silence between sentences."""

BEFORE_BORDER: Final = Ms(300)
"""An announcement ends at least this long before the border of what it announces."""


@dataclass(slots=True)
class Gaps:
    """All sounds that have a place, in order: what was written, and what the rules were granted.

    Granted rooms stand apart, so that a long session's row of written ones is never moved.
    """

    written: list[Room]
    granted: list[Room] = field(default_factory=list)

    def first(self, earliest: Ms, latest: Ms, length: Ms) -> Ms | None:
        """Find the first start from `earliest` to `latest` with room for so long, or None.

        It lies 350 ms after what is heard before it, and 300 ms before what is heard after it; a reminder and a phrase
        of the rules keep their own 350 ms after it.
        """
        start = earliest
        while start <= latest:
            blocking = self._blocking(start, length)
            if blocking is None:
                return start
            start = Ms(blocking.placed.end + BREATH)
        return None

    def last(self, earliest: Ms, latest: Ms, length: Ms) -> Ms | None:
        """Find the last such start."""
        start = latest
        while start >= earliest:
            blocking = self._blocking(start, length)
            if blocking is None:
                return start
            start = Ms(blocking.placed.start - _before(blocking) - length)
        return None

    def _blocking(self, start: Ms, length: Ms) -> Room | None:
        """Give a sound that is in the way, or None."""
        for rooms in (self.written, self.granted):
            index = bisect_left(rooms, start, key=start_of)
            if index and rooms[index - 1].placed.end + BREATH > start:
                return rooms[index - 1]
            if index < len(rooms) and rooms[index].placed.start < start + length + _before(rooms[index]):
                return rooms[index]
        return None

    def heard(self, start: Ms, end: Ms, *, words: bool) -> bool:
        """Tell whether a written sound, or only a written word, is heard from one moment to another.

        A command that is still being said at the first of them is not counted: it says its own phase.
        """
        index = bisect_left(self.written, start, key=start_of)
        if index and (before := self.written[index - 1].placed).end > start and before.role is not Role.COMMAND:
            index -= 1
        while index < len(self.written) and (placed := self.written[index].placed).start < end:
            if not words or isinstance(placed.sound, Cue):
                return True
            index += 1
        return False

    def write(self, room: Room) -> None:
        """Give a place to what was written."""
        insort(self.written, room, key=start_of)

    def grant(self, room: Room) -> None:
        """Give a place to what a rule asks for."""
        insort(self.granted, room, key=start_of)

    def withdraw(self, start: Ms, end: Ms) -> list[Room]:
        """Take back, and give, what the rules were granted from one moment to another."""
        inside = slice(bisect_left(self.granted, start, key=start_of), bisect_left(self.granted, end, key=start_of))
        back = self.granted[inside]
        del self.granted[inside]
        return back

    def all(self) -> list[Room]:
        """Give every sound in order."""
        return sorted([*self.written, *self.granted], key=start_of) if self.granted else self.written


def _before(room: Room) -> Ms:
    """How much silence lies before a sound that found its own place, or before one that was written for its moment."""
    found = room.placed.role is Role.REMINDER or room.placed.reason
    return BREATH if found else BEFORE_BORDER
