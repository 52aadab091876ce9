"""What the repetitions of an exercise have in common: how many there are, and what lasts how long in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from knib.share.sheet.amounts import Cell, lengths_in_words
from knib.share.sheet.commands import BREATH, FIRM, is_squeeze
from knib.share.sheet.taken import Repetition, TakenPhase
from knib.spec.model import Kind

_Shape = tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """Repetitions that are alike. `counts` says how many of each side there are, set by set, or once for all sets.

    A repetition has its `phases` `times` times over, with these `lengths` in words. `repetitions` are those counted.
    """

    counts: tuple[int, ...]
    times: int
    phases: tuple[TakenPhase, ...]
    lengths: tuple[str, ...]
    repetitions: tuple[Repetition, ...]

    @property
    def single(self) -> bool:
        """Whether each set has one repetition of each side."""
        return set(self.counts) == {1}

    @property
    def ends(self) -> bool:
        """Whether a pause or the end follows each repetition."""
        return all(each.last for each in self.repetitions)


def pattern_of(repetitions: Sequence[Repetition], *, parted: bool = True) -> Pattern | None:
    """Return what the repetitions of an exercise have in common; None where they are not alike.

    Args:
        repetitions: All that are heard, at least one.
        parted: Whether parts that come again and again within a repetition may be told once.
    """
    counts = _counts(repetitions)
    longest = max((each.phases for each in repetitions), key=len)
    if not counts or not all(_fits(each, _shape(longest)) for each in repetitions):
        return None
    single = set(counts) == {1}
    size = _size(_shape(longest), partly=single) if parted else 0
    if single and size:
        parts = [part for each in repetitions for part in _parted(each, size)]
        return pattern_of(parts) or pattern_of(repetitions, parted=False)
    for once in (size, len(longest)):
        lengths = [_told(repetitions, place, once, single=single) for place in range(once)]
        if once and None not in lengths:
            told = tuple(words for words in lengths if words)
            return Pattern(
                counts=counts,
                times=len(longest) // once,
                phases=longest[:once],
                lengths=told,
                repetitions=tuple(repetitions),
            )
    return None


def _shape(phases: Sequence[TakenPhase]) -> _Shape:
    return tuple((phase.kind, phase.words) for phase in phases)


def _counts(repetitions: Sequence[Repetition]) -> tuple[int, ...]:
    """Return how many repetitions of each side each set has; nothing where sides or rounds differ."""
    rows = groupby(sorted(repetitions, key=_row), _row)
    counts: dict[int, set[int]] = {}
    for (_, number, _), together in rows:
        counts.setdefault(number, set()).add(sum(1 for _ in together))
    if any(len(numbers) > 1 for numbers in counts.values()):
        return ()
    by_set = tuple(min(numbers) for numbers in counts.values())
    return by_set if len(set(by_set)) > 1 else by_set[:1]


def _row(repetition: Repetition) -> tuple[int, int, str]:
    return repetition.round, repetition.set, repetition.side


def _fits(repetition: Repetition, longest: _Shape) -> bool:
    """Return whether a repetition is like the longest one; the last of a row may be without its last rests."""
    own = _shape(repetition.phases)
    missing = longest[len(own) :]
    return own == longest[: len(own)] and (not missing or (repetition.last and _only_rests(missing)))


def _only_rests(shape: _Shape) -> bool:
    return all(kind is Kind.REST for kind, _ in shape)


def _size(shape: _Shape, *, partly: bool) -> int:
    """Return how many phases make the smallest part that comes again and again; 0 where there is none.

    `partly` allows the last part to be without its last rests.
    """
    for size in range(1, len(shape) // 2 + 1 + partly):
        once, missing = shape[:size], -len(shape) % size
        again = size < len(shape) and (once * (len(shape) // size + 1))[: len(shape)] == shape
        whole = not missing or (partly and _only_rests(once[size - missing :]))
        if again and whole and not _only_rests(once):
            return size
    return 0


def _parted(repetition: Repetition, size: int) -> list[Repetition]:
    """Return the parts of a repetition as repetitions."""
    phases = repetition.phases
    starts = range(0, len(phases), size)
    return [
        replace(
            repetition,
            rep=number,
            phases=phases[start : start + size],
            last=repetition.last and number == len(starts),
        )
        for number, start in enumerate(starts, 1)
    ]


def _told(repetitions: Sequence[Repetition], place: int, size: int, *, single: bool) -> str | None:
    """Return the lengths in words of what stands at a place of each part of a repetition."""
    parted = max(len(each.phases) for each in repetitions) > size
    cells = [
        Cell(each.round, each.set, each.side, number if parted else each.rep, phase.length, phase.stretched)
        for each in repetitions
        for number, phase in enumerate(each.phases[place::size])
    ]
    return lengths_in_words(cells, one_a_set=single and not parted)


def squeezes(phases: Sequence[TakenPhase], *, about: bool = False) -> int:
    """Return how many squeezes there are: each is a row of efforts without a rest in which a command asks for one.

    Where the same command asks for it several times in a row, each is one. `about` tells that the exercise is one of
    squeezes, so that an effort without words is one, too.
    """
    count = 0
    for firm, together in groupby(phases, lambda phase: phase.kind in FIRM or phase.kind is Kind.MOVE):
        words = [phase.words for phase in together] if firm else []
        asking = [each for each in words if is_squeeze(each)] or [each for each in words if about and not each]
        count += max((asking.count(each) for each in asking), default=0)
    return count


def breaths(phases: Sequence[TakenPhase]) -> int:
    """Return how many breaths there are where nothing else is done; else none."""
    kinds = [phase.kind for phase in phases]
    return max(map(kinds.count, BREATH)) if set(kinds) <= set(BREATH) else 0
