"""What files are called: small ASCII letters, digits and hyphens, because names show on car displays."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from knib.units import Ms, short_length

LONGEST_NAME: Final = 60
"""Characters in a file name, its ending included: what a car's display and an old file system bear."""

LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l"})
"""Letters that do not come apart into a Latin letter and an accent, and the three that are more than an accent."""

NAMELESS: Final = "traening"


SIGNS: Final = "bcdfghjkmnpqrstvwxz23456789"
"""What a mark is written with: no vowels, of which a word could come, and no signs that look alike."""

_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")  # learn.microsoft.com: Naming Files, Paths


def file_name(title: str, length: Ms, ending: str = "mp3", mark: str = "") -> str:
    """Return the name of a session's file: `Bækkenbund, dag 1` of 6:05 is `baekkenbund-dag-1-6min.mp3`.

    One of 3:25 ends on `3min30s`. For a patient, `title` is its description's stem: `01-traening-6min.mp3`. A `mark`
    tells it from others of the same title and length: `traening-6min-k7f3.mp3`.

    Small ASCII letters, digits and hyphens, because it shows on car displays; at most 60 characters. The length at its
    end also keeps it from being a name that Windows has reserved (`con`, `nul`).
    """
    lasting = short_length(length).replace("½ min", "min30s").replace(" ", "")
    end = f"-{lasting}{f'-{mark}' if mark else ''}.{ending}"
    return plain_name(title, LONGEST_NAME - len(end)) + end


def mark_of_parts(*parts: str) -> str:
    """Return four signs that tell apart what was made of other parts, and tell nothing of them to who reads a name."""
    number = int.from_bytes(sha256("\0".join(parts).encode(errors="surrogatepass")).digest())
    return "".join(SIGNS[number // len(SIGNS) ** place % len(SIGNS)] for place in range(4))


def plain_name(title: str, most: int = LONGEST_NAME) -> str:
    """Spell a title in small ASCII letters, digits and hyphens, at most so many: `Bækkenbund` is `baekkenbund`."""
    plain = "".join(char for char in _spelled_out(title) if not unicodedata.combining(char))
    return _cut(re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or NAMELESS, most)


def safe_name(title: str) -> str:
    """Spell a title as `plain_name` does, with a word before what Windows has reserved: `Con` is `traening-con`."""
    words = plain_name(title)
    return f"{NAMELESS}-{words}" if _RESERVED.fullmatch(words) else words


def distinct(names: Iterable[str]) -> list[str]:
    """Keep file names apart within one run: one that was already given gets `-2`, `-3` before its ending."""
    given: dict[str, None] = {}
    for name in names:
        stem, dot, ending = name.rpartition(".")
        candidate, number = name, 1
        while candidate in given:
            number += 1
            candidate = f"{stem}-{number}{dot}{ending}"
        given[candidate] = None
    return list(given)


def _spelled_out(title: str) -> str:
    """Spell æ, ø and å with two letters, and part other letters from their accents."""
    # Composed first: an å from a Mac may be an a and a ring, and would lose its meaning with the ring.
    danish = unicodedata.normalize("NFC", title).lower().translate(LETTERS)
    return unicodedata.normalize("NFKD", danish).lower()


def _cut(words: str, most: int) -> str:
    """Cut at the last whole word that fits; a first word that is too long is cut itself."""
    if len(words) <= most:
        return words
    return words[: most + 1].rpartition("-")[0] or words[:most]
