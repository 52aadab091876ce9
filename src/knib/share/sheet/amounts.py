"""Lengths and numbers that change through an exercise, in few words: `5, 8 og 10 sekunder`, `5 til 10 sekunder`."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from knib.units import SECOND, Ms, listed, spoken_length

FEW: Final = 3
"""So many are listed, also where they grow evenly."""

MANY: Final = 12
"""More than so many are not listed."""

NEAR: Final = Ms(1000)
"""Stretched rests that differ by no more than this are told as one."""

SET_BY_SET: Final = " (sæt for sæt)"


class Cell(NamedTuple):
    """A length in ms, and in which repetition it is heard."""

    round: int
    set: int
    side: str
    rep: int
    length: Ms
    stretched: bool = False


def lengths_in_words(cells: Sequence[Cell], *, one_a_set: bool = False) -> str | None:
    """Return the lengths of one phase in all repetitions, in Danish; None where no few words tell them.

    Args:
        cells: The lengths, in order.
        one_a_set: Whether a set has a single repetition.
    """
    if any(cell.stretched for cell in cells):
        return _about([cell.length for cell in cells])
    if len({cell.length for cell in cells}) == 1:
        return spoken_length(cells[0].length)
    if by_set := _by(cells, lambda cell: cell.set):
        words = _row(by_set)
        return words and words + SET_BY_SET * (not one_a_set)
    if by_rep := _by(cells, lambda cell: cell.rep):
        return _row(by_rep)
    sets = [
        [cell.length for cell in together]
        for _, together in groupby(cells, lambda cell: (cell.round, cell.set, cell.side))
    ]
    ends = {(lengths[0], lengths[-1]) for lengths in sets}
    return between(*ends.pop()) if len(ends) == 1 and all(map(_even, sets)) else None


def _by(cells: Iterable[Cell], key: Callable[[Cell], Hashable]) -> list[Ms]:
    """Return the lengths in the order of a key, if it alone decides how long it is."""
    lengths = dict[Hashable, Ms]()
    for cell in cells:
        if lengths.setdefault(key(cell), cell.length) != cell.length:
            return []
    return list(lengths.values())


def _row(lengths: Sequence[Ms]) -> str | None:
    if len(lengths) > FEW and _even(lengths):
        return between(lengths[0], lengths[-1])
    return each_of(lengths) if len(lengths) <= MANY else None


def _even(lengths: Sequence[Ms]) -> bool:
    """Return whether lengths only grow or only shrink, by steps that differ by a second at most."""
    steps = [after - before for before, after in pairwise(lengths)]
    return bool(steps) and (min(steps) >= 0 or max(steps) <= 0) and max(steps) - min(steps) <= SECOND


def _about(lengths: Sequence[Ms]) -> str:
    """Return stretched lengths: to the half second, and below a second to the tenth."""
    low, high = min(lengths), max(lengths)
    if low == high and low % 500 == 0:
        return spoken_length(low)
    if high - low <= NEAR:
        return f"ca. {spoken_length(_halved(Ms((low + high) // 2)))}"
    return f"ca. {between(_halved(low), _halved(high))}"


def _halved(length: Ms) -> Ms:
    step = 500 if length >= SECOND else 100
    return Ms(max(step, (length + step // 2) // step * step))


def each_of(lengths: Sequence[Ms]) -> str:
    """Return lengths one by one, their unit once: `4 og 7 sekunder`."""
    return listed(_united(lengths))


def between(first: Ms, last: Ms) -> str:
    """Return where lengths begin and end: `5 til 10 sekunder`."""
    return listed(_united([first, last]), "til")


def _united(lengths: Sequence[Ms]) -> list[str]:
    """Return lengths in words, the unit only behind the last where they all have the same one and no other."""
    words = [spoken_length(length) for length in lengths]
    units = {word.partition(" ")[2].removesuffix("er").removesuffix("ter") for word in words}
    if len(units) > 1 or " " in units.copy().pop():
        return words
    unit = max((word.partition(" ")[2] for word in words), key=len)
    numbers = [word.partition(" ")[0] for word in words]
    return [*numbers[:-1], f"{numbers[-1]} {unit}"]
