"""Dates, times of day and telephone numbers, whose digits are not read as one number."""

import re
from typing import Final

from knib.voice.danish import words
from knib.voice.danish.spelling import ordinal
from knib.voice.danish.step import DIGITS, Step, any_of, gap, stop

_DAY: Final = r"(0?[1-9]|[12][0-9]|3[01])"
_MONTH: Final = r"(0?[1-9]|1[0-2])"
_ALONE: Final = r"(?<![\w.,:/–—−-])"
_SAID: Final = "(?:[0-9]{1,2}|ét)"
"""An hour, or minutes, of a time of day that is written out already."""

_ALONE_AFTER: Final = r"(?!\w|[-–—/:.,][0-9])"


def _iso(match: re.Match[str]) -> str:
    return _date(match[3], match[2], match[1])


def _date_with_year(match: re.Match[str]) -> str:
    return _date(match[1], match[2], match[3])


def _date(day: str, month: str, year: str) -> str:
    return f"{ordinal(int(day))} {words.MONTHS[int(month) - 1]} {year if len(year) == 4 else f'20{year}'}"


def _day_and_month(match: re.Match[str]) -> str:
    return f"{match[1][0]}en {ordinal(int(match[2]))} i {ordinal(int(match[3]))}{stop(match)}"


def _the_day(match: re.Match[str]) -> str:
    return f"{match[1]}en {match[2]}"


def _short_month(match: re.Match[str]) -> str:
    full = next(month for month in words.MONTHS if month.startswith(match[2].lower()[:3]))
    return f"{match[1]} {full}{stop(match)}"


def _last_ordinal(match: re.Match[str]) -> str:
    return f"{match[1]} {ordinal(int(match[2]))}{stop(match)}"


def _o_clock(match: re.Match[str]) -> str:
    return "klokken " if match[1] == "k" else "Klokken "


def _clock(match: re.Match[str]) -> str:
    """Read hours and minutes each for itself; on the hour, the hours alone."""
    hours, minutes = str(int(match[2])), match[3]
    shown = "" if minutes == "00" else f" {'ét' if minutes == '01' else minutes.removeprefix('0')}"
    return f"{match[1]} {'ét' if hours == '1' else hours}{' nul' if minutes[0] == '0' and shown else ''}{shown}"


def _colon_clock(match: re.Match[str]) -> str:
    return f"{'ét' if match[1] == '1' else match[1]} {match[2]}{gap(match)}"


def _telephone(match: re.Match[str]) -> str:
    """Read a number to call in pairs, and 112 as everybody knows it."""
    digits = re.sub(r"\s", "", match[2])
    parts = [digits] if len(digits) == 3 else [digits[place : place + 2] for place in range(0, len(digits), 2)]
    return f"{match[1]} {'ét ét 2' if digits == '112' else ' '.join(parts)}"


STEPS: Final = (
    # tlf. 12345678 -> telefon 12 34 56 78
    Step(
        needs=("ring", "telefon", "sms"),
        pattern=rf"(?i:\b(ring(?: til)?|(?:akut)?telefon(?:en|nummer)?|sms til))\s([1-9][0-9]{{7}}|1[0-9]{{3}}|112)"
        rf"{_ALONE_AFTER}(?!\s(?i:{'|'.join(words.MONTHS)}|gange|minutter|sekunder|timer))",
        write=_telephone,
    ),
    # 2024-02-24 -> fireogtyvende februar 2024
    Step(
        needs=("-0", "-1"),
        pattern=_ALONE + r"([12][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])" + _ALONE_AFTER,
        write=_iso,
    ),
    # 24/02/2024, 24.2.2024, 24/2-2024
    Step(
        needs=tuple(f"{gap}{century}" for gap in "/-. " for century in (19, 20)),
        pattern=rf"{_ALONE}{_DAY}(?:[/-]|\.\s?){_MONTH}(?:[/-]|\.\s?)((?:19|20)[0-9]{{2}}){_ALONE_AFTER}",
        write=_date_with_year,
    ),
    # 24/02/24, 24.02.24: the month in two digits, for 5/5/10 is no date
    Step(
        needs=("/0", "/1", ".0", ".1"),
        pattern=rf"{_ALONE}{_DAY}[/.](0[1-9]|1[0-2])[-/.]([0-9]{{2}}){_ALONE_AFTER}",
        write=_date_with_year,
    ),
    # den 24/2, d. 24.2. -> den fireogtyvende i anden
    Step(
        needs=("den ", "d."),
        pattern=rf"(?<!\w)((?i:den|d\.))\s?{_DAY}[/.]{_MONTH}\.?(?![\w/]|[-.,:][0-9])",
        write=_day_and_month,
    ),
    # d. 24. -> den 24.
    Step(needs=("d.",), pattern=r"(?<!\w)([dD])\.\s?([0-9]{1,2}\.)(?=\s|\Z)", write=_the_day),
    # 24. feb. -> 24. februar
    Step(
        needs=tuple(f". {month}" for month in words.SHORT_MONTHS),
        pattern=rf"(?<![\w.,])([0-9]{{1,2}}\.)\s({any_of(words.SHORT_MONTHS)})\.?(?!\w)",
        write=_short_month,
    ),
    # den 30. -> den tredivte
    Step(
        needs=("den ",),
        pattern=r"(?<!\w)([Dd]en) ([1-9][0-9]?)\.(?!\w|[-–—]|\s[a-zæøå0-9–—-])",
        write=_last_ordinal,
    ),
    # kl. 8 -> klokken 8
    Step(
        needs=("kl.", "kl ", *(f"kl{digit}" for digit in DIGITS)),
        pattern=r"(?<!\w)(?:([Kk])l|KL)\.?\s?(?=[0-9])",
        write=_o_clock,
    ),
    # 8.30-9.30 -> 8.30 til 9.30
    Step(
        needs=("-", "–"),
        pattern=_ALONE + r"([01]?[0-9]\.[0-5][0-9])\s?[-–]\s?([01]?[0-9]\.[0-5][0-9])" + _ALONE_AFTER,
        write=lambda match: f"{match[1]} til {match[2]}",
    ),
    # klokken 08.30 -> klokken 8 30; each of several times after the next: klokken 8, 12.30 og 20.15
    Step(
        needs=("klokken ",),
        pattern=rf"((?<!\w)[Kk]lokken(?: {_SAID}(?: (?:nul )?{_SAID})?(?:,| til| og))*)"
        r" ([01]?[0-9]|2[0-4])[.:]([0-5][0-9])(?![0-9]|[.:,][0-9])",
        write=_clock,
    ),
    # 8:30 -> 8 30
    Step(
        needs=(":",),
        pattern=_ALONE + r"([01]?[0-9]|2[0-4]):([0-5][0-9])(?![:.,]?[0-9])",
        write=_colon_clock,
    ),
)
