"""The text of a prescription as words, numbers and signs, each with its place."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

FRACTIONS: Final = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
LONGEST_NUMBER: Final = 12
"""Signs of a number; a longer one is no number of a dose."""

_TOKEN: Final = re.compile(
    r"(?P<clock>[0-9]{1,3}:[0-5][0-9](?![0-9:]))"
    r"|(?P<number>[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?[½¼¾⅓⅔]?|[½¼¾⅓⅔])"
    r"|(?P<word>(?<=[0-9])[xX](?=[a-zæøå])|n't|[^\W\d_]+(?:['’](?:t|s|re|ll)\b|(?<=s)['’](?=\s))?)|(?P<sign>''|\S)"
)
_ALIKE: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("×✕✖·∙•⋅‧*", "x") | {"’": "'", "″": '"', "”": '"', "“": '"'}
)
_BULLETS: Final = re.compile(r"(^|[;\n]\s*)[•·*∙‧▪◦●○–—-]\s+")
_BETWEEN_FACTS: Final = re.compile(r"(?<![0-9]) [·•∙⋅‧] | [·•∙⋅‧] (?![0-9])")
"""A raised dot with spaces around it parts facts; between two numbers it may be a sign of multiplication."""
_MINUTES_AND_SECONDS: Final = re.compile(r"[0-9]{1,2}[.,][0-5][0-9]")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")


class Token(NamedTuple):
    """A number, a word or a sign. `word` is what is looked up: in small letters, alike signs as one."""

    sort: str
    word: str
    start: int
    end: int
    capital: bool = False


_SMILEYS: Final = re.compile(r"(?<=\s)[:;]-?[()D](?=\s|$)")


def composed(text: str) -> str:
    """Return a text in one line, each sign in its composed form; a line break becomes a semicolon."""
    lines = re.split(r"\s*[\r\n\u2028\u2029]+\s*", unicodedata.normalize("NFC", text).strip())
    return re.sub(r"\s", " ", "; ".join(filter(None, lines)))


def tokenize(text: str) -> Iterator[Token]:
    """Yield the words, numbers and signs of a text; a bullet at the head of a line is none."""
    text = _SMILEYS.sub(lambda smiley: "." + " " * (len(smiley[0]) - 1), text)
    line = _BULLETS.sub(lambda bullet: " " * 0 + bullet[1] + " " * (len(bullet[0]) - len(bullet[1])), text)
    line = _BETWEEN_FACTS.sub(" , ", line)
    shouted = line.isupper()
    for match in _TOKEN.finditer(line):
        written = match[0]
        word = "".join(unicodedata.normalize("NFC", sign.translate(_ALIKE).lower()) for sign in written)
        sort = str(match.lastgroup)
        if sort == "word":
            word = word.rstrip("'")
        if sort == "number" and len(written) > LONGEST_NUMBER:
            sort = "sign"
        yield Token(sort, word, match.start(), match.end(), not shouted and written[:1].isupper())


def number_of(token: Token) -> Fraction:
    """Return the number that a token writes: `8`, `1,5`, `2½`, `1.000`."""
    tail = FRACTIONS.get(token.word[-1:], Fraction(0))
    digits = token.word.rstrip("".join(FRACTIONS))
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    return Fraction(digits.replace(",", ".") or "0") + tail


def may_hold_seconds(token: Token) -> bool:
    """Return whether a number before `min` may be minutes and seconds: `1.30` is a minute and a half, or 1 min 18 s."""
    return bool(_MINUTES_AND_SECONDS.fullmatch(token.word))
