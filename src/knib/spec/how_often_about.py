"""How often and for how long, read from a description such as `Tre gange om dagen i mindst tre måneder.`.

It counts where a routine has no `how_often`.
"""

import re
from typing import Final

from knib.spec.how_often import (
    DAYS_A_WEEK,
    MOST_COURSE,
    MOST_EVERY_DAYS,
    MOST_EVERY_HOURS,
    MOST_TIMES,
    HowOften,
    Range,
)

_WORDS: Final = (
    *("en én et ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten"),
    *("fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve"),
)
NUMBERS: Final = {word: number for number, words in enumerate(_WORDS, 1) for word in words.split()}

WEEKS_A_MONTH: Final = 4
"""A course is counted in weeks of training: three months are twelve, as guidelines have it (NICE NG123)."""

_NUMBER = rf"(?:{'|'.join(NUMBERS)}|[0-9]{{1,3}})"
_SPAN = rf"({_NUMBER})(?:\s*(?:til|eller|-|–)\s*({_NUMBER}))?"
_A_DAY = re.compile(rf"\b{_SPAN} gange? (?:om dagen|dagligt?|hver dag|pr\. dag)(?!\w)", re.IGNORECASE)
_A_WEEK = re.compile(rf"\b{_SPAN} (?:gange?|dage?) (?:om ugen|ugentligt?|hver uge|pr\. uge)(?!\w)", re.IGNORECASE)
_EVERY = re.compile(rf"\bhver (?:(anden|tredje|{_NUMBER}\.) )?dag\b", re.IGNORECASE)
_HOURS = re.compile(rf"\bhver (?:(anden|tredje|{_NUMBER}\.) )?time\b", re.IGNORECASE)
_WEEKS = re.compile(rf"\bi (?:mindst |ca\. |omkring )?{_SPAN} uger?\b", re.IGNORECASE)
_MONTHS = re.compile(rf"\bi (?:mindst |ca\. |omkring )?{_SPAN} måneder?\b", re.IGNORECASE)

_DAILY = re.compile(r"\b(?:daglig|dagligt)(?!\w)", re.IGNORECASE)
_WORKDAYS = re.compile(r"\b(?:på |alle )?hverdage\b", re.IGNORECASE)
_MOST_DAYS = re.compile(r"\bde fleste dage\b", re.IGNORECASE)
_NEEDED = re.compile(r"\b(?:ved behov|efter behov|når du trænger til|når trangen kommer)\b", re.IGNORECASE)

MOST_DAYS: Final = 5
"""How many days of a week "de fleste dage" are."""

ORDINALS: Final = {"": 1, "anden": 2, "tredje": 3}


def often_in(about: str) -> HowOften | None:
    """Return what a description says of how often and how long; None when it says nothing of it."""
    a_day, every, hours = _A_DAY.search(about), _EVERY.search(about), _HOURS.search(about)
    weeks = _range(_WEEKS.search(about)) or _months(about)
    often = HowOften(
        times_a_day=_range(a_day),
        days_a_week=_range(_A_WEEK.search(about)) or _alone(MOST_DAYS if _MOST_DAYS.search(about) else None),
        every_days=_nth(every) if every and not a_day else None,
        weekdays=frozenset(range(5)) if _WORKDAYS.search(about) else frozenset(),
        every_hours=_nth(hours) if hours and not a_day else None,
        weeks=weeks,
    )
    if often == HowOften(weeks=weeks):
        daily, needed = _DAILY.search(about), _NEEDED.search(about)
        often = HowOften(every_days=1 if daily else None, as_needed=bool(needed) and not daily, weeks=weeks)
    if often == HowOften() or sum(map(bool, (often.days_a_week, often.every_days, often.weekdays))) > 1:
        return None  # of two rhythms it is not known which is meant
    return often if _in_use(often) else None


def _in_use(often: HowOften) -> bool:
    """Return whether every number is one that a routine can have."""
    numbers = (
        (often.times_a_day, MOST_TIMES),
        (often.days_a_week, DAYS_A_WEEK),
        (often.weeks, MOST_COURSE),
        (_alone(often.every_days), MOST_EVERY_DAYS),
        (_alone(often.every_hours), MOST_EVERY_HOURS),
    )
    return all(span.low >= 1 and span.high <= most for span, most in numbers if span)


def _alone(number: int | None) -> Range | None:
    return None if number is None else Range(number, number)


def is_only_often(sentence: str) -> bool:
    """Return whether a sentence says how often or how long, and nothing else."""
    rest = sentence
    for pattern in (_A_DAY, _A_WEEK, _EVERY, _HOURS, _WEEKS, _MONTHS, _DAILY, _WORKDAYS):
        rest = pattern.sub("", rest)
    return often_in(sentence) is not None and not any(sign.isalnum() for sign in rest)


ALL: Final = ("times_a_day", "days_a_week", "every_days", "every_hours", "weeks", "weekdays")


def agrees(sentence: str, how: HowOften, *names: str) -> bool:
    """Return whether what a sentence says of it, if anything, is what was settled; with `names`, of those alone."""
    spoken = often_in(sentence) or HowOften()
    said = {name: value for name in names or ALL if (value := getattr(spoken, name))}
    return all(value == getattr(how, name) for name, value in said.items())


_MANY: Final = "|".join(word for word, number in NUMBERS.items() if number > 1)
_COUNTED: Final = re.compile(rf"[0-9]|\b(?:{_MANY})\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]+\s*|[^.!?]+$")


def without_counts(text: str) -> str:
    """Leave out the sentences that name a number, unless it is how often: a dose that was changed is another one."""
    kept = (line for line in _SENTENCE.findall(text) if is_only_often(line) or not _COUNTED.search(line))
    return "".join(kept).strip()


def _range(match: re.Match[str] | None) -> Range | None:
    if match is None:
        return None
    low = _number(match[1])
    return Range(low, max(low, _number(match[2] or match[1])))


def _months(about: str) -> Range | None:
    months = _range(_MONTHS.search(about))
    return Range(months.low * WEEKS_A_MONTH, months.high * WEEKS_A_MONTH) if months else None


def _nth(match: re.Match[str]) -> int:
    word = (match[1] or "").lower()
    return ORDINALS[word] if word in ORDINALS else _number(word.rstrip("."))


def _number(word: str) -> int:
    return NUMBERS.get(word.lower()) or int(word)
