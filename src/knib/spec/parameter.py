"""A value that a routine gives a name to."""

from enum import StrEnum

from knib.values import dataclass


class Sort(StrEnum):
    """What a parameter is. A length has a unit, a number has none."""

    LENGTH = "length"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """A value that `--set` can change, as written. `low` and `high` are its limits; empty where it has none."""

    value: str
    sort: Sort
    low: str = ""
    high: str = ""
    label: str = ""
