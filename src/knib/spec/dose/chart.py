"""All readings of a prescription: every way in which patterns cover its terms from first to last."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Final, NamedTuple

from knib.spec.dose.amounts import Amount, Often, Pair
from knib.spec.dose.draft import Reading
from knib.spec.dose.patterns.names import Pattern
from knib.spec.dose.patterns.table import PATTERNS
from knib.spec.dose.scan import Term

SKIPPED: Final = frozenset(",.;–&T")
"""Classes that part what stands before them from what comes."""

ENDING: Final = frozenset(".;–")
MOST_READINGS: Final = 200
"""Readings kept at one place; a prescription that has more is no prescription."""

REPLACES: Final = frozenset(
    {"numbered set", "sides apart", "split", "n s:", ")", "n X", "n s", "stages", "all n", "written out"}
)
"""Patterns whose numbers are kept elsewhere than as they stand, or change one that was written."""


class Charted(NamedTuple):
    """The readings that cover everything, and how far the furthest of the others came, as a place in the terms."""

    readings: tuple[Reading, ...]
    furthest: int


def readings(terms: Sequence[Term]) -> Charted:
    """Return every reading of the terms. The longest match counts first; all matches where that leads nowhere."""
    row = _without_joiners(terms)
    charted = _charted(row, longest=True)
    return charted if charted.readings else max(_charted(row, longest=False), charted, key=_reach)


def _reach(charted: Charted) -> tuple[bool, int]:
    return bool(charted.readings), charted.furthest


def without_joiners(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms without small words; each keeps the one that stood right before it."""
    return _without_joiners(terms)


def _without_joiners(terms: Sequence[Term]) -> tuple[Term, ...]:
    row: list[Term] = []
    before = ""
    for term in terms:
        if term.code == "a":
            before = before or term.text
        elif term.code in "BJ":
            continue
        else:
            row.append(term._replace(before=term.before or before))
            before = ""
    return tuple(row)


def _charted(row: tuple[Term, ...], *, longest: bool) -> Charted:
    codes = "".join(term.code for term in row)
    cells: dict[int, dict[Reading, Reading]] = {0: {Reading(): Reading()}}
    furthest = 0
    for at in range(len(row)):
        states = cells.pop(at, {})
        if not states:
            continue
        furthest = at
        matches = _matches(codes, at, longest=longest)
        for reading in states:
            for after, state in _steps(reading, row, at, matches):
                cell = cells.setdefault(after, {})
                if len(cell) < MOST_READINGS:
                    cell[state] = state
    return Charted(tuple(cells.get(len(row), {})), len(row) if cells.get(len(row)) else furthest)


def _matches(codes: str, at: int, *, longest: bool) -> list[tuple[Pattern, int]]:
    found = [
        (pattern, match.end()) for pattern in PATTERNS if (match := pattern.regex.match(codes, at)) and match.end() > at
    ]
    strong = [(pattern, end) for pattern, end in found if not pattern.weak]
    if not longest:
        return found
    chosen = strong or found
    end = max((end for _, end in chosen), default=at)
    return [(pattern, after) for pattern, after in chosen if after == end]


def _steps(
    reading: Reading, row: tuple[Term, ...], at: int, matches: Sequence[tuple[Pattern, int]]
) -> Iterator[tuple[int, Reading]]:
    code = row[at].code
    if code == "T" and (row[at].text in CLOSING or (at and row[at - 1].code in ENDING)):
        yield from ((at + 1, replace(closed, parted=True, then=True)) for closed in _with_group_closed(reading))
    if code in SKIPPED:
        sentence = reading.sentence + (code in ENDING)
        then = reading.then or code == "T"
        yield at + 1, replace(reading, parted=True, sentence=sentence, then=then)
        return
    for pattern, after in matches:
        terms = row[at:after]
        for state in pattern.fold(reading, terms):
            if pattern.name in REPLACES or _owns(reading, state, terms):
                parted = state.parted if pattern.name in {"n s:", "(", ")", "n X"} else False
                yield after, replace(state, parted=parted)


CLOSING: Final = frozenset(
    "til sidst,til slut,afslut med,afsluttes med,slut af med,slut med,slutte af med,finish with,finish off with,"  # noqa: SIM905
    "ending with,end with,sluttende med,afsluttet med,afsluttende".split(",")
)
"""Words after which an exercise may stand outside of the rounds before it."""


def _with_group_closed(reading: Reading) -> Iterator[Reading]:
    """Yield the reading with its open rounds ended: what follows is outside of them."""
    for place, group in enumerate(reading.groups):
        if group.last < 0 and not group.bracket and len(reading.drafts) > group.first + 1:
            ended = replace(group, last=len(reading.drafts) - 1)
            yield replace(reading, groups=(*reading.groups[:place], ended, *reading.groups[place + 1 :]))


def _owns(before: Reading, after: Reading, terms: tuple[Term, ...]) -> bool:
    """Return whether every number of the terms stands in the reading now, and did not before."""
    needed: Counter[object] = Counter()
    for term in terms:
        if term.code in {"n", "D"}:
            needed[_key(term.value)] += 1
        elif term.code == "Z":
            pair: Pair = term.value
            needed[_key(pair.hold)] += 1
            needed[_key(pair.rest)] += 1
    if not needed:
        return True
    gained = _amounts(after)
    gained.subtract(_amounts(before))
    return all(gained[key] >= count for key, count in needed.items())


def _key(amount: Amount) -> tuple[object, object]:
    """Return an amount as seconds or a number, whichever it is: `5` and `5 s` are one."""
    scale = 1000 if amount.low >= 1000 and (amount.low / 1000).limit_denominator(1000) == amount.low / 1000 else 1
    return amount.low / scale, amount.high / scale


def _amounts(reading: Reading) -> "Counter[object]":
    """Count the numbers that a reading holds."""
    counts: Counter[object] = Counter()
    stack: list[object] = [getattr(reading, field.name) for field in fields(reading) if field.compare]
    while stack:
        value = stack.pop()
        if isinstance(value, Amount):
            counts[_key(value)] += 1
        elif isinstance(value, Often):
            low, high = getattr(value.value, "low", value.value), getattr(value.value, "high", value.value)
            counts[low, high] += 1
        elif isinstance(value, tuple):
            stack += value
        elif is_dataclass(value) and not isinstance(value, type):
            stack += [getattr(value, field.name) for field in fields(value)]
    return counts
