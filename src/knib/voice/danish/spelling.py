"""Danish numbers in words: cardinals and ordinals, each with its gender.

Spelled as Retskrivningsordbogen does, with one choice of ours: above a hundred the words stand apart ("to hundrede og
femogtyve"), since every voice reads them best so.
"""

from typing import Final

ONES: Final = (
    *("nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten"),
    *("fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
)
TENS: Final = ("", "ti", "tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems")

ORDINAL_ONES: Final = (
    *("nulte", "første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende"),
    *("ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende", "syttende", "attende", "nittende"),
)
ORDINAL_TENS: Final = (
    *("", "tiende", "tyvende", "tredivte", "fyrretyvende", "halvtredsindstyvende", "tresindstyvende"),
    *("halvfjerdsindstyvende", "firsindstyvende", "halvfemsindstyvende"),
)

LARGE: Final = (
    (1_000_000_000, "milliard", "milliarder", "milliardte"),
    (1_000_000, "million", "millioner", "millionte"),
)
"""Each with its plural and its ordinal."""

LARGEST: Final = 10**12 - 1
"""The largest number that is spelled."""


def cardinal(number: int, *, neuter: bool = False) -> str:
    """Spell 0 to `LARGEST`: "én", "toogtyve", "hundrede og ét", "to tusind tre hundrede".

    Args:
        number: How many.
        neuter: Whether what is counted has et: only a 1 at the end hears of it.
    """
    if number < 100:
        return _below_hundred(number, neuter=neuter)
    for size, one, more, _ in LARGE:
        if number >= size:
            count, rest = divmod(number, size)
            head = f"en {one}" if count == 1 else f"{cardinal(count)} {more}"
            return head + _rest(rest, neuter=neuter)
    size, word = (1000, "tusind") if number >= 1000 else (100, "hundrede")
    count, rest = divmod(number, size)
    head = word if count == 1 else f"{cardinal(count, neuter=True)} {word}"
    return head + _rest(rest, neuter=neuter)


def hundreds(number: int, *, neuter: bool = False) -> str:
    """Spell 1100 to 1999 as years and distances are read: "nitten hundrede og otteoghalvfems", "femten hundrede"."""
    count, rest = divmod(number, 100)
    return f"{cardinal(count)} hundrede" + _rest(rest, neuter=neuter)


def ordinal(number: int, *, neuter: bool = False) -> str:
    """Spell the ordinal of 0 to `LARGEST`: "andet", "enogtyvende", "hundrede og første", "tusinde", "millionte".

    Args:
        number: The place in the row.
        neuter: Whether its noun has et: "andet sæt", but "anden gang". Only a 2 at the end hears of it.
    """
    rest = number % 100
    if number >= 100 and rest:
        return f"{cardinal(number - rest)} og {ordinal(rest, neuter=neuter)}"
    if number >= 100:
        return _round_ordinal(number)
    if number == 2 and neuter:
        return "andet"
    if number < 20:
        return ORDINAL_ONES[number]
    tens, ones = divmod(number, 10)
    return (f"{_in_a_compound(ones)}og" if ones else "") + ORDINAL_TENS[tens]


def one_by_one(digits: str) -> str:
    """Spell each digit for itself: "08" is "nul otte"."""
    return " ".join(ONES[int(digit)] for digit in digits)


def _below_hundred(number: int, *, neuter: bool) -> str:
    if number == 1 and neuter:
        return "ét"
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return (f"{_in_a_compound(ones)}og" if ones else "") + TENS[tens]


def _in_a_compound(ones: int) -> str:
    """Write 1 without its accent and in one gender: "enogtyve sæt"."""
    return "en" if ones == 1 else ONES[ones]


def _rest(rest: int, *, neuter: bool) -> str:
    if not rest:
        return ""
    if rest < 100:
        return f" og {_below_hundred(rest, neuter=neuter)}"
    # One hundred is "hundrede" alone, but "to tusind ét hundrede": "tusind hundrede" sounds like 100 000.
    return (" ét " if 100 <= rest < 200 else " ") + cardinal(rest, neuter=neuter)


def _round_ordinal(number: int) -> str:
    """Spell the ordinal of a whole number of hundreds, of which the last word alone bends."""
    for size, _, _, word in LARGE:
        if number % size == 0:
            count = number // size
            return word if count == 1 else f"{cardinal(count)} {word}"
    return cardinal(number) + "e" if number % 1000 == 0 else cardinal(number)
