"""The vocabulary as a table to look words up in: each form, and all that it can mean."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any, Final, NamedTuple

from knib.spec.dose.tokens import tokenize
from knib.spec.dose.vocabulary.exercises import EXERCISES
from knib.spec.dose.vocabulary.facts import FACTS
from knib.spec.dose.vocabulary.places import PLACES
from knib.spec.dose.vocabulary.prose import PROSE
from knib.spec.dose.vocabulary.records import RECORDS
from knib.spec.dose.worded import Noun, Sort
from knib.spec.model import Position

CODES: Final = {
    "times-sign": "x",
    "times": "g",
    "reps": "p",
    "set": "s",
    "set-rest": "G",
    "round": "R",
    "hold": "h",
    "rest": "r",
    "between": "m",
    "between-sides": "σ",
    "each": "v",
    "all": "A",
    "exercises": "X",
    "joiner": "a",
    "per-stroke": "/",
    "quick": "q",
    "long": "l",
    "manner": "j",
    "as-long": "=",
    "while": "W",
    "count": "c",
    "then": "T",
    "and": "&",
    "or": "O",
    "assumed": "~",
    "sides": "S",
    "alternate": "V",
    "inhale": "i",
    "exhale": "o",
    "days": "f",
    "often": "F",
    "often-label": "Y",
    "twice": "2",
    "hours": "H",
    "daytime": "5",
    "weeks": "k",
    "split": "L",
    "total": "t",
    "half": "a",
    "effort-word": "%",
    "negation": "N",
    "bound": "b",
    "more": "Q",
    "turning": "!",
    "finding": "I",
    "measure": "U",
    "position": "P",
    "effort": "E",
    "filler": "_",
    "equipment": "_",
    "note": "_",
    "greeting": "_",
    "patient": "1",
    "past": "1",
    "goal": "1",
    "appointment": "1",
    "now": "3",
    "changed": "4",
    "cue-care": "?",
    "condition": "C",
    "but": ";",
    "diagnosis": "J",
    "spelt-stop": ".",
    "spelt-comma": ",",
    "spelt-colon": ":",
    "spelt-line": ";",
    "weekday": "w",
    "month": "M",
    "date-word": "y",
}
"""The letter that stands for each class of words in patterns."""

KINDS: Final = {
    "squeeze": Sort.SQUEEZE,
    "quick-squeeze": Sort.SQUEEZE,
    "long-squeeze": Sort.SQUEEZE,
    "stretch": Sort.STRETCH,
    "static": Sort.STATIC,
    "walk": Sort.WALK,
    "run": Sort.RUN,
    "breath": Sort.BREATH,
    "other": Sort.OTHER,
}


class Meaning(NamedTuple):
    """One thing that a form can mean: its class in the tables, its letter, and its value."""

    name: str
    code: str
    value: Any


_ONES: Final = ("", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TENS: Final = {
    20: "tyve",
    30: "tredive",
    40: "fyrre",
    50: "halvtreds",
    60: "tres",
    70: "halvfjerds",
    80: "firs",
    90: "halvfems",
}
_ENGLISH_ONES: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SINGLE: Final = (
    "nul én to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ),
)


def _numbers() -> Iterator[tuple[str, Fraction]]:
    for row in _SINGLE:
        yield from ((word, Fraction(number)) for number, word in enumerate(row.split()))
    for (ten, word), english in zip(_TENS.items(), _ENGLISH_TENS, strict=True):
        yield word, Fraction(ten)
        yield english, Fraction(ten)
        yield from ((f"{_ONES[one]}og{word}", Fraction(ten + one)) for one in range(1, 10))
        yield from ((f"{english}{_ENGLISH_ONES[one]}", Fraction(ten + one)) for one in range(1, 10))
    yield from ((word, Fraction(1)) for word in ("ét", "een", "eet"))
    yield from ((word, Fraction(100)) for word in ("hundrede", "hundred"))
    yield from ((word, Fraction(3, 2)) for word in ("halvanden", "halvandet"))
    yield from (("dozen", Fraction(12)), ("dusin", Fraction(12)))


NUMBERS: Final = dict(_numbers())
ARTICLES: Final = frozenset({"en", "et", "an", "a"})
"""These count one right before a unit or something counted, and say nothing otherwise."""

ORDINALS: Final = {
    "anden": 2,
    "andet": 2,
    "second": 2,
    "tredje": 3,
    "third": 3,
    "fjerde": 4,
    "fourth": 4,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}

UNITS: Final = {
    **dict.fromkeys(("ms", "millisekunder"), 1),
    **dict.fromkeys(("s", "sek", "sekund", "sekunder", "sekunders", "sekundes", "sekunds", "sec", "secs"), 1000),
    **dict.fromkeys(("second", "seconds", '"', "″", "”", "sekunde", "sekunderne", "ss", "''"), 1000),
    **dict.fromkeys(("min", "minut", "minutter", "minutters", "minuts", "mins", "minute", "minutes", "'", "′"), 60_000),
    **dict.fromkeys(("’", "minutternes", "minute's", "minuts"), 60_000),
    **dict.fromkeys(("second's", "sekundernes"), 1000),
}
HOURS: Final = frozenset({"t", "h", "time", "timer", "hour", "hours", "hr", "hrs"})

ABBREVIATED: Final = frozenset(
    "s sek min t ms pr gg dgl dagl rep reps gent ca mdr sec max maks vejrtr ugtl ugl m ml pt kl nr øv hv hø ve "  # noqa: SIM905
    "afsp stk ktr opf d bilat dvs bl bla a f eks evt inkl udsp submaks submax secs mins st sidd ligg rygl hhv "
    "mv osv no approx kons konsult tirs tors man ons fre lør søn p udstr muskl ugentl dgligt mod ox gr kont "
    "squ arb rest h r kn int ex exs wk alm strk stræk instr beg fys konf iflg ift fx sv ts tlf vejl resp hrs "
    "hr mos sidel firp stå knæst spec udg still lgg ser runde kontr mlm imell bb hj tr udh mell mel btw apopl "
    "bristn beh pos sidelej prostataop isometr stationstr armbøjn skulderudadrot vægtm abd add ext flex ekst "
    "fleks rot bil ugent elast øvel sep appt tidl prog us obj subj".split()
)
"""Abbreviations: a dot right after one of these ends no sentence, unless a capital follows."""


_PLAIN_FORM: Final = re.compile(r"[a-zæøåéöäü]+(?:[ -][a-zæøåéöäü]+)*")
"""A form of which each word is a token: no number, no sign and no capital."""


def tokens_of(form: str) -> tuple[str, ...]:
    """Return a form of the vocabulary as the words and signs that a text has."""
    if _PLAIN_FORM.fullmatch(form):
        return tuple(form.replace("-", " ").split())
    return tuple(token.word for token in tokenize(form) if token.word != "-")


@cache
def meanings() -> dict[tuple[str, ...], tuple[Meaning, ...]]:
    """Return every form as its words and signs, with all that it can mean, the most likely first."""
    table: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
    for form, meaning in _entries():
        key = tokens_of(form)
        if meaning not in (known := table.get(key, ())):
            table[key] = (*known, meaning)
    return table


@cache
def single_words() -> dict[str, tuple[Meaning, ...]]:
    """Return the forms of one word: what a mistyped word may have been."""
    return {key[0]: known for key, known in meanings().items() if len(key) == 1}


@cache
def nouns() -> frozenset[Noun]:
    """Return the exercises of the tables."""
    return frozenset(meaning.value for known in meanings().values() for meaning in known if meaning.code == "e")


@cache
def _inside() -> frozenset[str]:
    return frozenset(word for key in meanings() for word in key)


def is_known(word: str) -> bool:
    """Return whether a word stands in the tables, also inside a phrase."""
    return word in _inside() or word in NUMBERS or word in UNITS


@cache
def longest() -> int:
    """Return how many words the longest phrase has."""
    return max(map(len, meanings()))


def _entries() -> Iterator[tuple[str, Meaning]]:
    for line in (FACTS + PLACES + EXERCISES_AS_LINES + RECORDS + PROSE).split("\n"):
        if not line.strip():
            continue
        name, value, forms = (part.strip() for part in line.split("|"))
        meaning = Meaning(name, CODES.get(name, "e"), _value(name, value))
        yield from ((form.strip(), meaning) for form in forms.split(",") if form.strip())


def _value(name: str, value: str) -> Any:  # noqa: ANN401 -- each class has its own
    if name in KINDS:
        one, many, article = value.split("/")
        return Noun(one.replace("~", "/"), many.replace("~", "/"), article, KINDS[name])
    return Position(value) if name == "position" else value


def _as_line(line: str) -> str:
    kind, one, many, article, forms = (part.strip() for part in line.split("|"))
    return f"{kind} | {one}/{many}/{article} | {forms}"


EXERCISES_AS_LINES: Final = "\n" + "\n".join(map(_as_line, EXERCISES.strip().splitlines())) + "\n"
