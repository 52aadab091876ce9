"""Which part of a take is which line? The cheapest story that explains the whole take, and how sure it is.

A story goes through parts and lines in order. Each step says what happened there, and costs what it is unlikely: a line
was read, in one breath or with pauses in it; it was read and then read again; a line was left out; a part is a cough, a
false start or a remark; two lines were read without a pause. Only what every cheap story agrees on is sure.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from knib.audio.take import Part
from knib.units import Ms
from knib.values import dataclass

MOST_JOINED: Final = 3
"""Parts that one line may come in."""

LONGEST_WITHIN: Final = Ms(1500)
"""No pause inside a line is longer."""

PACES: Final = tuple(0.6 * 1.08**step for step in range(15))
"""How long readers may take, against the yardstick: from 0.6 to 1.8 times as long."""

SPREAD: Final = 0.2
"""By how much the natural logarithm of a line's length varies from line to line with one reader."""

EDGE: Final = Ms(100)
"""Counts on top of each length: short words vary more."""

UNKNOWN: Final = 2.5
"""Cost of a line that is as unlike as any other words are."""

WORTH: Final = 25.0
"""How much more a whole step of unlikeness costs."""

AGAIN, AGAIN_UNLIKE, NOISE, LEFT_OUT, MORE_LEFT_OUT, JOINED, RUN_ON = 1.0, 3.0, 4.0, 4.0, 0.7, 1.0, 5.0
"""Cost of: a line read again, and one of which the second reading does not sound so; a part that is no line; the first
line of a row that was left out, and each further one; a pause in a line; two lines without a pause."""

KNOWN_LEFT_OUT, KNOWN_READ = 1.0, 0.5
"""Cost of leaving out a line that the voice has already, and of reading it once more."""

LINE_COSTS: Final = (-8.0, 5.0)
"""The least and the most that likeness counts for one line."""


class Step(Enum):
    """What happened at a place of a take."""

    READ = auto()
    READ_AGAIN = auto()
    RUN_ON = auto()
    NOISE = auto()
    LEFT_OUT = auto()


@dataclass(frozen=True, slots=True)
class Move:
    """One step: how many parts and lines it takes, and what it costs."""

    step: Step
    parts: int
    lines: int
    cost: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known of a take.

    Attributes:
        parts: Its parts, in order.
        lengths: How long the yardstick takes for each line, in ms.
        unlike: For each run of parts (first, how many; see `runs`) its unlikeness to each line.
        again: The parts that sound like one of the next two.
        known: The lines that the voice has already, and that need not be in this take.
    """

    parts: Sequence[Part]
    lengths: Sequence[Ms]
    unlike: Mapping[tuple[int, int], Sequence[float]]
    again: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()

    def span(self, first: int, count: int) -> Part:
        """Give a run of parts as one."""
        return Part(self.parts[first].start, self.parts[first + count - 1].end)

    def runs(self, first: int) -> range:
        """Give how many parts from one on may be one line."""
        most = 1
        for one, other in pairwise(self.parts[first : first + MOST_JOINED]):
            if other.start - one.end > LONGEST_WITHIN:
                break
            most += 1
        return range(1, min(most, len(self.parts) - first) + 1)


Place = tuple[int, int, bool]
"""Parts gone, lines gone, and whether the last line was left out."""


class Story:
    """All stories of a take at one pace: what each place costs from the beginning and from the end."""

    def __init__(self, evidence: Evidence, pace: float) -> None:
        self.evidence, self.pace = evidence, pace
        self.last = (len(evidence.parts), len(evidence.lengths))
        self.moves = {place: tuple(self._moves(*place)) for place in self._places()}
        self.after = self._from_end()

    @property
    def cost(self) -> float:
        """What the cheapest story costs."""
        return self.after[0, 0, False]

    def _places(self) -> Iterator[Place]:
        parts, lines = self.last
        return ((i, j, left) for i in range(parts + 1) for j in range(lines + 1) for left in (False, True))

    def _moves(self, i: int, j: int, left: bool) -> Iterator[Move]:  # noqa: FBT001 -- a place
        parts, lines = self.last
        if i < parts:
            yield Move(Step.NOISE, 1, 0, NOISE)
        if j < lines:
            cost = KNOWN_LEFT_OUT if j in self.evidence.known else MORE_LEFT_OUT if left else LEFT_OUT
            yield Move(Step.LEFT_OUT, 0, 1, cost)
        for count in self.evidence.runs(i) if i < parts and j < lines else ():
            cost = self._read(i, count, j)
            yield Move(Step.READ, count, 1, cost)
            again = AGAIN if any(at in self.evidence.again for at in range(i, i + count)) else AGAIN_UNLIKE
            yield Move(Step.READ_AGAIN, count, 0, cost + again)
        if i < parts and j + 1 < lines:
            both = Ms(self.evidence.lengths[j] + self.evidence.lengths[j + 1])
            yield Move(Step.RUN_ON, 1, 2, RUN_ON + _length_cost(self.ratio(i, 1, both)))

    def _read(self, first: int, count: int, line: int) -> float:
        evidence = self.evidence
        parts = evidence.parts[first : first + count]
        pauses = sum(other.start - one.end for one, other in pairwise(parts))
        heard = min(max(LINE_COSTS[0], UNKNOWN + WORTH * evidence.unlike[first, count][line]), LINE_COSTS[1])
        length = _length_cost(self.ratio(first, count, evidence.lengths[line]))
        unasked = KNOWN_READ if line in evidence.known else 0
        return heard + length + JOINED * (count - 1) + pauses / 1000 + unasked

    def ratio(self, first: int, count: int, expected: Ms) -> float:
        """How long a run of parts is, against what this reader would take."""
        return (self.evidence.span(first, count).length + EDGE) / (self.pace * expected + EDGE)

    def _from_start(self) -> dict[Place, float]:
        cost = dict.fromkeys(self._places(), math.inf)
        cost[0, 0, False] = 0.0
        for place in self._places():
            for move in self.moves[place]:
                to = reached(place, move)
                cost[to] = min(cost[to], cost[place] + move.cost)
        return cost

    def _from_end(self) -> dict[Place, float]:
        cost = dict.fromkeys(self._places(), math.inf)
        for left in (False, True):
            cost[*self.last, left] = 0.0
        for place in reversed(list(self._places())):
            for move in self.moves[place]:
                cost[place] = min(cost[place], move.cost + cost[reached(place, move)])
        return cost

    def best(self) -> Iterator[tuple[Place, Move]]:
        """Tell the cheapest story, step by step; of equal ones the first."""
        place: Place = (0, 0, False)
        while place[:2] != self.last:
            move = min(self.moves[place], key=lambda move: move.cost + self.after[reached(place, move)])
            yield place, move
            place = reached(place, move)

    def told(self) -> Iterator[tuple[Place, Move, float]]:
        """Tell every step of every story, with the cost of the cheapest story that takes it."""
        before = self._from_start()
        for place, moves in self.moves.items():
            for move in moves:
                yield place, move, before[place] + move.cost + self.after[reached(place, move)]


def reached(place: Place, move: Move) -> Place:
    """Give the place after a step."""
    return place[0] + move.parts, place[1] + move.lines, move.step is Step.LEFT_OUT


def _length_cost(ratio: float) -> float:
    return min((math.log(ratio) / SPREAD) ** 2 / 2, 12.0)
