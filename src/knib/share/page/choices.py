"""What the command line chooses for a page. Light, because a help text loads it."""

from enum import StrEnum
from typing import Final

HEAVY: Final = 15_000_000
"""Bytes from which mail servers refuse a page, and old telephones do not open it."""


class Language(StrEnum):
    """What the page itself is written in. A routine's words stand as its writer wrote them."""

    DANISH = "da"
    ENGLISH = "en"
