"""The guard before every online voice: what concerns one person never leaves this machine.

It looks for the four things that name somebody: CPR numbers, e-mail addresses, telephone numbers, and what stands in a
patient list. It cannot know that a text is about somebody who is not on a list; see docs/explanation/privacy.md.

Doses are numbers, too. What tells them apart: a dose has its units, commas or words between its numbers, and a range
has a hyphen. Only numbers of eight digits or more, written together or in the groups that telephone numbers are
written in, are taken for one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from knib.values import dataclass

CPR: Final = "a CPR number"
EMAIL: Final = "an e-mail address"
PHONE: Final = "a telephone number"

MASK: Final = "…"
"""Stands in a message where the personal value stood."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A value of a patient list and the name of its field. Of a `name`, each word counts on its own as well."""

    field: str
    value: str
    name: bool = False


class Found(NamedTuple):
    """Something personal in a text: what it is, in words that do not tell its value, and where it stands."""

    what: str
    where: slice


def personal(text: str, known: Iterable[Known] = ()) -> list[Found]:
    """Find what concerns one person in a text. Pure; any text will do.

    Args:
        text: What would be sent.
        known: The values of a patient list. A number of fewer than four digits is left out: it may be a dose.

    Returns:
        What was found, in order of place. `where` counts in `unicodedata.normalize("NFC", text)`.
    """
    plain, places = _plain(text)
    found = [
        Found(what, slice(places[start], places[end - 1] + 1))
        for what, start, end in (*_numbers(plain), *_addresses(plain), *_listed(plain, known))
    ]
    return sorted(found, key=lambda one: (one.where.start, one.where.stop))


def masked(text: str, found: Sequence[Found]) -> str:
    """Write a text with `…` in place of everything that was found in it, to be shown in a message."""
    signs: list[str] = list(unicodedata.normalize("NFC", text))
    for one in found:
        signs[one.where] = [MASK] + [""] * (len(signs[one.where]) - 1)
    return "".join(signs)


_Place = tuple[str, int, int]


def _plain(text: str) -> tuple[str, list[int]]:
    """Write a text with plain digits, spaces and hyphens and without invisible signs, and where each sign came from."""
    signs, places = [], []
    for place, sign in enumerate(unicodedata.normalize("NFC", text)):
        if unicodedata.category(sign) == "Cf":  # zero-width signs and soft hyphens
            continue
        signs.append(_plain_sign(sign))
        places.append(place)
    return "".join(signs), places


