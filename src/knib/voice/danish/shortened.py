"""Units and abbreviations in full."""

import re
from collections.abc import Mapping
from typing import Final

from knib.voice.danish import words
from knib.voice.danish.grammar import is_one
from knib.voice.danish.step import COUNTS, NUMBER, Step, any_of, gap, stop

_WORD_AFTER: Final = r"\s+([^\W\d_]+)"
_NO_UNIT: Final = ("", "")


def _unit(match: re.Match[str]) -> str:
    """Write a unit in full; the time that something lasts in the genitive: "10 sekunders hold"."""
    one, more = words.UNITS.get(match["unit"]) or _long_unit(match["unit"])
    if not one:
        return match[0]
    unit = one if is_one(match["count"]) else more
    after = re.match(_WORD_AFTER, match.string[match.end() :])
    if one in words.LASTING and after and after[1] in words.LASTS and not _after_i(match):
        return f"{match['count']} {unit}s"
    return f"{match['count']} {unit}{stop(match) or _stop_of_symbol(match) or gap(match)}"


def _stop_of_symbol(match: re.Match[str]) -> str:
    """Keep the dot of "2 cm. 5 kg", which is no part of the unit; that of "5 sek. 10 gange" is."""
    ends = match["unit"] in words.SYMBOLS and match[0].endswith(".")
    return "." if ends and re.match(r"\s+[0-9]", match.string[match.end() :]) else ""


def _long_unit(written: str) -> tuple[str, str]:
    """Find a unit in any case, but for those of one letter: "5 T" is not five hours."""
    return words.UNITS.get(written.lower(), _NO_UNIT) if len(written) > 1 else _NO_UNIT


def _after_i(match: re.Match[str]) -> bool:
    """Tell whether "i" stands before: then what comes after is the next thing to do ("i 5 sek. hvil i 10")."""
    return bool(re.search(r"(?<!\w)[iI]\s(?:[0-9,]+\stil\s)?\Z", match.string[: match.start()]))


def _abbreviation(match: re.Match[str]) -> str:
    return _as_written(match, words.ABBREVIATIONS) + gap(match)


def _last_words(match: re.Match[str]) -> str:
    return _as_written(match, words.LAST_WORDS) + (stop(match) or gap(match))


def _as_written(match: re.Match[str], meanings: Mapping[str, str]) -> str:
    short = re.sub(r"\s", "", match[0].lower()).rstrip(".")
    meaning = meanings.get(f"{short}.") or meanings[short]
    return meaning[0].upper() + meaning[1:] if match[0][0].isupper() else meaning


def _spaced(short: str) -> str:
    """Match an abbreviation with or without spaces inside: "f.eks." and "f. eks."."""
    return re.escape(short).replace(r"\.", r"\.\s?").removesuffix(r"\s?")


def _any_spaced(meanings: Mapping[str, str]) -> str:
    dotted = sorted((short for short in meanings if short.endswith(".")), key=len, reverse=True)
    return f"(?ai:{'|'.join(map(_spaced, dotted))})"


def _openings(meanings: Mapping[str, str]) -> tuple[str, ...]:
    """Give what a text must hold before any of these can be in it: each as far as the first letter after a dot."""
    parts = [short.partition(".") for short in meanings if short.endswith(".")]
    return tuple({f"{first}.{space}{rest[:1]}".rstrip() for first, _, rest in parts for space in ("", " ")})


_UNIT: Final = r"°C|[°%‰€]|[a-zA-Z]{1,4}(?:/t)?"
"""What may be a unit. Which are, the table tells: an alternative for each would take a millisecond to compile."""

UNITS: Final = (
    # 5 sek. -> 5 sekunder
    Step(needs=COUNTS, pattern=rf"(?<![0-9])(?P<count>{NUMBER})\s?(?P<unit>{_UNIT})(?!\w|/\w)\.?", write=_unit),
)

ABBREVIATIONS: Final = (
    # min. 3 -> mindst 3
    Step(
        needs=("min.",),
        pattern=r"(?<!\w)([Mm])in\.\s?(?=[0-9½])",
        write=lambda match: "Mindst " if match[1] == "M" else "mindst ",
    ),
    # ca. -> cirka
    Step(
        needs=_openings(words.ABBREVIATIONS), pattern=rf"(?<!\w){_any_spaced(words.ABBREVIATIONS)}", write=_abbreviation
    ),
    # fx -> for eksempel
    Step(
        needs=("pr ", "pr.", "ca ", *(short for short in words.BARE if short not in {"pr", "ca"})),
        pattern=rf"(?<![\w.])(?:{any_of(words.BARE)})(?!\w|\.\w)\.?",
        write=_abbreviation,
    ),
    # kl 8, nr 3 -> klokken 8, nummer 3
    Step(
        needs=("kl ", "nr "),
        pattern=r"(?<!\w)(?ai:kl|nr)(?=\s[0-9])",
        write=_abbreviation,
    ),
    # osv. -> og så videre
    Step(needs=_openings(words.LAST_WORDS), pattern=rf"(?<!\w){_any_spaced(words.LAST_WORDS)}", write=_last_words),
)
