"""Units and abbreviations in full."""

import re
from collections.abc import Mapping
from typing import Final

from knib.voice.danish import words
from knib.voice.danish.grammar import is_one
from knib.voice.danish.step import COUNTS, NUMBER, Step, any_of, gap, stop

_WORD_AFTER: Final = re.compile(r"\s+([^\W\d_]+)")


def _unit(match: re.Match[str]) -> str:
    """Write a unit in full; the time that something lasts in the genitive: "10 sekunders hold"."""
    one, more = words.UNITS.get(match["unit"]) or words.UNITS[match["unit"].lower()]
    unit = one if is_one(match["count"]) else more
    after = _WORD_AFTER.match(match.string, match.end())
    if one in words.LASTING and after and after[1] in words.LASTS and not _after_i(match):
        return f"{match['count']} {unit}s"
    return f"{match['count']} {unit}{stop(match) or gap(match)}"


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
    """Give what a text must hold before any of these can be in it: each as far as its first dot."""
    return tuple({f"{short.partition('.')[0]}." for short in meanings if short.endswith(".")})


_SMALL_UNITS: Final = "".join(u for u in words.UNITS if u.isalpha() and len(u) == 1)
_LONG_UNITS: Final = [u for u in words.UNITS if len(u) > 1 and u[0].isalpha()]
_UNIT: Final = rf"°C|°|%|‰|€|[{_SMALL_UNITS}]|{any_of(_LONG_UNITS)}"

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
        needs=tuple(words.BARE),
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
