"""Roman numerals in names: "Træet II" is read "Træet to", and "Er I klar?" stays as it is.

A voice takes "II" for an ordinal or for two letters. In Danish a lone I is a word as well, and V and X are letters:
they are numerals only after a name that is numbered.
"""

import re
from typing import Final

from knib.voice.danish.spelling import cardinal

_SIGNS: Final = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "Ⅶ": 7, "Ⅷ": 8, "Ⅸ": 9, "Ⅹ": 10, "Ⅺ": 11, "Ⅻ": 12}

_NUMERAL: Final = r"(?<![\w/.,+&'-])(?=[IVX])(?:X{0,3}(?:IX|IV|V?I{0,3}))(?![\w'/])"

_VALUES: Final = {"I": 1, "V": 5, "X": 10}

_WORDS_TOO: Final = frozenset({"I", "V", "X", "VI"})

_BY_COUNTS: Final = frozenset({"grad", "type", "fase", "stadie"})
"""What `counts` reads with all that may follow: "grad III-IV"."""

_NUMBERED: Final = frozenset(
    {
        *("afsnit", "blok", "dag", "del", "forløb", "kapitel", "kriger", "krigeren", "modul", "niveau", "omgang"),
        *("program", "punkt", "række", "runde", "serie", "session", "skridt", "station", "stilling", "sæt", "trin"),
        *("træ", "træet", "uge", "variant", "variation", "version", "øvelse", "øvelsen"),
        *("exercise", "level", "part", "phase", "round", "set", "stage", "warrior", "week"),
    }
)
"""What is numbered, also in the middle of a sentence."""

_NO_NAMES: Final = frozenset(
    {
        *("at", "da", "derfor", "det", "dog", "efter", "eller", "end", "fordi", "før", "hej", "hvad", "hvem", "hver"),
        *(
            "hvilken",
            "hvis",
            "hvor",
            "hvordan",
            "hvorfor",
            "hvornår",
            "i",
            "imens",
            "inden",
            "ja",
            "jo",
            "kære",
            "lige",
        ),
        *("med", "men", "mens", "ned", "nej", "nu", "når", "og", "om", "op", "på", "sammen", "siden", "som", "så"),
        *("sådan", "tak", "til", "ud", "uden", "under", "ved", "velkommen", "vi", "farvel"),
        *("bør", "fik", "får", "gik", "gør", "har", "havde", "hold", "kan", "kom", "lad", "må", "skal", "slap", "slip"),
        *("står", "tør", "træk", "var", "vil"),
    }
)
"""Words with a capital at the beginning of a sentence, after which I means you: "Kan I?"."""

_ENDS_A_VERB: Final = ("er", "ede", "te")
_AFTER: Final = re.compile(r"\s*(?:[.,:;!?)(»”\"–—]|-|$)|\s+(?:af|eller|og|til)\s+[IVX]+\b")
_RANGE: Final = re.compile(rf"(?<!\w)(?!(?i:{'|'.join(sorted(_BY_COUNTS))})\s)(\w+\s+[IVX]+)\s?[-–]\s?([IVX]+)\b")
_VERB: Final = re.compile(
    r"\s+(?:kan|skal|vil|må|bør|tør|har|gør|laver|kender|får|ikke|selv|også|alle|begge|lige|nu|sammen)\b"
)


def spelled(text: str) -> str:
    """Write the Roman numerals of a text out as the numbers they are."""
    if not any(sign in text for sign in "IVX") and _SIGNS.keys().isdisjoint(text):
        return text
    for sign, number in _SIGNS.items():
        text = text.replace(sign, _word(number))
    return re.sub(_NUMERAL, _written_out, re.sub(_RANGE, r"\1 til \2", text))


def _written_out(found: re.Match[str]) -> str:
    numeral = found[0]
    if not numeral or not _is_number(numeral, found.string[: found.start()], found.string[found.end() :]):
        return numeral
    return _word(_value(numeral))


def _is_number(numeral: str, before: str, after: str) -> bool:
    name = re.search(r"([^\W\d_]+)\s+$", before)
    word = name[1] if name else ""
    if word.casefold() in _BY_COUNTS:
        return False
    if numeral not in _WORDS_TOO:
        return True
    if word.casefold() in _NUMBERED and (word[0].isupper() or _AFTER.match(after)):
        return not _VERB.match(after)
    looks_so = word.istitle() and not word.endswith(_ENDS_A_VERB) and word.casefold() not in _NO_NAMES
    return looks_so and not after.lstrip().startswith("?") and bool(_AFTER.match(after))


def _value(numeral: str) -> int:
    values = [_VALUES[sign] for sign in numeral]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))


def _word(number: int) -> str:
    return cardinal(number, neuter=True)
