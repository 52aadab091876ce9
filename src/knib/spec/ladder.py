"""Ladders: a value that grows or falls from week to week, `3 s .. 10 s over 6 uger`, in whole-number arithmetic.

The first week has exactly the value written first, the last exactly the one written last. What falls between two steps
is rounded up, so that no hold is shorter than the straight line between them. Lengths step as round as their ends are:
in whole seconds between whole seconds, in tenths between tenths, and so on down to the millisecond.
"""

import re
from dataclasses import field
from typing import Final

from knib.errors import Origin
from knib.spec.tree import shown
from knib.units import SECOND, Ms, read_length, seconds
from knib.values import dataclass

AS_IN: Final = "write it as '3 s .. 10 s over 6 uger' or '8 .. 12'"

ROUND: Final = (SECOND, Ms(500), Ms(100), Ms(10), Ms(1))
"""How round the steps of a length can be, in ms, the roundest first."""

_DOTS: Final = re.compile(r"(?<!\.)\.\.(?!\.)")
_END: Final = re.compile(r"(.*?)(?:\s+over\s+([0-9]{1,3})\s+(?:uger?|weeks?))?\s*", re.DOTALL)
_COUNT: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """A climb from `start` to `end`, both as written, in `weeks` weeks; 0 means the weeks it is written for."""

    start: str
    end: str
    weeks: int = 0
    origin: Origin = field(compare=False)

    def climbed(self, weeks: int) -> tuple[str, ...]:
        """Give the value of each of so many weeks, as `--set` takes it. After its last step a ladder stays there.

        Raises:
            ValueError: there are too few weeks; the message says how many are needed.
        """
        steps = self.weeks or weeks
        if steps > weeks:
            raise ValueError(f"this climbs for {steps} weeks, and it is written for {weeks}")
        if steps < 2:
            raise ValueError("a ladder has a first and a last week, and it is written for 1")
        return (self.start, *_between(self.start, self.end, steps), *[self.end] * (weeks - steps + 1))


def is_ladder(text: str) -> bool:
    """Tell whether a value is meant as a ladder: by its two dots, no more and no less."""
    return bool(_DOTS.search(text))


def read_ladder(text: str, origin: Origin) -> Ladder:
    """Read a ladder.

    Raises:
        ValueError: it is none; the message says why.
    """
    start, *rest = _DOTS.split(text)
    found = _END.fullmatch(rest[0]) if len(rest) == 1 else None
    if not found:
        raise ValueError("a ladder has one '..' between two values")
    start, end, weeks = start.strip(), found[1].strip(), int(found[2] or 0)
    if not start or not end:
        raise ValueError("a ladder has a value on each side of its '..'")
    counts = _COUNT.fullmatch(start) and _COUNT.fullmatch(end)
    if not counts and not (_is_length(start) and _is_length(end)):
        raise ValueError(f"'{shown(start)}' and '{shown(end)}' are neither two lengths nor two whole numbers")
    if found[2] and weeks < 2:
        raise ValueError(f"a ladder takes two weeks or more, not {weeks}")
    return Ladder(start=start, end=end, weeks=weeks, origin=origin)


def _is_length(value: str) -> bool:
    try:
        return read_length(value) >= 0
    except ValueError:
        return False


def _between(start: str, end: str, steps: int) -> list[str]:
    """Give the values between the first and the last of so many steps."""
    if _COUNT.fullmatch(start):
        return list(map(str, rungs(int(start), int(end), steps)[1:-1]))
    low, high = read_length(start), read_length(end)
    step = next(step for step in ROUND if low % step == high % step == 0)
    return [seconds(Ms(rung * step)).replace(".", ",") for rung in rungs(low // step, high // step, steps)[1:-1]]


def rungs(start: int, end: int, steps: int) -> list[int]:
    """Climb from one whole number to another in 2 steps or more, rounding up."""
    return [start - (start - end) * step // (steps - 1) for step in range(steps)]
