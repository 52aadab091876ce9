"""A word that no table has: taken apart, or its typing error undone, where only one thing can be meant."""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from knib.spec.dose.lexicon import (
    ABBREVIATED,
    ARTICLES,
    HOURS,
    NUMBERS,
    ORDINALS,
    UNITS,
    Meaning,
    meanings,
    single_words,
)

SHORTEST: Final = 4
"""Letters of a word that may be mistyped."""

LONG: Final = 8
"""From so many letters on, two of them may be wrong, and the first as well."""

FORBIDDEN: Final = frozenset("NCQOb1T34!")
"""Classes that turn a meaning around: a word is never taken for one of them, nor corrected when near one."""

_ENDINGS: Final = (
    "en",
    "et",
    "ene",
    "erne",
    "er",
    "e",
    "s",
    "ens",
    "ets",
    "ernes",
    "t",
    "r",
    "ede",
    "ing",
    "ed",
    "n",
    "ne",
)
_HEADS: Final = (
    ("knibsøvelser", "knib"),
    ("knibsøvelse", "knib"),
    ("knibene", "knib"),
    ("knibet", "knib"),
    ("knib", "knib"),
    ("kontraktioner", "knib"),
    ("kontraktion", "knib"),
    ("strækninger", "stræk"),
    ("strækning", "stræk"),
    ("strækket", "stræk"),
    ("stræk", "stræk"),
    ("udspændinger", "udspænding"),
    ("udspænding", "udspænding"),
    ("pausen", "pause"),
    ("pauser", "pause"),
    ("pause", "pause"),
    ("hvile", "hvile"),
)
_OWN_NAMES: Final = (
    "løft",
    "løftet",
    "bøjning",
    "bøjninger",
    "hævning",
    "hævninger",
    "planke",
    "øvelse",
    "øvelser",
    "spænd",
    "sving",
    "rotation",
    "rotationer",
    "træk",
    "pres",
    "stand",
    "rulninger",
    "press",
    "curls",
    "raises",
    "squats",
    "squat",
    "balance",
    "fald",
    "gang",
    "løb",
    "march",
    "strækninger",
    "extensions",
    "rotations",
)
"""Ends of words that name an exercise of their own: `sidebenløft`."""

_QUICK: Final = ("hurtig", "lyn", "kort", "snap", "quick")
_PELVIC: Final = tuple(
    "bækkenbund bb pelvic kegel maks max styrke kraft sub let bløde blød rolig test start øve hvile liggende stående "  # noqa: SIM905
    "siddende morgen aften skede vagina anal ringmusk lukkemusk slutmusk endetarm urinrør luk bund muskel".split()
)
"""How a squeeze of the pelvic floor begins that no table has."""
_LONG: Final = ("lang", "hold", "udholdenheds")


@cache
def _words() -> frozenset[str]:
    """Return every word of the tables, those inside phrases too."""
    inside = {word for key in meanings() for word in key if word.isalpha()}
    return frozenset(inside | set(UNITS) | set(NUMBERS) | HOURS | set(ORDINALS) | ARTICLES | ABBREVIATED)


class _Form(NamedTuple):
    """A word of the tables, and which letters it has, as bits: words that are near share most of them."""

    word: str
    letters: int


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


@cache
def _by_length() -> dict[int, tuple[_Form, ...]]:
    table: dict[int, list[_Form]] = {}
    for word in sorted(_words()):
        if len(word) >= SHORTEST - 1 and word.isalpha():
            table.setdefault(len(word), []).append(_Form(word, _letters(word)))
    return {length: tuple(forms) for length, forms in table.items()}


def _near(word: str, most: int) -> dict[int, list[str]]:
    """Return the words of the tables that are near a word, by how many letters are wrong."""
    near: dict[int, list[str]] = {}
    letters = _letters(word)
    for length in range(len(word) - most, len(word) + most + 1):
        for form in _by_length().get(length, ()):
            if len(word) < LONG and form.word[0] != word[0]:
                continue
            if (form.letters ^ letters).bit_count() <= 2 * most and (far := distance(word, form.word, most)) <= most:
                near.setdefault(far, []).append(form.word)
    return near


