"""How a length is typed: one space between a number and its unit, and between its parts."""

import re
from typing import Final

from knib.units import SIGNED_LENGTH_PATTERN

LENGTH_KEYS: Final = frozenset({"for", "pause", "at", "lasting", "fit", "length"})
"""Keys that hold a length. A parameter may be a text that is spoken, and stays as it was typed."""

_WRITTEN: Final = re.compile(r"([\"']?)(.*)\1", re.DOTALL)
_LENGTH: Final = re.compile(SIGNED_LENGTH_PATTERN)


def tidied(written: str) -> str:
    """Give a length as it should be typed, in the quotes that it has: `5s` becomes `5 s`. What is none stays."""
    found = _WRITTEN.fullmatch(written)
    if not found or not _LENGTH.fullmatch(found[2]):
        return written
    spaced = re.sub(r"(?<=[\d½¼¾⅓⅔])(?=[A-Za-z])", " ", " ".join(found[2].split()))
    return found[1] + re.sub(r"^- ", "-", spaced) + found[1]
