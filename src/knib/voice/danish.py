"""Danish as it is read aloud: what is written short becomes words, for engines that read digits well.

Digits stay digits, since engines read "50" better than "halvtreds"; only 1, the halves and the ordinals are spelled,
because they bend with their noun. What is not known here is left as it stands.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

from knib.voice import danish_words as words

_NUMBER: Final = r"(?:[0-9]+(?:,[0-9]+)?[½¼¾]?|[½¼¾])"
_FREE: Final = r"(?<![\w.,:/½¼¾–—−-])"
"""Nothing before a number that would make it part of something longer, like a date or the chain "3-2-1"."""

_SENTENCE_ENDS: Final = re.compile(r"\s*\Z|[^\S\n]*\n|\s+[\"»”(]?[A-ZÆØÅ]")
_COUNTED: Final = re.compile(rf"{_NUMBER}\.?|ét|én")


def normalise(text: str) -> str:
    """Write a Danish text as it is read aloud.

    Numbers, ranges, fractions, units, ordinals and usual abbreviations are written out and the rest stays. Any text
    gives a text, and what was written out once stays as it is.
    """
    text, before = unicodedata.normalize("NFC", text), ""
    # Again until nothing changes, for short forms that touch ("½1/2"). It ends: a step takes one away, none adds one.
    while text != before:
        before = text
        for pattern, write in _STEPS:
            text = pattern.sub(write, text)
    return text


def _thousands(match: re.Match[str]) -> str:
    return re.sub(r"[^0-9]", "", match[0])


def _slash_fraction(match: re.Match[str]) -> str:
    return (match["whole"] or "") + {"1/2": "½", "1/4": "¼", "3/4": "¾"}[match["part"]]


def _minus(match: re.Match[str]) -> str:
    return _opening(match, "minus ")


def _times(match: re.Match[str]) -> str:
    return f"{match['count']} {'gang' if _is_one(match['count']) else 'gange'}"


def _range(match: re.Match[str]) -> str:
    return f"{match['low']} til {match['high']}"


def _unit(match: re.Match[str]) -> str:
    one, more = words.UNITS.get(match["unit"]) or words.UNITS[match["unit"].lower()]
    return f"{match['count']} {one if _is_one(match['count']) else more}{_stop(match) or _space(match)}"


def _abbreviation(match: re.Match[str]) -> str:
    return _as_written(match, words.ABBREVIATIONS) + _space(match)


def _last_words(match: re.Match[str]) -> str:
    return _as_written(match, words.LAST_WORDS) + (_stop(match) or _space(match))


def _clock(match: re.Match[str]) -> str:
    return f"{match[1]} {match[2]}"


def _half(match: re.Match[str]) -> str:
    """Write ½, 1½ and 2½, each with en or et."""
    neuter, whole = _counts_neuter(match), match["whole"]
    if whole == "1":
        return _opening(match, "halvandet" if neuter else "halvanden") + _space(match)
    half = "et halvt" if neuter else "en halv"
    return (f"{whole} og {half}" if whole else _opening(match, half)) + _space(match)


def _quarter(match: re.Match[str]) -> str:
    part, whole = words.QUARTERS[match["part"]], match["whole"]
    return (f"{whole} og {part}" if whole else _opening(match, part)) + _space(match)


def _ordinal(match: re.Match[str]) -> str:
    number = int(match[1])
    if number >= len(words.ORDINALS):
        return match[0]
    return _opening(match, "andet" if number == 2 and _counts_neuter(match) else words.ORDINALS[number])


def _one(match: re.Match[str]) -> str:
    return _opening(match, "ét" if _counts_neuter(match) or _names_what_was_before(match) else "én")


def _is_one(number: str) -> bool:
    """Whether the noun after a number stands in the singular: 1, 0,5, ½, and 2½ ("to og et halvt minut") too."""
    return number == "1" or number[-1] in "½¼¾" or number.startswith("0,")


def _counts_neuter(match: re.Match[str]) -> bool:
    """Whether the noun that a number counts has et."""
    noun = next(_nouns_after(match), "")
    return noun in words.NEUTER or noun.endswith(words.NEUTER_ENDINGS)


def _nouns_after(match: re.Match[str]) -> Iterator[str]:
    """Give the words after a number, past adjectives and further numbers ("2. og 3. sæt"), as far as a comma."""
    rest = match.string[match.end() :]
    following = rest.split(maxsplit=8)[:8] if rest[:1].isspace() else []
    for token, after in pairwise([*following, ""]):
        word = token.lower().rstrip('.,:;!?)"»”')
        joins = word in {"og", "til", "eller"} and _COUNTED.fullmatch(after)
        if not (joins or word in words.BEFORE_A_NOUN or _COUNTED.fullmatch(token)):
            yield word
        if word != token and not _COUNTED.fullmatch(token):
            return


def _names_what_was_before(match: re.Match[str]) -> bool:
    """Whether a number names the noun before it ("øvelse 1.") and counts none after it."""
    before = match.string[: match.start()].lower().split(" ")
    return len(before) > 1 and before[-2] in words.COUNTED_AFTER and not next(_nouns_after(match), "")


def _opening(match: re.Match[str], word: str) -> str:
    """Give a word a capital where a sentence ended before it, lest "3. 1 sæt" be read as "third"."""
    before = match.string[: match.start()].rstrip()
    return word.capitalize() if before.endswith(".") else word


def _as_written(match: re.Match[str], meanings: dict[str, str]) -> str:
    short = match[0].lower().rstrip(".")
    meaning = meanings.get(f"{short}.") or meanings[short]
    return meaning[0].upper() + meaning[1:] if match[0][0].isupper() else meaning


def _stop(match: re.Match[str]) -> str:
    """Keep an abbreviation's dot where it ends the sentence as well."""
    ends = match[0].endswith(".") and _SENTENCE_ENDS.match(match.string, match.end())
    return "." if ends else ""


