"""Which ready routines a word asks for: `gravid`, `gravide` and `graviditet` are one question."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from knib.spec.library import Ready

FOLDED: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
"""As the ids write what not every keyboard has."""

ENDINGS: Final = ("erne", "enes", "ene", "ers", "ens", "ets", "er", "en", "et", "es", "e", "s")
"""What Danish hangs on a word, the longest first; the word keeps three letters at least."""

STEMS: Final[Mapping[str, str]] = {
    "dryp": "drypp",
    "foedsl": "foedsel",
    "gaar": "gaa",
    "gaml": "gammel",
    "maend": "mand",
}
"""Stems that change inside, and the one that stands for them."""

MEANT: Final[Mapping[str, Sequence[str]]] = {
    "baby": ("født",),
    "barsel": ("født",),
    "blære": ("drypper", "tisse"),
    "fed": ("overvægt",),
    "fødsel": ("født",),
    "gammel": ("ældre",),
    "inkontinens": ("drypper", "tisse", "afføring"),
    "kegel": ("knib",),
    "knibeøvelse": ("knib",),
    "kræft": ("prostata",),
    "kvinde": ("køn", "gravid", "født", "overgangsalder", "nedsynkning"),
    "mand": ("køn",),
    "prolaps": ("nedsynkning",),
    "prut": ("luft",),
    "senior": ("ældre",),
    "stol": ("sidde",),
    "stress": ("anspændt",),
    "toilet": ("tisse",),
    "tyk": ("overvægt",),
    "urin": ("drypper", "tisse"),
}
"""What people ask for, and the words that the routines have for it."""

SMALL: Final = frozenset(
    "af alle at dag dagen den der dig du efter en er for gange gangen har i med mig når og også om på som til".split()  # noqa: SIM905
)
"""Words that ask for nothing by themselves, or stand nearly everywhere. In one line they can be read."""

WORTH_TRYING: Final = ("gravid", "født", "mænd", "ældre", "dryp", "tarm", "trang", "nedsynkning", "ro", "knæ", "gang")
"""Words that find something, for whoever found nothing."""

BEGINS: Final = 5
"""Letters from which the beginning of a longer word is enough: `gravid` in `graviditet`."""

ENDS: Final = 4
"""Letters from which the end of a longer word is enough: `tarm` in `endetarm`."""


def found(rows: Iterable[Ready], wanted: str) -> list[Ready]:
    """Give the routines that every word of a question asks for: those that say the words themselves go first."""
    words = [word for word in _words(wanted) if word not in SMALL] or _words(wanted)
    questions = [_asked(stem(word)) for word in words]
    answers = [row for row in rows if all(_answers(_told(row), question) for question in questions)]
    themselves = [question[:1] for question in questions]
    return sorted(answers, key=lambda row: not all(_answers(_told(row), question) for question in themselves))


def stem(word: str) -> str:
    """Give a word without its ending, in small letters of any keyboard."""
    folded = word.casefold().translate(FOLDED)
    for ending in ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            folded = folded.removesuffix(ending)
            break
    return STEMS.get(folded, folded)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _told(row: Ready) -> set[str]:
    """Give the stems of all that is told of a routine."""
    words = _words(f"{row.id} {row.group} {row.title} {row.about} {row.for_whom}")
    return {stem(word) for word in words if word not in SMALL}


def _asked(word: str) -> tuple[str, ...]:
    meant = next((words for known, words in MEANT.items() if stem(known) == word), ())
    return (word, *map(stem, meant))


def _answers(told: set[str], question: Sequence[str]) -> bool:
    return any(_is(one, word) for word in question for one in told)


def _is(told: str, word: str) -> bool:
    """Tell whether a stem is the word asked for, begins with it or ends with it."""
    if told == word or (len(word) >= BEGINS and told.startswith(word)):
        return True
    return (len(word) >= ENDS and told.endswith(word)) or (len(told) >= BEGINS and word.startswith(told))