def _plain_sign(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if sign.isspace():
        return " "
    if sign == "−" or unicodedata.category(sign) == "Pd":
        return "-"
    alike = unicodedata.normalize("NFKC", sign)
    return alike if len(alike) == 1 else sign


_SIX_AND_FOUR: Final = re.compile(
    r"(?<![\d+])(?P<day>\d\d)[ ./-]?(?P<month>\d\d)[ ./-]?(?:\d\d)?\d\d"
    r"(?P<between> ?-? ?)(?P<last>\d{4}|[A-Z]{3}\d)(?!\d)",
    re.IGNORECASE,
)
"""A CPR number: the date of birth, and four signs more. A hospital gives `010190-KAA1` to who has none."""

_TEN_DIGITS: Final = re.compile(r"(?<![\d+])\d{6}-?\d{4}(?!\d)")
"""Taken for a CPR number whatever its date: it may be mistyped, and no dose looks like it."""

_PHONE: Final = re.compile(
    r"""(?<!\d)(?:
        (?:\+|00)\d(?:[ ()./-]{0,2}\d){7,14}      # +45 12 34 56 78, 0046 70 123 45 67
        | \d{8,}                                    # 12345678
        | \d\d(?:\ \d\d){3,}                        # 12 34 56 78, and what may stand before or after it
        | \d\d(?:([./])\d\d)(?:\1\d\d){2}           # 12.34.56.78
        | \d{4}\ \d{4} | \d\d\ \d{6} | \d\d\ \d{3}\ \d{3} | \d{3}\ \d\d\ \d{3}
    )(?!\d)""",
    re.VERBOSE,
)

_PHONE_BY_NAME: Final = re.compile(
    r"\b(?:tlf|telefon|tel|mobil|ring|sms)\w*[.:]?(?: (?:nr|nummer|på|til|er))*[.:]? ?"
    r"(?P<number>\d(?:[ ./-]?\d){7})(?!\d)",
    re.IGNORECASE,
)
"""Eight digits in any groups, after a word that says what they are."""


def _numbers(text: str) -> Iterator[_Place]:
    taken: list[_Place] = [(CPR, *match.span()) for match in _SIX_AND_FOUR.finditer(text) if _is_birth(match)]
    taken += [(CPR, *match.span()) for match in _TEN_DIGITS.finditer(text) if _free(match.span(), taken)]
    phones = [match.span() for match in _PHONE.finditer(text)]
    phones += [match.span("number") for match in _PHONE_BY_NAME.finditer(text)]
    for span in phones:
        if _free(span, taken):
            taken.append((PHONE, *span))
    yield from taken


def _is_birth(match: re.Match[str]) -> bool:
    """Whether a day and a month can begin a CPR number; 60 is added to the day of one that stands in for another."""
    day, month = int(match["day"]) % 60, int(match["month"])
    spelled = not match["last"].isdigit()
    return 1 <= day <= 31 and 1 <= month <= 12 and (not spelled or "-" in match["between"])


def _free(span: tuple[int, int], taken: Sequence[_Place]) -> bool:
    return all(span[1] <= start or end <= span[0] for _, start, end in taken)


_EMAIL: Final = re.compile(
    r"[\w.+-]+ ?(?:@|\(at\)|\[at\]|\bsnabel-?a\b) ?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}"
    r"|(?=[\d.+-]*[^\W\d])[\w.+-]+@[\w-]*[^\W\d][\w.-]*",
    re.IGNORECASE,
)
"""With a domain, or with letters on both sides: "3x10@60" is a dose."""


def _addresses(text: str) -> Iterator[_Place]:
    return ((EMAIL, *match.span()) for match in _EMAIL.finditer(text))


FEWEST_DIGITS: Final = 4

PARTICLES: Final = frozenset({"af", "al", "de", "den", "der", "du", "el", "la", "le", "van", "von"})
"""Words of names that are ordinary words, or the ends of them."""


def _listed(text: str, known: Iterable[Known]) -> Iterator[_Place]:
    lower = text.lower()
    for one in known:
        what = f"the field '{one.field}' of the patient list"
        for needle, pattern in _patterns(one):
            if needle in lower:  # a list has thousands of values, and a pattern takes time to compile
                yield from ((what, *match.span()) for match in re.finditer(_whole_words(pattern), text))


@cache
def _patterns(known: Known) -> tuple[tuple[str, str], ...]:
    """Give what to look for: the whole value in any case, and each word of a name that is written with a capital.

    Before each stands a word in lower case without which it is not there.
    """
    words = _plain(known.value)[0].split()
    signs = [sign for sign in "".join(words) if sign.isalnum()]
    if len(signs) < 2 or (len(signs) < FEWEST_DIGITS and all(sign.isdigit() for sign in signs)):
        return ()
    found = [(words[0].lower(), "(?i:" + r"\s+".join(map(re.escape, words)) + ")")]
    if known.name and len(words) > 1:
        telling = (word for word in words if len(word) > 1 and word[0].isalpha() and word.lower() not in PARTICLES)
        found += [(word.lower(), re.escape(word[0].upper()) + f"(?i:{re.escape(word[1:])})") for word in telling]
    return tuple(found)


def _whole_words(pattern: str) -> str:
    """Match a pattern as words of its own, its Danish genitive included."""
    return rf"(?<!\w){pattern}(?:'?s)?(?!\w)"
