"""Lengths and repetitions as written where they may differ: `[12, 10, 8]`, `[5 s, 8 s, 10 s]`, `5 s .. 10 s`."""

import re
from dataclasses import dataclass, replace
from typing import Final

from knib.spec.ladder import is_ladder
from knib.spec.lengths import Lengths, Over
from knib.spec.shapes import Desk, Length, ListOf, Schema, Whole
from knib.spec.tree import Leaf, Node, Row
from knib.units import LENGTH_PATTERN, Ms

MAX_SETS: Final = 1000

_OVER: Final = {"sets": Over.SETS, "sæt": Over.SETS, "reps": Over.REPS, "gentagelser": Over.REPS}
_LADDER: Final = re.compile(rf"(.*?)(?<!\.)\.\.(?!\.)(.*?)(?:\s+over\s+({'|'.join(_OVER)}))?\s*", re.DOTALL)

_LENGTH: Final = LENGTH_PATTERN.removeprefix("^").removesuffix("$")
_OVER_PATTERN: Final = rf"(?:over\s+(?:{'|'.join(_OVER)})\s*)?"
_LENGTHS_PATTERN: Final = rf"^{_LENGTH}\.\.{_LENGTH}{_OVER_PATTERN}$|\{{"
_NUMBERS_PATTERN: Final = r"^\s*[0-9]+\s*\.\.\s*[0-9]+\s*$|\{"


@dataclass(frozen=True, kw_only=True, slots=True)
class Climb:
    """A whole number that climbs from the first set to the last."""

    start: int
    end: int

    def at(self, number: int, times: int) -> int:
        """Return number `number` of so many, from 1, rounded up."""
        return self.start - (self.start - self.end) * (number - 1) // (times - 1)


class Timing:
    """One length, a length for each set, or a ladder over sets or repetitions."""

    def __init__(self, one: Length) -> None:
        self.one = one
        self.many = ListOf(one, 1, MAX_SETS)

    def read(self, node: Node, path: str, desk: Desk) -> Ms | Lengths | None:
        """Read it. What a ladder climbs over is settled by its exercise, unless it says so."""
        if isinstance(node, Row):
            each = self.many.read(node, path, desk)
            return Lengths(each=each) if each else None
        ladder = _as_ladder(node, path, desk)
        if ladder is None:
            return self.one.read(node, path, desk)
        start, end, over = ladder
        low, high = (self.one.read(leaf, path, desk) for leaf in (start, end))
        if low is None or high is None:
            return None
        return Lengths(each=(low, high), over=_OVER.get(over), climbs=True)

    def schema(self) -> Schema:
        """Describe all three."""
        ladder = {"type": "string", "pattern": _LENGTHS_PATTERN}
        return {"anyOf": [self.one.schema(), ladder, self.many.schema()]}


class Reps:
    """One number of repetitions, one for each set, or a ladder over the sets."""

    def __init__(self, one: Whole) -> None:
        self.one = one
        self.many = ListOf(one, 1, MAX_SETS)

    def read(self, node: Node, path: str, desk: Desk) -> int | tuple[int, ...] | Climb | None:
        """Read it."""
        if isinstance(node, Row):
            return self.many.read(node, path, desk)
        ladder = _as_ladder(node, path, desk)
        if ladder is None:
            return self.one.read(node, path, desk)
        low, high = (self.one.read(replace(leaf, sort="number"), path, desk) for leaf in ladder[:2])
        return None if low is None or high is None else Climb(start=low, end=high)

    def schema(self) -> Schema:
        """Describe all three."""
        ladder = {"type": "string", "pattern": _NUMBERS_PATTERN}
        return {"anyOf": [self.one.schema(), ladder, self.many.schema()]}


def _as_ladder(node: Node, path: str, desk: Desk) -> tuple[Leaf, Leaf, str] | None:
    """Return both ends of a ladder, also of one that a parameter holds, and what it says it climbs over."""
    if not isinstance(node, Leaf) or node.sort != "text":
        return None
    text = node.text
    if "{" in text and ".." not in text:
        aside = Desk(desk.file, parameters=desk.parameters)  # what is wrong with it is told where it is read
        text = aside.filled(node, path) or ""
    found = _LADDER.fullmatch(text) if is_ladder(text) else None
    return (replace(node, text=found[1]), replace(node, text=found[2]), found[3] or "") if found else None
