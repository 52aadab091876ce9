"""A row of words in which the same comes again and again, written shortly: `5 gange (Knib → Slip) → Hvil`."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

THEN: Final = " → "

_REPEATED: Final = re.compile(r"[0-9]+ gange \(")

LONGEST: Final = 24
"""So many words at most make one round."""


class Token(NamedTuple):
    """Words, and whether they are a rest, which the last round of several may do without."""

    words: str
    rest: bool = False


def folded(tokens: Sequence[Token], *, ends: bool) -> tuple[str, ...]:
    """Return the words of a row in order, what is repeated once with its number. `THEN` stands between them.

    Args:
        tokens: The row.
        ends: Whether nothing follows it, so that a last rest may be missing.
    """
    row = list(tokens)
    for size in range(1, LONGEST + 1):
        row = _rounds_of(row, size, ends=ends)
    return tuple(token.words for token in row)


def is_repeated(words: str) -> bool:
    """Return whether words of a folded row stand for more than one round."""
    return bool(_REPEATED.match(words))


def _rounds_of(row: Sequence[Token], size: int, *, ends: bool) -> list[Token]:
    """Put rounds of a size together."""
    short: list[Token] = []
    at = 0
    while at < len(row):
        count, taken = _count(row, at, size, ends=ends)
        if count > 1:
            inside = THEN.join(token.words for token in row[at : at + size])
            short.append(Token(f"{count} gange ({inside})"))
            at += taken
        else:
            short.append(row[at])
            at += 1
    return short


def _count(row: Sequence[Token], at: int, size: int, *, ends: bool) -> tuple[int, int]:
    """Return how many rounds of a size begin at a place, and how many tokens they take."""
    once, count = row[at : at + size], 1
    if len(once) < size:
        return 1, 1
    while row[at + count * size : at + (count + 1) * size] == once:
        count += 1
    taken = count * size
    short = size - 1 if once[-1].rest and size > 1 else 0
    if short and list(row[at + taken : at + taken + short]) == list(once[:-1]):
        following = row[at + taken + short] if at + taken + short < len(row) else None
        if following.rest if following else ends:
            return count + 1, taken + short
    return count, taken
