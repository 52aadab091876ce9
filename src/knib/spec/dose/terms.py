"""The text of a prescription to a row of terms: numbers, lengths, and the words that have a meaning."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import field
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Final, NamedTuple

from knib.spec.dose import words
from knib.spec.dose.worded import Noun, Sort
from knib.values import dataclass

SEPARATOR: Final = ","
"""The code of whatever parts one fact from the next."""

_TOKEN: Final = re.compile(
    r"(?P<clock>[0-9]{1,3}:[0-5][0-9](?![0-9:]))|(?P<number>[0-9]+(?:[.,][0-9]+)?[½¼¾]?|[½¼¾])|(?P<word>[^\W\d_]+)|(?P<sign>\S)"
)
_SEPARATORS: Final = frozenset(",;.()+&|")
_DASHES: Final = frozenset("-–—")
_RANGE_WORDS: Final = frozenset({"til", "to", "eller", "or"})
_PLAIN_NAME: Final = re.compile(r"[a-zæøåäöüéè]{3,40}")


LONGEST_NUMBER: Final = 20
"""Signs of a number; a longer one is no number that anybody wrote down."""

_HALVES: Final = frozenset((Fraction(part), Fraction(whole)) for part, whole in ((1, 2), (1, 4), (3, 4)))
"""Strokes that may be a fraction of a minute, and hold and rest as well."""


class Term(NamedTuple):
    """A part of the text that means one thing: its code (see `facts`), from where to where it stands, and its value."""

    code: str
    start: int
    end: int
    value: Any = None


class Token(NamedTuple):
    """A number, a word or a sign as written. `word` is what is looked up."""

    sort: str
    word: str
    start: int
    end: int


class Range(NamedTuple):
    """Two numbers or lengths of which one must be chosen; `unit` is in ms, or 0 for a number."""

    low: Fraction
    high: Fraction
    unit: int


class Pair(NamedTuple):
    """Hold and rest, as in `5/10`, in ms (maybe not whole)."""

    hold: Fraction
    rest: Fraction


class Written(NamedTuple):
    """A number, where the next token is, and the unit after it in ms; 0 without one."""

    number: Fraction
    next: int
    unit: int

    @property
    def ms(self) -> Fraction:
        """Its length in ms; without a unit it is in seconds."""
        return self.number * (self.unit or 1000)


def terms(text: str) -> list[Term]:
    """Read a text as terms. Whatever is in it comes out as a term, but for the small words."""
    return list(_Scanner(list(_tokens(text))).scan())


def composed(text: str) -> str:
    """Write a text so that each sign stands for itself: composed, in one line, with plain spaces."""
    return re.sub(r"\s", " ", re.sub(r"\s*[\r\n]+\s*", "; ", unicodedata.normalize("NFC", text).strip()))


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        word = unicodedata.normalize("NFC", found[0].lower())
        sort = "sign" if len(word) > LONGEST_NUMBER and found["number"] else str(found.lastgroup)
        yield Token(sort, word, found.start(), found.end())


@dataclass()
class _Scanner:
    """Goes through the tokens once, and always takes the longest thing that they can mean."""

    tokens: list[Token]
    at: int = 0
    made: list[Term] = field(default_factory=list)

    def scan(self) -> Iterator[Term]:
        while self.at < len(self.tokens):
            start = self.at
            code, value = self.next()
            if code:
                yield Term(code, self.tokens[start].start, self.tokens[self.at - 1].end, value)

    def next(self) -> tuple[str, Any]:
        """Take one thing: its code and value. No code means a small word."""
        if (number := self.number(self.at)) is not None:
            return self.numeric(number)
        if (meant := self.phrase()) is not None:
            return meant
        token = self.tokens[self.at]
        self.at += 1
        if token.word == "/":
            return self.stroke()
        return _one_sign(token.word) if token.sort == "sign" else _one_word(token.word)

    def stroke(self) -> tuple[str, Any]:
        """`3 x/dag` and `10/side` say per; any other stroke stands between two things."""
        after = self.word(self.at)
        if per := words.MEANINGS.get(("pr", after)) or words.MEANINGS.get(("per", after)):
            self.at += 1
            return per
        code, _ = words.MEANINGS.get((after,), ("", None))
        return ("E", after) if code == "Z" else (SEPARATOR, None)

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def number(self, at: int) -> Written | None:
        """Read a number at a token, with a fraction and a unit after it."""
        token = self.tokens[at] if at < len(self.tokens) else Token("", "", 0, 0)
        if token.sort == "clock":
            minutes, seconds = map(int, token.word.split(":"))
            after = at + 2 if self.word(at + 1) == "min" else at + 1
            return Written(Fraction(60 * minutes + seconds), self.past_dot(after), 1000)
        if token.sort == "number":
            number, at = self.with_fraction(_fraction(token.word), at + 1)
        elif token.word in words.HALVES and self.unit(after := at + 1 + (self.word(at + 1) == "a"))[0]:
            number, at = Fraction(1, 2), after
        elif token.word in words.ARTICLES | {"a"} and self.counts(at):
            number, at = Fraction(1), at + 1
            if self.word(at) in words.HALVES:
                number, at = Fraction(1, 2), at + 1
        elif token.word in words.NUMBERS:
            number, at = self.with_fraction(words.NUMBERS[token.word], at + 1)
        else:
            return None
        unit, at = self.unit(at)
        return Written(number, at, unit)

    def counts(self, at: int) -> bool:
        """Tell whether an article counts one: a unit or something counted comes right after it."""
        after = self.word(at + 1)
        code, _ = words.MEANINGS.get((after,), ("", None))
        return bool(self.unit(at + 1)[0]) or code in {"S", "t"} or after == "gang" or after in words.HALVES

    def with_fraction(self, number: Fraction, at: int) -> tuple[Fraction, int]:
        """Add what comes after a whole number: `½`, `1/2 min`, `og et halvt`."""
        row = tuple(map(self.word, range(at, at + 4)))
        if row[0] in words.FRACTIONS and number.denominator == 1:
            return number + words.FRACTIONS[row[0]], at + 1
        if row[:3] in {("1", "/", "2"), ("1", "/", "4"), ("3", "/", "4")} and self.unit(at + 3)[0]:
            return number + Fraction(int(row[0]), int(row[2])), at + 3
        if row[0] in {"og", "and"} and row[1] in {"en", "et", "a"} and row[2] in words.HALVES:
            return number + Fraction(1, 2), at + 3
        return number, at

    def unit(self, at: int) -> tuple[int, int]:
        """Read a unit at a token: how many ms it has (0 when there is none), and where the next token is."""
        dash = self.word(at) in _DASHES and self.word(at + 1) in words.UNIT_WORDS
        if unit := words.UNIT_WORDS.get(self.word(at + dash), 0):
            return unit, self.past_dot(at + dash + 1)
        return 0, at

    def past_dot(self, at: int) -> int:
        """Step over the dot of an abbreviation."""
        dotted = self.word(at) == "." and self.word(at - 1) in words.DOTTED
        return at + 1 if dotted and self.tokens[at].start == self.tokens[at - 1].end else at

    def numeric(self, first: Written) -> tuple[str, Any]:
        """Read what begins with a number: a range, a pair, a length, a percentage or the number itself."""
        between = self.word(first.next)
        second = self.number(first.next + 1) if first.next + 1 < len(self.tokens) else None
        if second and (between in _DASHES or between in _RANGE_WORDS) and _low_first(first, second):
            self.at = second.next
            unit = second.unit or first.unit
            return "R" if unit else "r", Range(first.number, second.number, unit)
        if second and between == "/":
            return self.pair(first, second)
        self.at = first.next
        if first.unit:
            return self.length(first)
        if between == "%":
            self.at += 2 if self.word(first.next + 1) in words.OF_FULL else 1
            return ("F", f"med {first.number} % kraft") if first.number.denominator == 1 else ("n", first.number)
        return "n", first.number

    def pair(self, hold: Written, rest: Written) -> tuple[str, Any]:
        self.at = rest.next
        if rest.unit and not hold.unit and (hold.number, rest.number) in _HALVES:
            return "a", (hold.number, rest.number)
        unit = rest.unit or hold.unit or 1000
        return "p", Pair(hold.number * (hold.unit or unit), rest.number * (rest.unit or unit))

    def length(self, first: Written) -> tuple[str, Any]:
        """Add up `1 min 30 s`: each part has a smaller unit than the one before it."""
        total, unit = first.ms, first.unit
        while True:
            joined = self.word(self.at) in {"og", "and"}
            more = self.number(self.at + joined) if unit > 1000 else None
            if not more or not 0 < more.unit < unit:
                return "l", total
            total, unit, self.at = total + more.ms, more.unit, more.next

    def phrase(self) -> tuple[str, Any] | None:
        """Take the longest phrase that begins here."""
        row, after = [], []
        at = self.at
        for _ in range(words.LONGEST):
            row.append(self.word(at))
            at = self.past_dot(at + 1)
            after.append(at)
        for count in range(words.LONGEST, 0, -1):
            if meant := words.MEANINGS.get(tuple(row[:count])):
                meant = ("g", meant[1]) if row[:count] == ["gang"] and self.counted() else meant
                self.at = after[count - 1]
                return meant
        return None

    def counted(self) -> bool:
        """Tell whether a number stands right before: "én gang" is once, and no walk."""
        before = self.word(self.at - 1)
        return before in words.NUMBERS or before in words.ARTICLES or before[-1:].isdecimal()


def _low_first(low: Written, high: Written) -> bool:
    """Tell whether two numbers are a range, and not one number, a dash, and another thing."""
    return low.number < high.number if not low.unit else low.ms < high.ms


def _fraction(written: str) -> Fraction:
    """Read digits with a comma or a dot, and ½ after them."""
    tail = words.FRACTIONS.get(written[-1:], Fraction(0))
    digits = written.rstrip("".join(words.FRACTIONS)).replace(",", ".")
    return Fraction(digits or "0") + tail


def _one_sign(sign: str) -> tuple[str, Any]:
    if sign == ":":
        return ":", None
    return (SEPARATOR, None) if sign in _SEPARATORS | _DASHES else ("?", sign)


def _one_word(word: str) -> tuple[str, Any]:
    if word in words.SMALL | words.ARTICLES:
        return "", None
    if word in words.JOINING:
        return SEPARATOR, None
    return ("y", meant) if (meant := _meant(word)) else _unknown(word)


def _meant(word: str) -> str:
    """Say what a word that cannot be used here may have been; empty when it is like none."""
    if word in words.KNOWN:
        return ""  # a part of a phrase, and no phrase here
    close = get_close_matches(word, sorted(words.KNOWN), n=1, cutoff=0.75 if len(word) <= 6 else 0.85)
    return words.ELSEWHERE.get(word) or (f"did you mean '{close[0]}'?" if close else "")


def _unknown(word: str) -> tuple[str, Any]:
    """Take an unknown word as the name of an exercise, where it may stand for one (see `facts`)."""
    if word in words.KNOWN or not _PLAIN_NAME.fullmatch(word):
        return "?", word
    return "u", Noun(word, word, "en", Sort.OTHER)
