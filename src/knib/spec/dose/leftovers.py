"""What no fact has: each is pointed at, with the question that settles it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from knib.spec.dose.desk import Desk
from knib.spec.dose.terms import Range, Term
from knib.spec.tree import shown

_HOW_LONG: Final = {"H": "hold 6 sek.", "P": "slip 6 sek.", "i": "ind 4 sek.", "o": "ud 6 sek."}
_UNKNOWN: Final = frozenset("u?")
_OPEN: Final = frozenset("rRa")
_BEFORE_OPEN: Final = frozenset("xgHP")


def point_out(left: Sequence[Term], row: Sequence[Term], desk: Desk) -> None:
    """Tell of every term that is left over."""
    for group in _neighbours(left, row):
        term = next((term for term in group if term.code in _OPEN), group[0])
        text = shown(desk.written(group))
        match term.code:
            case "r" | "R":
                desk.tell(group, "dose-range", f"'{text}' leaves it open", _which(term.value))
            case "a":
                desk.tell(group, "dose-half", f"'{text}' can be read in two ways", _half(term.value))
            case "b":
                desk.tell(group, "dose-range", f"'{text}' leaves the number open", "write the number alone")
            case "n":
                cure = "write a unit ('10 sek.') or what it counts ('10 knib')"
                desk.tell(group, "dose-number", f"{text} of what?", cure)
            case "H" | "P" | "i" | "o":
                desk.tell(group, "dose-length", f"'{text}': how long?", f"write '{_HOW_LONG[term.code]}'")
            case "y":
                desk.tell(group, "dose-unknown", f"'{text}' is not understood", term.value)
            case "u" | "?":
                cure = "delete it, or write it into a routine: knib new"
                desk.tell(group, "dose-unknown", f"'{text}' is not understood", cure)
            case _:
                cure = "write it as in: 3 sæt à 10 knib, hold 6 sek., slip 6 sek., 1 min mellem sæt"
                desk.tell(group, "dose-unknown", f"'{text}' is not understood here", cure)


def _neighbours(left: Sequence[Term], row: Sequence[Term]) -> list[list[Term]]:
    """Put together what stands side by side and is one thing: unknown words, or a range and what it counts."""
    places = {term.start: place for place, term in enumerate(row)}
    groups: list[list[Term]] = []
    for term in left:
        before = groups[-1] if groups and places[groups[-1][-1].start] + 1 == places[term.start] else None
        together = before and {before[-1].code, term.code} <= _UNKNOWN
        open_ended = before and (before[0].code in _OPEN or (term.code in _OPEN and before[-1].code in _BEFORE_OPEN))
        if before and (together or open_ended):
            before.append(term)
        else:
            groups.append([term])
    return groups


def _which(value: Range) -> str:
    low, high = _written(value.low), _written(value.high)
    return f"{low} or {high}? write one of them"


def _half(value: tuple[Fraction, Fraction]) -> str:
    hold, rest = value
    return f"a part of one, or hold {hold} and slip {rest}? write '{_written(hold / rest)}', or 'hold' and 'slip'"


def _written(number: Fraction) -> str:
    """Write a number as Danish does: `8`, `1,5`."""
    return str(number) if number.denominator == 1 else f"{float(number):g}".replace(".", ",")
