"""Every number in words, for the voices that read digits badly or in a way that nobody can foresee."""

import re
import unicodedata
from typing import Final

from knib.voice.danish.counts import ORDINAL_GOES_ON
from knib.voice.danish.grammar import counts_neuter, names_what_was_before
from knib.voice.danish.spelling import LARGEST, ONES, cardinal, hundreds, one_by_one, ordinal
from knib.voice.danish.step import DIGITS, Step, opening

_HUNDREDS: Final = range(1100, 2000)


def _ordinal(match: re.Match[str]) -> str:
    if len(match[1]) > len(str(LARGEST)):
        return match[0]
    return _apart(match, opening(match, ordinal(int(match[1]), neuter=counts_neuter(match))))


def _decimal(match: re.Match[str]) -> str:
    """Read the decimals one by one: "én komma to fem"."""
    return _apart(match, opening(match, f"{_whole(match[1], neuter=False)} komma {one_by_one(match[2])}"))


def _number(match: re.Match[str]) -> str:
    neuter = counts_neuter(match) or names_what_was_before(match)
    return _apart(match, opening(match, _whole(match[0], neuter=neuter)))


def _whole(digits: str, *, neuter: bool) -> str:
    if (digits[0] == "0" and len(digits) > 1) or len(digits) > len(str(LARGEST)):
        return one_by_one(digits)
    number = int(digits)
    if number in _HUNDREDS:
        return hundreds(number, neuter=neuter)
    return cardinal(number, neuter=neuter)


def _apart(match: re.Match[str], said: str) -> str:
    """Keep a number apart from the letters that it was written together with: "B12"."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    return f"{' ' if before.isalnum() else ''}{said}{' ' if after.isalnum() else ''}"


def _other_digit(match: re.Match[str]) -> str:
    return _apart(match, ONES[unicodedata.digit(match[0])]) if match[0].isdigit() else match[0]


STEPS: Final = (
    # 100. gang -> hundrede gang
    Step(needs=DIGITS, pattern=rf"(?<![\w.,:/–—−-])([1-9][0-9]*)\.(?={ORDINAL_GOES_ON})", write=_ordinal),
    # 1,25 -> én komma to fem
    Step(needs=DIGITS, pattern=r"(?<![0-9.,])([0-9]+),([0-9]+)(?![,.]?[0-9])", write=_decimal),
    # 10.1 -> 10 punktum 1
    Step(needs=(".",), pattern=r"(?<=[0-9])\.(?=[0-9])", write=lambda _: " punktum "),
    # 1:1, 5/5/10 -> 1 1, 5 5 10
    Step(needs=(":", "/"), pattern=r"(?<=[0-9])[:/](?=[0-9])", write=lambda _: " "),
    # 3-2-1 -> 3, 2, 1
    Step(needs=("-",), pattern=r"(?<=[0-9])-(?=[0-9])", write=lambda _: ", "),
    Step(needs=DIGITS, pattern=r"[0-9]+", write=_number),
)


def spell(text: str) -> str:
    """Write every number of a text in words; no digit is left, of whatever script."""
    for step in STEPS:
        text = step(text)
    return text if text.isascii() else re.sub(r"[^\x00-\x7f]", _other_digit, text)
