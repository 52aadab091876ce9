"""Numbers that count: times, ranges, halves, the first and the second, and one."""

import re
from typing import Final

from knib.voice.danish import words
from knib.voice.danish.grammar import counts_neuter, counts_nothing, is_one, names_what_was_before
from knib.voice.danish.spelling import ordinal
from knib.voice.danish.step import COUNTS, DIGITS, FRACTIONS, FREE, NUMBER, Step, gap, opening

SPELLED_ORDINALS: Final = 39
"""From the 40th on eSpeak NG reads `40.` as well as it reads the word."""

ORDINAL_GOES_ON: Final = r"\s+[a-zæøå]|,\s+[0-9]+\.(?:,|\s+[a-zæøå])"
"""What follows the dot of an ordinal, and not of the end of a sentence: "2. sæt", "1., 2. og 3. sæt"."""

_FRACTION: Final = f"[{FRACTIONS}]"
_ROMAN: Final = "|".join(sorted(words.ROMAN, key=len, reverse=True))
_AFTER_A_PAIR: Final = r"[^\W\d_]/[^\W\d_]+:?\s?\Z|\(\Z|[0-9] (?:[a-zæøå]+ )?(?:sæt|knib|gange|gentagelser) \Z"
"""What stands before a hold and its rest: "hold/hvil 3/4", "10 knib (3/4)", "3 sæt 3/4"."""

_SLASHED: Final = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}


def _thousands(match: re.Match[str]) -> str:
    return re.sub(r"[^0-9]", "", match[0])


def _slash_fraction(match: re.Match[str]) -> str:
    """Read 3/4 as a fraction, unless it stands where a hold and its rest do."""
    if not match["whole"] and (_is_of_so_many(match) or re.search(_AFTER_A_PAIR, match.string[: match.start()])):
        return _side_by_side(match)
    return (match["whole"] or "") + _SLASHED[match["part"]]


def _side_by_side(match: re.Match[str]) -> str:
    """Read 5/10, a hold and its rest, as two numbers with a breath between them; but "sæt 2/3" as "2 af 3"."""
    return re.sub(r"\s?/\s?", " af " if _is_of_so_many(match) else ", ", match[0])


def _is_of_so_many(match: re.Match[str]) -> bool:
    """Tell whether a noun that comes in a row stands before, and no number before that: "sæt 2/3", not "3 sæt 5/5"."""
    *before, noun = ["", *match.string[: match.start()].lower().split(" ")[-3:-1]]
    return match[0].count("/") == 1 and noun in words.IN_A_ROW and not before[-1][-1:].isdecimal()


def _times_a_pair(match: re.Match[str]) -> str:
    return f" gange {match['hold']}, {match['rest']}"


def _times(match: re.Match[str]) -> str:
    return f"{match['count']} {'gang' if is_one(match['count']) else 'gange'}"


def _times_after(match: re.Match[str]) -> str:
    """Read "Knib x 3" as a number of times, but "10 sek. x 3 sæt" as a sum."""
    if counts_nothing(match):
        return f"{match['count']} {'gang' if is_one(match['count']) else 'gange'}"
    return f"gange {match['count']}"


def _minus(match: re.Match[str]) -> str:
    return opening(match, "minus ")


def _range(match: re.Match[str]) -> str:
    return f"{match['low']} til {match['high']}"


def _mixed(match: re.Match[str]) -> str:
    """Write ½, 1½ and 2⅓, each bent by its noun."""
    part, whole, neuter = match["part"], match["whole"], counts_neuter(match)
    if whole == "1" and part == "½":
        return opening(match, "halvandet" if neuter else "halvanden") + gap(match)
    said = _part(part, neuter=neuter)
    return (f"{whole} og {said}" if whole else opening(match, said)) + gap(match)


def _part(part: str, *, neuter: bool) -> str:
    match part:
        case "½":
            return "et halvt" if neuter else "en halv"
        case "¼":
            return "et kvart" if neuter else "en kvart"
        case "¾":
            return "trekvart"
        case _:
            over, under = words.FRACTIONS[part]
    return f"en {ordinal(under)}del" if over == 1 else f"{over} {ordinal(under)}dele"


def _ordinal(match: re.Match[str]) -> str:
    number = int(match[1])
    if number > SPELLED_ORDINALS:
        return match[0]
    return opening(match, ordinal(number, neuter=counts_neuter(match)))


