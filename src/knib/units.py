"""Time in whole milliseconds, the frame grid, lengths read and said, and words listed.

A float never holds a time. Sound is mono at 24 kHz, where 1 ms is 24 samples and one MP3 frame is exactly 24 ms.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NewType

Ms = NewType("Ms", int)
"""A time or a length in whole milliseconds."""

SECOND: Final = Ms(1000)
MINUTE: Final = Ms(60_000)
HOUR: Final = Ms(3_600_000)

GRID: Final = Ms(24)
"""Length of one MP3 frame at 24 kHz (576 samples, ISO/IEC 13818-3) and at 48 kHz (1152 samples, ISO/IEC 11172-3)."""

UNITS: Final = {
    "ms": 1,
    **dict.fromkeys(("s", "sek", "sekund", "sekunder", "sec", "secs", "second", "seconds"), 1000),
    **dict.fromkeys(("min", "minut", "minutter", "mins", "minute", "minutes"), 60_000),
    **dict.fromkeys(("t", "h", "time", "timer", "hour", "hours"), 3_600_000),
}
"""Every unit a length may be written in, and how many milliseconds it has. A word may begin with a capital."""

FRACTIONS: Final = {
    "½": (1, 2),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "1/2": (1, 2),
    "1/4": (1, 4),
    "3/4": (3, 4),
    "1/3": (1, 3),
    "2/3": (2, 3),
}
"""Parts of a unit, which may stand after a whole number: `½ min`, `1½ min`, `1 1/2 min`."""

_DECIMAL = r"[0-9]{1,9}(?:[.,][0-9]{1,9})?"
_FRACTION = r"(?:[0-9]{1,9}\s?)?[½¼¾⅓⅔]|(?:[0-9]{1,9}\s)?(?:1/2|1/4|3/4|1/3|2/3)"
_NUMBER = rf"(?:{_FRACTION}|{_DECIMAL})"
_UNIT = "|".join(
    f"[{unit[0].upper()}{unit[0]}]{unit[1:]}" if len(unit) > 2 else unit
    for unit in sorted(UNITS, key=len, reverse=True)
)
_PART = rf"{_NUMBER}\s*(?:{_UNIT})\.?"
_CLOCK = r"[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?"

LENGTH_PATTERN: Final = rf"^\s*(?:{_PART}(?:,?\s+(?:og\s+)?{_PART})*|{_CLOCK})\s*$"
"""What a written length looks like, as a regular expression that Python and JSON Schema (ECMA 262) read alike."""

SIGNED_LENGTH_PATTERN: Final = LENGTH_PATTERN.replace(r"^\s*", r"^\s*-?\s*", 1)
"""The same, with a minus allowed: a moment before something."""

_MOMENT: Final = r"\s*(?:(?:([0-9]{1,3}):)?([0-9]{1,3}):)?([0-9]{1,5})(?:[.,]([0-9]{1,3}))?\s*"
_LENGTH = re.compile(LENGTH_PATTERN)
_PIECE = re.compile(rf"({_NUMBER})\s*([A-Za-z]+)")


def up_to_grid(length: Ms) -> Ms:
    """Round a length up to a whole number of frames."""
    return Ms(-(-length // GRID) * GRID)


def down_to_grid(moment: Ms) -> Ms:
    """Round a moment down to the frame that holds it."""
    return Ms(moment // GRID * GRID)


def read_length(text: str) -> Ms:
    """Read a written length: `5 s`, `1 min 30 s`, `1:30`, `0,5 s`, `1½ min`. White space around it is no matter.

    Returns:
        The length in ms, 0 or more.

    Raises:
        ValueError: the text is no length; the message says what it should look like.
    """
    if not _LENGTH.fullmatch(text):
        raise ValueError(_why_no_length(text))
    if ":" in text:
        hours, minutes, seconds = [0, 0, *map(int, text.split(":"))][-3:]
        return Ms(hours * HOUR + minutes * MINUTE + seconds * SECOND)
    return Ms(sum(_milliseconds(number, UNITS[unit.lower()]) for number, unit in _PIECE.findall(text)))


def _milliseconds(number: str, unit: int) -> int:
    """One number of one unit, in ms, without a float on the way."""
    ending = next((ending for ending in FRACTIONS if number.endswith(ending)), None)
    if ending:
        whole, (part, parts) = number.removesuffix(ending).strip() or "0", FRACTIONS[ending]
    else:
        whole, _, fraction = number.replace(",", ".").partition(".")
        part, parts = int(fraction or "0"), int("1" + "0" * len(fraction))
    part, finer = divmod(part * unit, parts)
    if finer:
        raise ValueError(f"'{number}' is finer than a millisecond; lengths are whole milliseconds")
    return int(whole) * unit + part


def _why_no_length(text: str) -> str:
    text = text.strip()
    if re.fullmatch(_NUMBER, text):
        return f"a length needs a unit; did you mean '{text} s'?"
    if text.startswith("-"):
        return f"a length cannot be below zero: '{text}'"
    return f"'{text}' is not a length; write it as '5 s', '1 min 30 s', '1:30', '0,5 s' or '500 ms'"


def clock(length: Ms) -> str:
    """Write a length as a clock does, to the nearest second: `6:05`, `1:02:03`."""
    seconds = (length + 500) // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def short_length(length: Ms) -> str:
    """Round a length: to the second below a minute, to the half minute below an hour: `16 s`, `3½ min`, `75 min`."""
    whole = (length + SECOND // 2) // SECOND
    if whole < 60:
        return f"{whole} s"
    halves = (length + MINUTE // 4) // (MINUTE // 2)
    if halves >= 120:
        return f"{(length + MINUTE // 2) // MINUTE} min"
    return f"{halves // 2}{'½' * (halves % 2)} min"


def exact_clock(moment: Ms) -> str:
    """Write a moment to the millisecond: `6:05.250`."""
    minutes, rest = divmod(moment, MINUTE)
    return f"{minutes}:{rest // 1000:02}.{rest % 1000:03}"


def read_moment(text: str) -> Ms:
    """Read a moment as `exact_clock` writes it, the decimals as many as there are: `6:05.250`, `31,2`, `1:02:03`.

    Raises:
        ValueError: it is no moment; the message says what it should look like.
    """
    found = re.fullmatch(_MOMENT, text)
    if not found:
        raise ValueError(f"'{text}' is no moment; write it as '0:31.2'")
    hours, minutes, whole, fraction = (part or "0" for part in found.groups())
    return Ms(int(hours) * HOUR + int(minutes) * MINUTE + int(whole) * SECOND + int(fraction.ljust(3, "0")))


def seconds(length: Ms) -> str:
    """Write a length in seconds with just the decimals it has: `5 s`, `0.35 s`, `-0.5 s`."""
    whole, rest = divmod(abs(length), 1000)
    return "-" * (length < 0) + f"{whole}.{rest:03}".rstrip("0").rstrip(".") + " s"


def written_length(length: Ms) -> str:
    """Write a length exactly, in the units a person would choose: `45 s`, `1 min 30 s`, `2 h`, `0.35 s`."""
    hours, rest = divmod(length, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = (f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes), seconds(Ms(rest)) * bool(rest))
    return " ".join(filter(None, parts)) or "0 s"


@lru_cache(1024)  # a session asks for the same few lengths again and again
def spoken_length(length: Ms) -> str:
    """Say a length in Danish, digits kept: `30 sekunder`, `1 minut og 30 sekunder`, `0,5 sekund`."""
    parts = []
    for unit, one, many in ((HOUR, "time", "timer"), (MINUTE, "minut", "minutter"), (SECOND, "sekund", "sekunder")):
        count, length = (length, Ms(0)) if unit == SECOND else (length // unit * unit, Ms(length % unit))
        if count:
            number = seconds(Ms(count * SECOND // unit)).removesuffix(" s").replace(".", ",")
            parts.append(f"{number} {one if count <= unit else many}")
    return listed(parts) if parts else "0 sekunder"


def listed(words: Sequence[str], last: str = "og") -> str:
    """List words for a reader: `a`, `a og b`, `a, b og c`. There is at least one."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))
