"""Danish as it is read aloud: what is written short becomes words.

Voices differ in one thing. eSpeak NG and Piper read digits better than spelled numbers, so only what bends with its
noun is spelled for them: 1, the halves and the ordinals up to the 39th. The others are given words alone.
"""

from enum import Enum
from functools import lru_cache
from typing import Final

from knib.voice.danish import counts, dates, roman, shortened, signs, spoken

STEPS: Final = (
    *counts.JOINING[:1],
    *dates.STEPS,
    *counts.JOINING[1:],
    *counts.COUNTING,
    *signs.STEPS,
    *shortened.UNITS,
    *shortened.ABBREVIATIONS,
    *counts.BENDING,
)
"""What is written short, and how it is written out, in this order: a later step reads what an earlier one wrote."""


class Numbers(Enum):
    """How a voice is given its numbers."""

    DIGITS = "digits"
    WORDS = "words"


@lru_cache(maxsize=2048)  # the booth asks for each cue a few times over
def normalise(text: str, numbers: Numbers = Numbers.DIGITS) -> str:
    """Write a Danish text as it is read aloud.

    Numbers, ranges, fractions, units, dates, ordinals, usual abbreviations and signs are written out, and the words
    stay as they are. Any text gives a text, and what was written out once stays as it is.

    Args:
        text: As a person wrote it.
        numbers: What the voice reads best. With `Numbers.WORDS` no digit is left.
    """
    text = _written_out(signs.settle(text))
    if numbers is Numbers.DIGITS:
        return text
    before = ""
    while text != before:
        before = text
        text = _written_out(spoken.spell(text))
    return text


_NEEDS: Final = frozenset(need for step in STEPS for need in step.needs)
_SIGNS: Final = frozenset(need for need in _NEEDS if len(need) == 1)
_SHORT_FORMS: Final = tuple(_NEEDS - _SIGNS)


def _holds_nothing_short(text: str) -> bool:
    """Tell at once that no step finds anything, as in most cues."""
    lower = text.lower()
    if not _SIGNS.isdisjoint(lower):
        return False
    for short in _SHORT_FORMS:  # noqa: SIM110 (`all` takes three times as long)
        if short in lower:
            return False
    return True


def _written_out(text: str) -> str:
    # Again until nothing changes, for short forms that touch ("½1/2"). It ends: a step takes one away, none adds one.
    before = ""
    while text != before:
        before = text
        text = roman.spelled(text)
        if not _holds_nothing_short(text):
            for step in STEPS:
                text = step(text)
        text = signs.without_unsaid(text)
    return text