def _roman(match: re.Match[str]) -> str:
    return f"{match[1]} {words.ROMAN[match[2]]}" + (f" til {words.ROMAN[match[3]]}" if match[3] else "")


def _one(match: re.Match[str]) -> str:
    return opening(match, "ét" if counts_neuter(match) or names_what_was_before(match) else "én")


JOINING: Final = (
    # 1 000, 1.000 -> 1000
    Step(
        needs=("000", *(f"{gap}{digit}" for gap in " .\u00a0\u2009\u202f" for digit in DIGITS)),
        pattern=FREE + r"[1-9][0-9]{0,2}([ .\u00a0\u2009\u202f])[0-9]{3}(?:\1[0-9]{3})*(?![0-9]|[.,][0-9])",
        write=_thousands,
    ),
    # 10 x 3/4 -> 10 gange 3, 4: so long a hold, and so long a rest
    Step(
        needs=("/",),
        pattern=r"\s?(?<![^\W\d_])[xX×]\s?(?P<hold>[0-9]{1,3})\s?/\s?(?P<rest>[0-9]{1,3})(?!\s?/|[\w½]|[-,.][0-9])",
        write=_times_a_pair,
    ),
    # 1/2, 2 1/2 -> ½, 2½
    Step(
        needs=("/",),
        pattern=FREE + rf"(?:(?P<whole>[0-9]+)\s)?(?P<part>{'|'.join(_SLASHED)})(?![0-9/]|[-,][0-9])",
        write=_slash_fraction,
    ),
    # 5/10 -> 5, 10
    Step(
        needs=("/",),
        pattern=FREE + r"[0-9]{1,3}(?:\s?/\s?[0-9]{1,3})+(?!\s?/|[\w½]|[-,.][0-9])",
        write=_side_by_side,
    ),
)
"""What is one number, or two."""

COUNTING: Final = (
    # 3x10, 3 × 10 -> 3 gange 10
    Step(needs=("x", "×"), pattern=rf"(?<=[0-9{FRACTIONS}])\s?[xX×]\s?(?=[0-9{FRACTIONS}])", write=lambda _: " gange "),
    # 3x, 3 x dagligt -> 3 gange dagligt
    Step(needs=("x", "×"), pattern=FREE + rf"(?P<count>{NUMBER})\s?[xX×](?!\w)", write=_times),
    # Knib x 3 -> Knib 3 gange
    Step(needs=("x", "×"), pattern=rf"(?<!\w)[xX×]\s?(?P<count>{NUMBER})(?!\w|[.,:/-][0-9])", write=_times_after),
    # -5 -> minus 5
    Step(
        needs=tuple(f"{dash}{sign}" for dash in "-−–" for sign in COUNTS),
        pattern=rf"(?<![^\s(])(?<![0-9{FRACTIONS}]\s)[-−–](?=[0-9{FRACTIONS}])",
        write=_minus,
    ),
    # 10-15, 1.-3. -> 10 til 15, 1. til 3.
    Step(
        needs=("-", "–", "—"),
        pattern=FREE
        + rf"(?P<low>{NUMBER}\.?)\s?[-–—]\s?(?P<high>{NUMBER})"
        + rf"(?![0-9{FRACTIONS}]|\s?[-–—/:.,][0-9]|\s[-–—]\s[0-9])",
        write=_range,
    ),
)
"""How often, and from what to what."""

BENDING: Final = (
    # 2½ minut -> 2 og et halvt minut
    Step(needs=tuple(FRACTIONS), pattern=rf"(?:(?<![\w.,])(?P<whole>[0-9]+)\s?)?(?P<part>{_FRACTION})", write=_mixed),
    # grad II -> grad 2
    Step(
        needs=("grad ", "type ", "fase ", "stadie "),
        pattern=rf"(?<!\w)((?i:grad|type|fase|stadie)) ({_ROMAN})(?:\s?[-–]\s?({_ROMAN}))?(?![\w-])",
        write=_roman,
    ),
    # 2. sæt -> andet sæt
    Step(needs=DIGITS, pattern=FREE + rf"([1-9][0-9]?)\.(?={ORDINAL_GOES_ON})", write=_ordinal),
    # 1 sæt -> ét sæt
    Step(needs=("1",), pattern=FREE + r"1(?!\w|[.,:/–—-][0-9])", write=_one),
)
"""What bends with its noun."""
