"""Rows of terms that tell what was found, when, and with how much strength: what stands beside a dose."""

from fractions import Fraction
from itertools import pairwise
from typing import Final

from knib.spec.dose.scan import Term


def date(_parts: list[Term]) -> Term:
    """Return a date, which is no part of a dose."""
    return Term("d", 0, 0, name="date")


def visit(parts: list[Term]) -> Term | None:
    """`ved 1. kontrol`: which one it is."""
    if parts[0].code == "a" and parts[0].text not in {"til", "ved", "efter", "fra", "at", "after"}:
        return None
    return Term("d", 0, 0, name="date")


def finding(parts: list[Term]) -> Term:
    """Return what was found, as it was written."""
    return Term("J", 0, 0, " ".join(part.text for part in parts), name="finding")


def finding_of_sides(parts: list[Term]) -> Term | None:
    """Return a finding of the right and the left: `Oxford R 3/L 4`."""
    return finding(parts) if {part.text for part in parts if part.code == "u"} <= {"r", "l"} else None


def finding_with_date(parts: list[Term]) -> Term | None:
    """`TVT 03/22`: a month and a year."""
    numbers = [part.text for part in parts if part.code == "n"]
    return finding(parts) if numbers[0].startswith("0") or len(numbers[-1]) == len("2022") else None


def perfect(parts: list[Term]) -> Term | None:
    """`P3 E5 R6 F10`: power, endurance, repetitions and fast ones as they were found."""
    letters = [part.text for part in parts if part.code in "ua_"]
    return Term("J", 0, 0, name="finding") if letters in (["p", "e", "r", "f"], ["p", "e", "r"]) else None


def measure(parts: list[Term]) -> Term | None:
    """Return a part of full strength, or what was measured."""
    unit = next(part for part in parts if part.code == "U")
    if any(part.code == "a" and part.text not in {"til", "to"} for part in parts[1:-1]):
        return None
    if unit.text in {"%", "procent", "percent", "pct"}:
        numbers = [part for part in parts if part.code == "n"]
        told = "-".join(f"{_plain(part.value.low)}" for part in numbers)
        return Term("E", 0, 0, f"med {told} % kraft", name="effort")
    return Term("B", 0, 0, name="measure")


_SCALES: Final = frozenset("rpe borg emg vas nrs puls hr rir @rpe mos".split())  # noqa: SIM905


def scale(parts: list[Term]) -> Term | None:
    """`RPE 7`: the number stands after what it measures."""
    return Term("B", 0, 0, name="measure") if parts[0].text.split()[0] in _SCALES else None


def _plain(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}".replace(".", ",")


def part_of_strength(parts: list[Term]) -> Term | None:
    """Return a part of full strength: `3/4 kraft`."""
    low, high = (part.value.low for part in parts if part.code == "n")
    if low >= high or high > 10:
        return None
    return Term("E", 0, 0, f"med {_plain(low)}/{_plain(high)} kraft", name="effort")


def same_effort(parts: list[Term]) -> Term:
    """Return an effort that is told twice as one."""
    return Term("E", 0, 0, next(part.value for part in parts if part.code == "E"), name="effort")


def telephone(parts: list[Term]) -> Term | None:
    """`12 34 56 78`: four pairs of digits in a row are of a telephone."""
    pairs = all(len(part.text) == 2 for part in parts)
    glued = all(one.end + 1 == other.start for one, other in pairwise(parts))
    return Term("d", 0, 0, name="telephone") if pairs and glued else None


def long_number(parts: list[Term]) -> Term | None:
    """Eight digits are of a telephone."""
    return Term("d", 0, 0, name="telephone") if len(parts[0].text) == 8 and parts[0].text.isdigit() else None


def effort_in_brackets(parts: list[Term]) -> Term:
    """Return an effort with the one in brackets after it."""
    return Term("E", 0, 0, f"{parts[0].value}, {parts[2].value}", name="effort")


def weeks_after(parts: list[Term]) -> Term | None:
    """`6 uger efter sectio`: no length of a course."""
    if any(part.code == "a" and part.text not in {"efter", "after", "post"} for part in parts):
        return None
    return finding(parts)
