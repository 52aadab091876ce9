"""The values that the terms of a prescription have."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Amount:
    """A number or a length in ms: from `low` to `high`, which are the same unless a range is written."""

    low: Fraction
    high: Fraction

    @property
    def is_range(self) -> bool:
        """Whether one of several must be chosen."""
        return self.low != self.high

    @property
    def whole(self) -> bool:
        """Whether both ends are whole numbers."""
        return self.low.denominator == 1 and self.high.denominator == 1

    def times(self, factor: int | Fraction) -> "Amount":
        """Return it multiplied."""
        return replace(self, low=self.low * factor, high=self.high * factor)


def exactly(number: int | Fraction) -> Amount:
    """Return an amount that is no range."""
    return Amount(Fraction(number), Fraction(number))


class Pair(NamedTuple):
    """Hold and rest, in ms."""

    hold: Amount
    rest: Amount


class Often(NamedTuple):
    """A part of how often: one field of `HowOften` and its value."""

    field: str
    value: object


def as_range(amount: Amount) -> Any:  # noqa: ANN401
    """Return an amount of whole numbers as a range."""
    from knib.spec.how_often import Range

    return Range(int(amount.low), int(amount.high))
