"""`{reps:gang}`, `{set:.}`, `{for:sekund}`: the form a number takes in a Danish text.

Digits stay digits: the voice reads "1 gang" as "én gang" and "2. sæt" as "andet sæt", and captions show them best.
"""

import re
from collections.abc import Callable
from typing import Final

from knib.spec.tree import shown
from knib.units import HOUR, MINUTE, SECOND, Ms, read_length, seconds

PLURALS: Final = {
    "bevægelse": "bevægelser",
    "dag": "dage",
    "etage": "etager",
    "gang": "gange",
    "gentagelse": "gentagelser",
    "hop": "hop",
    "host": "host",
    "indånding": "indåndinger",
    "knib": "knib",
    "knæbøjning": "knæbøjninger",
    "løft": "løft",
    "måned": "måneder",
    "omgang": "omgange",
    "pause": "pauser",
    "pust": "pust",
    "runde": "runder",
    "serie": "serier",
    "side": "sider",
    "skridt": "skridt",
    "stræk": "stræk",
    "sæt": "sæt",
    "trin": "trin",
    "tryk": "tryk",
    "udånding": "udåndinger",
    "uge": "uger",
    "vejrtrækning": "vejrtrækninger",
    "øvelse": "øvelser",
    "åndedrag": "åndedrag",
}
"""One of them, and more. Any other noun is written with both forms: `{reps:rul/rul}`."""

TIMES: Final = {
    "sekund": ("sekunder", SECOND),
    "minut": ("minutter", MINUTE),
    "time": ("timer", HOUR),
}
"""What a length can be counted in."""

MAX_DIGITS: Final = 18
ORDINAL: Final = "."
LENGTHS: Final = frozenset({"for"})
TEXTS: Final = frozenset({"side", "position"})
"""Placeholders of Knib's own that hold a length or a text; all others hold a number."""

_BOTH: Final = r"[^\W\d_][^/:]{0,39}/[^\W\d_][^/:]{0,39}"
"""Compiled only when a routine has such a form."""


def why_no_form(name: str, form: str, value: str | None) -> tuple[str, str] | None:
    """Say why a placeholder cannot take a form, and what was probably meant; None when it can.

    Args:
        name: The placeholder's name.
        form: What stands after the colon.
        value: What it will be filled with, when that is known already.
    """
    if form not in {ORDINAL, *PLURALS, *TIMES} and not re.fullmatch(_BOTH, form):
        return f"unknown form '{shown(form)}' in {{{name}:{shown(form)}}}", _meant(name, form)
    if value == "":  # it was wrong itself, and told
        return None
    if form in TIMES:
        wrong = not _is_length(value) if value is not None else name not in LENGTHS
        return (f"{{{name}}} is no length", f"write {{{name}}}") if wrong else None
    wrong = not _is_number(value) if value is not None else name in LENGTHS | TEXTS
    return (f"{{{name}}} is no whole number", f"write {{{name}}}") if wrong else None


def _meant(name: str, form: str) -> str:
    if form.startswith(ORDINAL) and form[1:].strip():
        return f"write '{{{name}:.}} {shown(form[1:].strip())}'"
    singulars = {more: one for one, more in PLURALS.items()} | {more: one for one, (more, _) in TIMES.items()}
    known = [*PLURALS, *TIMES, *singulars]
    from difflib import get_close_matches  # only when something is misspelled

    close = get_close_matches(form.strip().lower(), known, n=1)
    if close:
        return f"did you mean '{{{name}:{singulars.get(close[0], close[0])}}}'?"
    return f"write '.' for an ordinal, both forms as in '{{{name}:rul/rul}}', or one of: {', '.join(PLURALS)}"


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS


def _is_length(value: str) -> bool:
    try:
        read_length(_plain(value))
    except ValueError:
        return False
    return True


def _plain(length: str) -> str:
    """Write a spoken length ("1 time, 2 minutter og 3 sekunder") as one that can be read back."""
    return length.replace(", ", " ").strip()


def in_form(value: str, form: str) -> str:
    """Give a number its form: `10 gange`, `1 gang`, `2.`, `90 sekunder`. A value that cannot take it stays as it is."""
    write: Callable[[str, str], str] = _time if form in TIMES else _counted
    try:
        return write(value, form)
    except ValueError:
        return value


_LISTED: Final = r"[0-9, ]+ og [0-9]+"
"""Several numbers, where sets differ: `12, 10 og 8`."""


def _counted(value: str, form: str) -> str:
    if form != ORDINAL and re.fullmatch(_LISTED, value):
        one, _, more = form.partition("/")
        return f"{value} {(more or PLURALS.get(form, form)).strip()}"
    number = int(value)
    if form == ORDINAL:
        return f"{number}."
    one, _, more = form.partition("/")
    return f"{number} {one.strip() if number == 1 else (more or PLURALS.get(form, form)).strip()}"


def _time(value: str, form: str) -> str:
    """Count a length in one unit, unless that takes more than a thousandth of it to be exact."""
    more, unit = TIMES[form]
    thousandths, rest = divmod(read_length(_plain(value)) * SECOND, unit)
    if rest:
        return value
    number = seconds(Ms(thousandths)).removesuffix(" s").replace(".", ",")
    return f"{number} {form if thousandths <= SECOND else more}"
