"""Lengths that are not the same each time: one for each set, or a climb over sets or repetitions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knib.spec.ladder import ROUND
from knib.units import Ms

FINE: Final = (Ms(100), Ms(10), Ms(1))
"""How round the steps of a climb are, in ms, where it does not come out even."""


class Over(StrEnum):
    """What a length changes with."""

    SETS = "sets"
    REPS = "reps"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lengths:
    """The lengths of a phase, in ms: `each` set's own, or the first and the last of a climb (`climbs`).

    `over` is None as long as its exercise has not settled what a climb goes over. With `spare` the last time is the
    end once more: a rest that yields there is not heard, and the one before it is the last of the climb.
    """

    each: tuple[Ms, ...]
    over: Over | None = Over.SETS
    climbs: bool = False
    spare: bool = False

    def at(self, number: int, times: int) -> Ms:
        """Return the length of time `number` of so many, from 1, in ms."""
        if not self.climbs:
            return self.each[number - 1]
        steps, (start, end) = times - self.spare, self.each
        return end if number >= steps else climbed(start, end, number - 1, steps - 1)


def climbed(start: Ms, end: Ms, step: int, steps: int) -> Ms:
    """Return the length after `step` of `steps` even steps from start to end, in ms.

    It is exact where the steps come out even in a millisecond; else they are rounded up to a tenth of a second, or as
    finely as the ends are written.
    """
    even = next((unit for unit in ROUND if start % unit == 0 and (end - start) % (unit * steps) == 0), None)
    unit = even or next(unit for unit in FINE if start % unit == end % unit == 0)
    low, high = start // unit, end // unit
    return Ms((low - (low - high) * step // steps) * unit)
