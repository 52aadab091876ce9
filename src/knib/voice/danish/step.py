"""One step of reading aloud: a pattern of what is written short, and how it is written out."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from knib.values import dataclass

NUMBER: Final = r"(?:[0-9]+(?:,[0-9]+)?[½¼¾⅐-⅞]?|[½¼¾⅐-⅞])"
"""A written number: 10, 1,5, ½ or 2½. The thousands are already together when it is looked for."""

FREE: Final = r"(?<![\w.,:/½¼¾⅐-⅞–—−-])"
"""Nothing before a number that would make it part of something longer, like a date or the chain "3-2-1"."""

FRACTIONS: Final = "½¼¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
DIGITS: Final = tuple("0123456789")
COUNTS: Final = (*DIGITS, *FRACTIONS)

_SENTENCE_ENDS: Final = r"\s*\Z|[^\S\n]*\n|\s+[\"»”(]?[A-ZÆØÅ]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What `pattern` finds is replaced by what `write` makes of it.

    A text without any of `needs` is passed on as it is, and the pattern is not even compiled: that is 5 ms which most
    sessions save, for most cues hold nothing short.
    """

    needs: tuple[str, ...]
    pattern: str
    write: Callable[[re.Match[str]], str]

    def __call__(self, text: str) -> str:
        """Write a text out."""
        lower = text.lower()
        for need in self.needs:
            if need in lower:
                return re.sub(self.pattern, self.write, text)  # which `re` compiles once
        return text


def opening(match: re.Match[str], word: str) -> str:
    """Give a word a capital where a sentence ended before it, lest "3. 1 sæt" be read as "third"."""
    before = match.string[: match.start()].rstrip()
    return word[:1].upper() + word[1:] if before.endswith((".", "!", "?")) else word


def stop(match: re.Match[str]) -> str:
    """Keep an abbreviation's dot where it ends the sentence as well."""
    ends = match[0].endswith(".") and re.match(_SENTENCE_ENDS, match.string[match.end() :])
    return "." if ends else ""


def gap(match: re.Match[str]) -> str:
    """Keep what was written out apart from a letter or digit that follows at once."""
    return " " if match.string[match.end() : match.end() + 1].isalnum() else ""


def any_of(short: Iterable[str]) -> str:
    """Match any of these, the longest first and in any case, but no letter that only looks the same (the long s)."""
    return f"(?ai:{'|'.join(re.escape(s) for s in sorted(short, key=len, reverse=True))})"
