"""What a number counts, and whether that has en or et."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from knib.voice.danish import words
from knib.voice.danish.step import NUMBER

_COUNTED: Final = rf"{NUMBER}\.?|ét|én|komma"
_ENDS: Final = '.,:;!?)"»”'
_ADJECTIVE_ENDINGS: Final = ("t", "e", "ig", "sk", "el", "som", "ende")


def counts_neuter(match: re.Match[str]) -> bool:
    """Tell whether the noun that a number counts has et: "1 langt knib"."""
    return _is_neuter(next(_nouns_after(match), ""))


def counts_nothing(match: re.Match[str]) -> bool:
    """Tell whether no noun follows that a number could count: "1 af 3", "Øvelse 1."."""
    return not next(_nouns_after(match), "")


def names_what_was_before(match: re.Match[str]) -> bool:
    """Tell whether a number names the noun before it ("øvelse 1.") and counts none after it."""
    before = match.string[: match.start()].lower().split(" ")
    return len(before) > 1 and before[-2] in words.COUNTED_AFTER and counts_nothing(match)


def is_one(number: str) -> bool:
    """Tell whether the noun after a number is in the singular: 1, 0,5, ½, and 2½ ("to og et halvt minut") too."""
    return number == "1" or not number[-1].isdecimal() or number.startswith("0,")


def _nouns_after(match: re.Match[str]) -> Iterator[str]:
    """Give the words after a number, past adjectives and further numbers ("2. og 3. sæt"), as far as a comma."""
    rest = re.sub(r"\A,(?=\s[0-9]+\.)", "", match.string[match.end() : match.end() + 200])
    following = rest.split(maxsplit=8)[:8] if rest[:1].isspace() else []
    for token, after in pairwise([*following, ""]):
        word, counted = token.lower().rstrip(_ENDS), re.fullmatch(_COUNTED, token.rstrip(",;:!?)"))
        joins = word in words.JOINS and re.fullmatch(_COUNTED, after.rstrip(",;:"))
        if word in words.NO_NOUN and not joins:
            return
        if not (joins or counted or _is_adjective(word, after)):
            yield word
        adjectives = {word, after.lower()} <= words.BEFORE_A_NOUN  # "1 langsomt, dybt åndedrag"
        in_a_row = counted and (counted[0] == token or token.endswith(".,"))  # "2., 3. og 4. sæt"
        if word != token and not (in_a_row or adjectives):
            return


def _is_adjective(word: str, after: str) -> bool:
    """Tell whether a word is an adjective: a known one, or one that looks so before a known noun."""
    if word in words.BEFORE_A_NOUN:
        return True
    return not _is_noun(word) and word.endswith(_ADJECTIVE_ENDINGS) and _is_noun(after.lower().rstrip(_ENDS))


def _is_noun(word: str) -> bool:
    return _is_neuter(word) or word in words.COMMON


def _is_neuter(word: str) -> bool:
    if word in words.COMMON:
        return False
    # "1 minuts pause": the genitive counts as its noun does.
    return any(form in words.NEUTER or form.endswith(words.NEUTER_ENDINGS) for form in (word, word.removesuffix("s")))
