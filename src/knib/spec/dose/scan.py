"""From words and signs to terms: each word with what it can mean, numbers with their units, typing errors undone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, NamedTuple

from knib.spec.dose import lexicon
from knib.spec.dose.amounts import exactly
from knib.spec.dose.language import is_english
from knib.spec.dose.lexicon import Meaning
from knib.spec.dose.spelling import corrected, is_harmless, respelled
from knib.spec.dose.tokens import Token, may_hold_seconds, number_of, tokenize

STOPS: Final = {".": ".", ";": ";", "!": ".", "?": ".", "…": "."}


SIGNS: Final = {
    ",": ",",
    ":": ":",
    "=": ":",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "/": "/",
    "-": "-",
    "+": "&",
    "&": "&",
    "|": ";",
}


ARROWS: Final = frozenset("→➔➜⇒>")


class Term(NamedTuple):
    """A part of the text that means one thing: the letter of its class, its place, its value, the words it may be.

    `before` is the small word that stands right before it (`på`, `á`), `others` what else it can mean. `numbers` are
    the places of the numbers in it.
    """

    code: str
    start: int
    end: int
    value: Any = None
    name: str = ""
    before: str = ""
    others: tuple[Meaning, ...] = ()
    numbers: tuple[int, ...] = ()
    text: str = ""


_MINUTE: Final = 60_000
HALVES: Final = frozenset({"halv", "halvt", "half"})
WHOLE: Final = frozenset({"hel", "helt", "full", "whole"})


@dataclass
class _Scanner:
    """Goes through the tokens once, and takes the longest thing that they can mean."""

    tokens: Sequence[Token]
    english: bool
    at: int = 0
    numbers: list[int] = field(default_factory=list)

    def scan(self) -> Iterator[Term]:
        while self.at < len(self.tokens):
            first = self.at
            self.numbers = []
            term = self.next()
            start, end = self.tokens[first].start, self.tokens[self.at - 1].end
            words = " ".join(token.word for token in self.tokens[first : self.at])
            yield term._replace(start=start, end=end, numbers=tuple(self.numbers), text=term.text or words)

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def next(self) -> Term:
        if (phrase := self.phrase(least=2)) is not None and not self.number_begins(phrase):
            return self.taken(phrase)
        if (number := self.number(self.at)) is not None:
            return self.numeric(*number)
        if (phrase := self.phrase(least=1)) is not None:
            return self.taken(phrase)
        token = self.tokens[self.at]
        self.at += 1
        if token.sort == "word":
            return self.unknown(token)
        return self.sign(token)

    def number_begins(self, phrase: tuple[int, tuple[Meaning, ...]]) -> bool:
        """Return whether a phrase begins with digits that rather are a number: only names such as 4-point do not."""
        return self.tokens[self.at].sort in {"number", "clock"} and phrase[1][0].code not in {"P", "e"}

    def taken(self, phrase: tuple[int, tuple[Meaning, ...]]) -> Term:
        after, meanings = phrase
        text = " ".join(token.word for token in self.tokens[self.at : after])
        self.at = after
        first = meanings[0]
        return Term(first.code, 0, 0, first.value, first.name, others=meanings[1:], text=text)

    def phrase(self, least: int) -> tuple[int, tuple[Meaning, ...]] | None:
        """Find the longest phrase that begins here, dots after abbreviations stepped over."""
        fallback = None
        row: list[str] = []
        after: list[int] = []
        at = self.at
        table = lexicon.meanings()
        for _ in range(lexicon.longest()):
            if at >= len(self.tokens):
                break
            if row and self.joins_words(at):
                at += 1
            row.append(self.word(at))
            at += 1
            dotted = self.is_dot_of_abbreviation(at)
            if dotted and len(row) == 1 and (known := table.get((row[0], "."))):
                fallback = at + 1, known
            at += dotted
            after.append(at)
        for count in range(len(row), least - 1, -1):
            if count == 1 and fallback:
                return fallback
            if known := table.get(tuple(row[:count])):
                return after[count - 1], known
        return fallback if least == 1 else None

    def joins_words(self, at: int) -> bool:
        """Return whether a dash joins two words, as in `quick-flicks`, which is looked up as `quick flicks`."""
        if self.word(at) != "-" or not 0 < at < len(self.tokens) - 1:
            return False
        before, dash, after = self.tokens[at - 1 : at + 2]
        return (
            before.sort in {"word", "number"}
            and after.sort == "word"
            and before.end == dash.start
            and dash.end == after.start
        )

    def is_dot_of_abbreviation(self, at: int) -> bool:
        """Return whether a dot belongs to the abbreviation before it and ends nothing: no capital follows."""
        if self.word(at) != "." or at == 0:
            return False
        before = self.tokens[at - 1]
        if before.sort != "word" or before.end != self.tokens[at].start:
            return False
        if self.word(at + 1) in {",", ":", ")"} and self.tokens[at + 1].start == self.tokens[at].end:
            return len(before.word) <= 9
        known = before.word in lexicon.ABBREVIATED or (len(before.word) <= 5 and not lexicon.is_known(before.word))
        if not known:
            return False
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return following is not None and not following.capital and following.word != ";"

    def number(self, at: int) -> tuple[Fraction, int] | None:
        """Read a number in digits or words: its value, and where the next token is."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.sort == "number":
            return self.with_fraction(number_of(token), at + 1)
        if (small := self.article_or_half(at)) is not None:
            return small
        said_otherwise = (token.word == "to" and self.english) or (token.word == "one" and not self.is_counted(at + 1))
        if token.word in lexicon.NUMBERS and not said_otherwise:
            return self.with_fraction(lexicon.NUMBERS[token.word], at + 1)
        return None

    def article_or_half(self, at: int) -> tuple[Fraction, int] | None:
        """Read `et minut`, `et halvt minut`, `a full minute`, `half a minute`."""
        word, following = self.word(at), self.word(at + 1)
        if word in HALVES and self.unit(at + 1 + (following == "a")):
            return Fraction(1, 2), at + 1 + (following == "a")
        if word not in lexicon.ARTICLES:
            return None
        if following in HALVES:
            return (Fraction(1, 2), at + 2) if self.is_counted(at + 2) else None
        if following in WHOLE and self.unit(at + 2):
            return Fraction(1), at + 2
        return self.with_fraction(Fraction(1), at + 1) if self.is_counted(at + 1) else None

    def is_counted(self, at: int) -> bool:
        """Return whether a unit or something counted stands at a token."""
        if self.unit(at):
            return True
        known = lexicon.meanings().get((self.word(at),), ())
        return any(meaning.code in {"s", "R", "p", "g", "k", "e", "H"} for meaning in known)

    def with_fraction(self, number: Fraction, at: int) -> tuple[Fraction, int]:
        """Add what comes after a whole number: `½`, `1/2 min`, `og en halv`."""
        row = tuple(map(self.word, range(at, at + 4)))
        if row[0] in {"½", "¼", "¾"} and number.denominator == 1:
            return number + number_of(self.tokens[at]), at + 1
        if row[:3] in {("1", "/", "2"), ("1", "/", "4"), ("3", "/", "4")} and self.unit(at + 3):
            return number + Fraction(int(row[0]), int(row[2])), at + 3
        if row[0] in {"og", "and"} and row[1] in {"en", "et", "a"} and row[2] in {"halv", "halvt", "half"}:
            return number + Fraction(1, 2), at + 3
        return number, at

    def unit(self, at: int) -> int:
        """Return how many ms the unit at a token has; 0 when it is none."""
        if at >= len(self.tokens):
            return 0
        return lexicon.UNITS.get(self.word(at), 0)

    def numeric(self, number: Fraction, after: int) -> Term:
        """Take a number, with the unit that follows it and what is added to it: `1 min 30 s`."""
        self.note_numbers(self.at, after)
        if self.unit(after) == _MINUTE and may_hold_seconds(self.tokens[self.at]):
            self.at = after + 1
            return Term("?", 0, 0, "min")
        total, unit, at = Fraction(0), 0, after
        current: tuple[Fraction, int] | None = (number, after)
        while current is not None:
            value, at_unit = current
            dash = self.word(at_unit) == "-" and self.unit(at_unit + 1) > 0
            size = self.unit(at_unit + dash)
            if not size or (unit and size >= unit):
                break
            total, unit = total + value * size, size
            at = self.past_dot(at_unit + dash + 1)
            joined = self.word(at) in {"og", "and"} and unit > 1000
            following = self.number(at + joined) if unit > 1000 else None
            if following and not 0 < self.unit(following[1]) < unit:
                following = None
            if following:
                self.note_numbers(at + joined, following[1])
            current = following
        if unit:
            self.at = at
            return Term("D", 0, 0, exactly(total))
        self.at = after
        return Term("n", 0, 0, exactly(number))

    def note_numbers(self, start: int, end: int) -> None:
        self.numbers += [
            token.start
            for token in self.tokens[start:end]
            if token.sort in {"number", "clock"} or token.word in lexicon.NUMBERS
        ]

    def past_dot(self, at: int) -> int:
        return at + 1 if self.is_dot_of_abbreviation(at) else at

    def unknown(self, token: Token) -> Term:
        known = corrected(token.word, abbreviated=self.word(self.at) == "." and self.is_glued(self.at))
        if known:
            if (
                self.word(self.at) == "."
                and self.is_glued(self.at)
                and self.follows_small(self.at)
                and len(token.word) < 8
            ):
                self.at += 1
            first = known[0]
            return Term(first.code, 0, 0, first.value, first.name, others=known[1:], text=token.word)
        if self.is_dot_of_abbreviation(self.at):
            self.at += 1
        return Term("u", 0, 0, token.word, "harmless" if is_harmless(token.word) else "unknown", text=token.word)

    def is_glued(self, at: int) -> bool:
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def follows_small(self, at: int) -> bool:
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return following is not None and not following.capital and following.word != ";"

    def sign(self, token: Token) -> Term:
        if token.sort == "clock":
            minutes, seconds = map(int, token.word.split(":"))
            self.numbers = [token.start]
            unit = self.unit(self.at)
            if unit in {60_000, 1000}:
                self.at += 1
            return Term("D", 0, 0, exactly((60 * minutes + seconds) * 1000), name="clock")
        if token.word in STOPS:
            return Term(STOPS[token.word], 0, 0)
        if token.word in ARROWS:
            return Term("?", 0, 0, token.word)
        if token.word == "-":
            glued = self.is_glued(self.at - 1) and self.is_glued(self.at)
            return Term("-" if glued else "–", 0, 0)
        if token.word == "/" and not self.is_glued(self.at - 1) and not self.is_glued(self.at):
            return Term("/", 0, 0, "spaced", text="/")
        return Term(SIGNS.get(token.word, "?"), 0, 0, token.word)


def scan(line: str) -> list[Term]:
    """Return the terms of a text; whatever stands in it is in one of them."""
    tokens = [_respelled(token) for token in tokenize(line)]
    english = is_english(tokens)
    for place, token in enumerate(tokens):
        if token.word == "tid" and line[token.start : token.end] != "TID" and not english:
            tokens[place] = token if _stands_apart(tokens, place) else token._replace(word="holdetid")
    return list(_Scanner(tokens, english).scan())


def _stands_apart(tokens: Sequence[Token], place: int) -> bool:
    """Return whether `tid` may mean three times a day (`ter in die`), and not the time of `tid pr. rep.: 10 sek.`."""
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if before is not None and (before.sort == "number" or before.word == "x"):
        return True
    ends = after is None or (after.sort not in {"word", "number"} and after.word != ":")
    return before is not None and before.sort != "word" and ends


def _respelled(token: Token) -> Token:
    """Return a token as it was meant where its word is in no table and one letter or two of it are wrong."""
    return token._replace(word=respelled(token.word)) if token.sort == "word" else token
