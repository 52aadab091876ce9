"""Signs: those that are read aloud, and those that nobody says, such as pictures and marks of layout."""

import re
import unicodedata
from typing import Final

from knib.voice.danish import words
from knib.voice.danish.step import Step, stop

_PLAIN: Final = re.compile(r"[\w\s.,;:!?()\"'/%&+=°×½¼¾–—-]*")
_LAYOUT: Final = frozenset("*#_~^|\\<>{}`•·¤")
_KEPT: Final = frozenset("°\n\t")
_UNSAID: Final = frozenset(("So", "Sk", "Cs", "Co", "Cn", "Cc", "Sm"))
_READ: Final = frozenset("+=<>±≈≤≥→⇒−×÷")
_MARK: Final = "\0"


def settle(text: str) -> str:
    """Bring every text to the same signs, before anything is read: Unicode's NFC, digits of our own, no zero widths."""
    text = unicodedata.normalize("NFC", text)
    if _PLAIN.fullmatch(text) and text.isascii():
        return text
    signs = (words.SAME_SIGN.get(sign, sign) for sign in text)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in signs)


def without_unsaid(text: str) -> str:
    """Take out what nobody says: pictures, marks of layout, what has no meaning."""
    if _PLAIN.fullmatch(text) and "_" not in text:
        return text
    marked = "".join(_MARK if _is_unsaid(sign) else sign for sign in text)
    return re.sub(rf"\A(?:\s?{_MARK})+\s?|[^\S\n]?{_MARK}(?:\s?{_MARK})*", _left, marked)


def _is_unsaid(sign: str) -> bool:
    if sign in _KEPT:
        return False
    return sign in _LAYOUT or unicodedata.category(sign) in _UNSAID


def _left(match: re.Match[str]) -> str:
    following = match.string[match.end() : match.end() + 1]
    if match.start() == 0:
        return ""
    return "" if not following or following.isspace() or following in ".,;:!?)" else " "


def _sign(match: re.Match[str]) -> str:
    return f"{' ' if match.start() else ''}{words.SIGNS[match[1]]} "


def _compared(match: re.Match[str]) -> str:
    return f"{words.COMPARED[match[1]]} "


def _per(match: re.Match[str]) -> str:
    """Read "3 gange/dag" as "3 gange om dagen"."""
    dot = stop(match) if match["time"] in words.SHORT_TIMES else "." * match[0].endswith(".")
    return f"{match['counted']} {words.PER[match['time']]}{dot}"


def _pair(match: re.Match[str]) -> str:
    """Read a slash between two words: "hold og hvil", "venstre eller højre", "5 sek, hvil 10 sek."."""
    left, right = match[1], match[2]
    if left.lower() in words.TIMES and right.lower() not in words.TIMES:
        return f"{left}, {right}"
    if left.lower() == "og" or right.lower() == "og":
        return f"{left} {right}"
    return f"{left} {'og' if (left.lower(), right.lower()) in words.PAIRS else 'eller'} {right}"


def _with(match: re.Match[str]) -> str:
    return {"m": "med ", "u": "uden ", "M": "Med ", "U": "Uden "}[match[1]]


STEPS: Final = (
    # m/ pude -> med pude
    Step(needs=("m/", "u/"), pattern=r"(?<![\w/])(?<![0-9]\s)([mMuU])/\s?(?=[a-zæøåA-ZÆØÅ]{2})", write=_with),
    # 3 gange/dag -> 3 gange om dagen
    Step(
        needs=tuple(f"/{space}{time}" for time in words.PER for space in ("", " ")),
        pattern=rf"(?P<counted>[0-9½¼¾](?:\s[a-zæøå]+\.?){{0,2}})\s?/\s?(?P<time>{'|'.join(words.PER)})(?!\w)\.?",
        write=_per,
    ),
    # hold/hvil -> hold og hvil
    Step(needs=("/",), pattern=r"(?<![\w/.:@])([^\W\d_]{2,})\s?/\s?([^\W\d_]{2,})(?![\w/@])", write=_pair),
    # 3 sæt á 10 -> 3 sæt à 10, which eSpeak NG does not read as "a acute"
    Step(needs=("á",), pattern=r"(?<!\w)á(?!\w)", write=lambda _: "à"),
    # > 10 -> over 10
    Step(needs=tuple(words.COMPARED), pattern=rf"([{''.join(words.COMPARED)}])\s?(?=[0-9½¼¾])", write=_compared),
    # 2 + 2 = 4 -> 2 plus 2 er 4
    Step(needs=tuple(words.SIGNS), pattern=rf"\s?([{re.escape(''.join(words.SIGNS))}])\s?", write=_sign),
    # knib → hold -> knib, hold
    Step(needs=("→", "⇒"), pattern=r"\s?[→⇒]\s?", write=lambda _: ", "),
)