@cache
def respelled(word: str) -> str:
    """Return the one word of the tables that a mistyped one must be; else the word itself."""
    if word in _words() or len(word) < SHORTEST - 1 or not word.isalpha() or _is_derived(word):
        return word
    near = _near(word, 2 if len(word) >= LONG else 1)
    if not near:
        return word
    nearest = [form for form in near[min(near)] if not _is_turning(form)] or near[min(near)]
    swapped = [form for form in nearest if sorted(form) == sorted(word)]
    if len(word) < SHORTEST or (len(nearest) > 1 and (swapped or not _mean_the_same(nearest))):
        nearest = swapped
    nearest = nearest[:1] if _mean_the_same(nearest) else nearest
    if len(nearest) != 1 or _turns(nearest[0]) or (_says_nothing(nearest[0]) and nearest[0] not in swapped):
        return word
    return nearest[0]


def _is_turning(word: str) -> bool:
    return any(meaning.code == "!" for meaning in single_words().get(word, ()))


@cache
def _turning() -> tuple[_Form, ...]:
    """Return the words that turn a meaning around."""
    return tuple(
        _Form(form, _letters(form))
        for form, known in single_words().items()
        if len(form) >= SHORTEST - 1 and any(meaning.code in TURNING for meaning in known)
    )


@cache
def is_harmless(word: str) -> bool:
    """Return whether an unknown word is like none that turns a meaning around: then it may be a note."""
    most = 2 if len(word) >= SHORTEST + 2 else 1
    if len(word) < SHORTEST - 1 or not word.isalpha() or word in UNITS:
        return False  # a unit without its number is a lost length
    letters = _letters(word)
    for form in _turning():
        near = abs(len(form.word) - len(word)) <= most and (form.letters ^ letters).bit_count() <= 2 * most
        if near and distance(word, form.word, most) <= most:
            return False
    return True


TURNING: Final = frozenset("NQObxsRpgm!")


def _mean_the_same(words: list[str]) -> bool:
    """Return whether words of the tables all mean one thing."""
    table = single_words()
    senses = {tuple((meaning.code, str(meaning.value)) for meaning in table[word]) for word in words if word in table}
    return len(senses) == 1 and all(word in table for word in words)


def _says_nothing(word: str) -> bool:
    """Return whether a word of the tables says nothing of a dose: no unknown word may be taken for it, and be lost."""
    known = single_words().get(word, ())
    return bool(known) and all(meaning.code == "_" for meaning in known)


def _turns(word: str) -> bool:
    return any(meaning.code in FORBIDDEN for meaning in single_words().get(word, ()))


def _is_derived(word: str) -> bool:
    """Return whether a word is one of the tables with an ending, or made of several: then it is spelt right."""
    table = single_words()
    return any(stem in table for stem in _bent(word)) or bool(_compound(word)) or names_an_exercise(word)


@cache
def corrected(word: str, *, abbreviated: bool = False) -> tuple[Meaning, ...]:
    """Return what an unknown word means; nothing where it may be several things, or none."""
    table = single_words()
    for candidate in _bent(word):
        known = table.get(candidate, ())
        if known and not any(meaning.code in FORBIDDEN for meaning in known):
            return known
    if known := _compound(word):
        return known
    if abbreviated and len(word) >= 3:
        longer = [known for form, known in table.items() if form.startswith(word)]
        if (
            longer
            and len({(known[0].code, str(known[0].value)) for known in longer}) == 1
            and longer[0][0].code not in FORBIDDEN
        ):
            return longer[0]
    return ()


def _bent(word: str) -> Iterator[str]:
    """Yield the word without its endings, and with a doubled letter undone."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(stem := word.removesuffix(ending)) >= SHORTEST:
            yield stem
            if len(stem) > SHORTEST and stem[-1] == stem[-2]:
                yield stem[:-1]
            yield stem + "e"


def _compound(word: str) -> tuple[Meaning, ...]:
    table = meanings()
    for head, meant in _HEADS:
        if word.endswith(head) and len(word) > len(head) + 1:
            first = word.removesuffix(head)
            if meant == "knib" and first.startswith(_QUICK):
                return table[("hurtigknib",)]
            if meant == "knib" and first.startswith(_LONG):
                return table[("langknib",)]
            if meant == "knib" and not first.startswith(_PELVIC):
                return (Meaning("turning", "!", None),)
            return table[(meant,)]
    return ()


def names_an_exercise(word: str) -> bool:
    """Return whether a word ends as the name of an exercise does."""
    return word.endswith(_OWN_NAMES)


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are wrong, two that changed places being one; no more than `most` are counted."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        current = [at]
        for place, letter in enumerate(other, 1):
            cost = min(row[place] + 1, current[place - 1] + 1, row[place - 1] + (sign != letter))
            if at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == letter:
                cost = min(cost, before[place - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, row = row, current
    return row[-1]