def _space(match: re.Match[str]) -> str:
    return " " if match.string[match.end() : match.end() + 1].isalnum() else ""


def _any_of(short: Iterable[str]) -> str:
    """Match any of these, the longest first and in any case, but no letter that only looks the same (the long s)."""
    return f"(?ai:{'|'.join(re.escape(s) for s in sorted(short, key=len, reverse=True))})"


_SMALL_UNITS: Final = "".join(u for u in words.UNITS if u.isalpha() and len(u) == 1)
_LONG_UNITS: Final = [u for u in words.UNITS if u.isalpha() and len(u) > 1]
_DOTTED: Final = [a.rstrip(".") for a in words.ABBREVIATIONS if a.endswith(".") and a.rstrip(".") not in words.BARE]

_STEPS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(pattern), write)
    for pattern, write in (
        # 1 000, 1.000 -> 1000
        (_FREE + r"[1-9][0-9]{0,2}([ .\u00a0\u2009\u202f])[0-9]{3}(?:\1[0-9]{3})*(?![0-9]|[.,][0-9])", _thousands),
        # 1/2, 2 1/2 -> ½, 2½
        (_FREE + r"(?:(?P<whole>[0-9]+)\s)?(?P<part>1/2|1/4|3/4)(?![0-9/]|-[0-9])", _slash_fraction),
        # 3x10, 3 × 10 -> 3 gange 10
        (r"(?<=[0-9½])\s?[xX×]\s?(?=[0-9½])", lambda _: " gange "),
        # 3x, 3 x dagligt -> 3 gange dagligt
        (_FREE + rf"(?P<count>{_NUMBER})\s?[xX×](?!\w)", _times),
        # -5 -> minus 5
        (r"(?<![^\s(])(?<![0-9½¼¾]\s)[-−–](?=[0-9½¼¾])", _minus),
        # 10-15, 1.-3. -> 10 til 15, 1. til 3.
        (
            _FREE
            + rf"(?P<low>{_NUMBER}\.?)\s?[-–—]\s?(?P<high>{_NUMBER})(?![0-9½¼¾]|\s?[-–—/:.,][0-9]|\s[-–—]\s[0-9])",
            _range,
        ),
        # 5 sek. -> 5 sekunder
        (rf"(?<![0-9])(?P<count>{_NUMBER})\s?(?P<unit>°C|°|%|[{_SMALL_UNITS}]|{_any_of(_LONG_UNITS)})(?!\w)\.?", _unit),
        # 2½ minut -> 2 og et halvt minut
        (r"(?:(?<![\w.,])(?P<whole>[0-9]+)\s?)?½", _half),
        (r"(?:(?<![\w.,])(?P<whole>[0-9]+)\s?)?(?P<part>[¼¾])", _quarter),
        # min. 3 -> mindst 3
        (r"(?<!\w)([Mm])in\.\s?(?=[0-9])", lambda match: "Mindst " if match[1] == "M" else "mindst "),
        # ca. -> cirka
        (rf"(?<!\w)(?:{_any_of(_DOTTED)}\.|{_any_of(words.BARE)}(?!\w)\.?)", _abbreviation),
        (rf"(?<!\w){_any_of(words.LAST_WORDS)}", _last_words),
        # klokken 10.30 -> klokken 10 30
        (r"(?<=[Kk]lokken )([0-9]{1,2})[.:]([0-9]{2})(?![0-9])", _clock),
        # 2. sæt -> andet sæt
        (_FREE + r"([1-9][0-9]?)\.(?=\s+[a-zæøå])", _ordinal),
        # 1 sæt -> ét sæt
        (_FREE + r"1(?!\w|[.,:/–—-][0-9])", _one),
    )
)
"""What is written short, and how it is written out, in this order: a later step reads what an earlier one wrote."""
