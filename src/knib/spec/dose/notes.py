"""What stands beside a dose: kept as it was written, and said back. Nothing of a prescription is dropped unsaid."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from knib.spec.dose.scan import Term

SILENT: Final = frozenset(",.;:()/-–&+Ta3 ")
"""Classes that say nothing by themselves."""

WRITTEN: Final = re.compile(r';?\s*\bnote:\s*"([^"]*)"', re.IGNORECASE)
"""A note as it is said back."""

CONFIRMED: Final = re.compile(r"[;,]?\s*\(?\b(?:bekræftet|confirmed)\b\)?", re.IGNORECASE)
"""What stands behind a dose that was asked about, and is meant as it stands."""


class Stripped(NamedTuple):
    """A line with its own notes and its confirmation blanked out, in the same places."""

    line: str
    notes: tuple[str, ...]
    confirmed: bool


def stripped(line: str) -> Stripped:
    """Return the line without what was said back beside the dose."""
    notes = tuple(match[1] for match in WRITTEN.finditer(line))
    bare = WRITTEN.sub(_blank, line)
    plain = CONFIRMED.sub(_blank, bare)
    return Stripped(plain, notes, plain != bare)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def notes_of(line: str, terms: Sequence[Term], dose: Iterable[Term]) -> tuple[str, ...]:
    """Return what of the line is no part of the dose and says something, in the words of the line.

    Args:
        line: The prescription.
        terms: All its terms.
        dose: Those that the dose was made of; each may cover several.
    """
    spans = sorted((term.start, term.end) for term in dose)
    return tuple(_tidied(line[start:end]) for start, end in _gaps(terms, spans))


def _gaps(terms: Sequence[Term], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where neighbouring terms stand that are in no span, of which one says something."""
    run: list[Term] = []
    for term in terms:
        covered = any(start <= term.start < end for start, end in spans)
        ends = term.code in {".", ";", "–"}
        if not covered and not ends:
            run.append(term)
            continue
        yield from _said(run)
        run = []
    yield from _said(run)


def _said(run: list[Term]) -> Iterator[tuple[int, int]]:
    while run and run[0].code in SILENT and run[0].code != "3":
        run = run[1:]
    while run and run[-1].code in SILENT and run[-1].code != "3":
        run = run[:-1]
    if any(term.code not in SILENT and term.name != "filler" for term in run):
        yield run[0].start, run[-1].end


def _tidied(text: str) -> str:
    return " ".join(text.replace('"', "″").split())
