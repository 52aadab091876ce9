"""Any text to the one dose that it says; else a question with the doses that it may mean as ready answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from knib.errors import SpecError
from knib.spec.dose import chart, plausible, settle
from knib.spec.dose.chunks import chunked
from knib.spec.dose.draft import Reading
from knib.spec.dose.examination import Finding, finding
from knib.spec.dose.notes import notes_of, stripped
from knib.spec.dose.problems import NAME, problem
from knib.spec.dose.question import AmbiguousDoseError, Answer
from knib.spec.dose.said import choices, said
from knib.spec.dose.scan import Term, scan
from knib.spec.dose.sentences import sorted_out
from knib.spec.dose.tokens import composed
from knib.spec.dose.unread import what_stands_there
from knib.spec.dose.worded import WordedDose

__all__ = ["LONGEST", "NAME", "between", "read"]

LONGEST: Final = 5000
"""Signs of a prescription: so long that what is said back of the longest that people write is not refused."""

_SHOWN: Final = 80
"""Signs of one that is too long."""

MOST_ANSWERS: Final = 5

_WHICH: Final = "which one is meant?"


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What a line can mean: the doses with the lower ends of its ranges, and with the upper ends where it has any."""

    line: str
    low: tuple[WordedDose, ...]
    high: tuple[WordedDose, ...]
    row: tuple[Term, ...]
    furthest: int
    confirmed: bool


def read(text: str) -> WordedDose:
    """Read a prescription as it stands in a record.

    Raises:
        AmbiguousDoseError: it can be meant in several ways, holds a range, or is far outside of what is in use.
        SpecError: it was not understood; a caret stands where that begins.
    """
    parsed = _parsed(text)
    if not parsed.low:
        if not any(term.code in "nDZ" for term in parsed.row) and (examined := finding(parsed.line)):
            raise _finding_asked(parsed, examined)
        raise SpecError([what_stands_there(parsed.line, parsed.row, parsed.furthest)])
    if parsed.high and parsed.high != parsed.low:
        raise _range_asked(parsed)
    if len(parsed.low) > 1:
        raise _readings_asked(parsed)
    (dose,) = parsed.low
    doubts = list(plausible.doubts(dose))
    if doubts and not parsed.confirmed:
        raise _doubt_asked(parsed, dose, doubts)
    return dose


def between(text: str) -> tuple[WordedDose, WordedDose]:
    """Read a prescription with ranges as what it grows from and what it grows to.

    Raises:
        AmbiguousDoseError: it can be meant in several ways besides.
        SpecError: it was not understood, or holds no range.
    """
    parsed = _parsed(text)
    if len(parsed.low) > 1:
        raise _readings_asked(parsed)
    if not parsed.low or not parsed.high or parsed.low == parsed.high:
        read(text)
        message = "nothing in this grows"
        raise SpecError(
            [problem(parsed.line, 0, 0, "dose-range", message, "write from where to where: hold 5-10 sek.")]
        )
    return parsed.low[0], parsed.high[0]


def _parsed(text: str) -> Parsed:
    written = composed(text)
    if len(written) > LONGEST:
        shown = f"{written[:_SHOWN]}…"
        message = f"{len(written):,} signs are no prescription"
        raise SpecError([problem(shown, 0, 0, "dose-too-long", message, "write a routine: knib new")])
    line, notes, confirmed = stripped(written)
    terms = scan(line)
    dose_terms = sorted_out(chunked(terms)).dose
    charted = chart.readings(dose_terms)
    kept = (*notes, *notes_of(line, terms, _covering(charted, dose_terms)))
    ranged = any(map(settle.has_range, charted.readings))
    return Parsed(
        line=written,
        low=_distinct(charted.readings, kept, high=False),
        high=_distinct(charted.readings, kept, high=True) if ranged else (),
        row=chart.without_joiners(dose_terms),
        furthest=charted.furthest,
        confirmed=confirmed,
    )


def _covering(charted: chart.Charted, terms: Sequence[Term]) -> list[Term]:
    """Return the terms of the dose, without those that each reading keeps as a note."""
    notes = {(start, end) for reading in charted.readings for kind, start, end in reading.marks if kind == "note"}
    return [
        term for term in terms if not any(start <= term.start < end for start, end in notes) and term.code not in "BJ"
    ]


def _distinct(readings: Sequence[Reading], notes: tuple[str, ...], *, high: bool) -> tuple[WordedDose, ...]:
    doses: dict[WordedDose, None] = {}
    for reading in readings:
        for dose in settle.doses(reading, high=high):
            doses[replace(dose, notes=notes)] = None
    return tuple(doses)


def _readings_asked(parsed: Parsed) -> AmbiguousDoseError:
    """Ask which of several doses is meant."""
    several = parsed.low[:MOST_ANSWERS]
    answers = [Answer(label=label, words=said(dose)) for label, dose in zip(choices(several), several, strict=True)]
    message = f"this can be read in {len(parsed.low)} ways"
    asked = problem(parsed.line, 0, 0, "dose-ambiguous", message, _WHICH)
    return AmbiguousDoseError(parsed.line, asked, answers, (0, len(parsed.line)))


def _range_asked(parsed: Parsed) -> AmbiguousDoseError:
    """Ask for one end of what is left open, or whether it grows from one to the other."""
    ranges = [term for term in parsed.row if _is_range(term)]
    start, end = (ranges[0].start, ranges[-1].end) if ranges else (0, len(parsed.line))
    ends = list(dict.fromkeys((*parsed.low, *parsed.high)))[:MOST_ANSWERS]
    answers = [Answer(label=label, words=said(dose)) for label, dose in zip(choices(ends), ends, strict=True)]
    message = f"'{parsed.line[start:end]}' leaves it open"
    asked = problem(parsed.line, start, end, "dose-range", message, _WHICH)
    return AmbiguousDoseError(parsed.line, asked, answers, (start, end), grows=len(parsed.low) == 1)


def _is_range(term: Term) -> bool:
    if getattr(term.value, "is_range", False):
        return True
    return term.code == "Z" and any(length.is_range for length in term.value)


def _finding_asked(parsed: Parsed, examined: Finding) -> SpecError:
    """Ask for the dose where only a finding stands; what trains just that is offered."""
    cure = "write the dose behind it, as in: 8 knib, hold 6 sek., slip 6 sek."
    asked = problem(
        parsed.line, examined.start, examined.end, "dose-finding", f"{examined.told}; this is no dose", cure
    )
    if not examined.dose:
        return SpecError([asked])
    answer = Answer(label=f"det, der blev fundet: {examined.dose}", words=examined.dose)
    return AmbiguousDoseError(parsed.line, asked, [answer], (examined.start, examined.end))


def _doubt_asked(parsed: Parsed, dose: WordedDose, doubts: Sequence[str]) -> AmbiguousDoseError:
    """Ask whether a dose far outside of what is in use is meant as it stands."""
    answer = Answer(label="som skrevet", words=f"{said(dose)}; bekræftet")
    message = f"{' and '.join(doubts)}: is that meant?"
    asked = problem(parsed.line, 0, 0, "dose-doubtful", message, "mend it, or confirm it")
    return AmbiguousDoseError(parsed.line, asked, [answer], (0, len(parsed.line)))
