"""All the files of a parcel by their names, made from the same sessions, so that no two of them can disagree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from knib.errors import Origin
from knib.export.captions import lrc
from knib.share.calendar import calendar
from knib.share.page.html import page
from knib.share.page.model import PageFacts, PageSession
from knib.share.parcel.archive import FOLDER, zipped
from knib.share.parcel.letter import Enclosed, letter
from knib.share.parcel.model import Handed, ParcelFacts
from knib.share.parcel.weeks import (
    Together,
    how_often_lines,
    page_weeks,
    plans,
    programme_lines,
    programme_plans,
    together,
)
from knib.share.programme.days import chosen
from knib.share.sheet.html import as_html
from knib.share.sheet.model import Facts, Sheet, sheet_of
from knib.share.sheet.model import check as check_sheet
from knib.share.sheet.pdf import Printed, as_pdf
from knib.share.sheet.programme import programme_sheet
from knib.spec.model import Routine
from knib.spec.programme import Assignment, Programme
from knib.units import Ms, short_length
from knib.values import dataclass

PAGE: Final = "index.html"
LETTER: Final = "laes-mig.txt"
ARCHIVE: Final = f"{FOLDER}.zip"

CARRIED: Final = 11_000_000
"""Bytes of sound that a page still carries in itself: as text they are a third more, and 15 MB is what mail bears."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file and what it is, in Danish."""

    name: str
    data: bytes
    says: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """The files by their names, in order, the archive of all the others last. `unknown` are signs the sheet lacks."""

    files: Mapping[str, bytes]
    unknown: str


def check(facts: ParcelFacts) -> None:
    """Refuse what cannot be handed out, before anything is made.

    Raises:
        ShareError: the diary has no room for the weeks or times, or the link is none.
    """
    check_sheet(_sheet_facts(facts, ""))


def parcel(facts: ParcelFacts, sessions: Sequence[Handed]) -> Parcel:
    """Make everything that is handed out. The same values always give the same bytes.

    Raises:
        ShareError: something of it cannot be made: the diary has no room, the link is none, fpdf2 is not there.
    """
    if facts.programme:
        facts = replace(facts, programme=chosen(facts.programme, facts.choices))
    groups = () if facts.programme else together(sessions, facts)
    sheets = _programme_sheet(facts, sessions) or [_sheet(facts, session) for session in sessions if session.routine]
    printed = as_pdf(*sheets) if sheets else None
    made = [*_in_order(_sounds(facts, sessions)), _page(facts, sessions), *_sheets(sheets, printed)]
    made += [*_calendar(facts, sessions, groups), *_in_order(_captions(facts, sessions))]
    enclosed = [*(Enclosed(file.name, file.says) for file in made), Enclosed(LETTER, "Det, du læser nu.")]
    often = tuple(programme_lines(facts.programme) if facts.programme else how_often_lines(groups))
    files = {file.name: file.data for file in made} | {LETTER: letter(enclosed, often)}
    return Parcel(files={**files, ARCHIVE: zipped(files)}, unknown=printed.missing if printed else "")


def _in_order(files: Iterable[_File]) -> list[_File]:
    """Sort files as a folder shows them, each kind by itself: what comes again stands in each of its weeks."""
    named = sorted(files, key=lambda file: file.name)
    return sorted(named, key=lambda file: file.name.rpartition(".")[2], reverse=True)


def _sounds(facts: ParcelFacts, sessions: Sequence[Handed]) -> Iterator[_File]:
    for session in sessions:
        told = f"Træning {session.number}, {short_length(session.timeline.length)}."
        for name, weeks in zip_longest(session.names("mp3", discreet=facts.discreet), session.weeks):
            yield _File(name, session.whole(), f"Uge {weeks}: t{told[1:]}" if weeks else told)


def _page(facts: ParcelFacts, sessions: Sequence[Handed]) -> _File:
    """Make the page. Of a single session it carries the sound itself, so that it can be sent alone."""
    whole = sessions[0].whole() if len(sessions) == 1 else b""
    carries = 0 < len(whole) <= CARRIED
    shown = [
        PageSession(
            routine=session.routine or _unknown(session),
            timeline=session.timeline,
            sound=whole if carries else session.name("mp3", discreet=facts.discreet),
            number=session.number,
        )
        for session in sessions
    ]
    text = page(_page_facts(facts, sessions), shown)
    return _File(PAGE, text.encode(), "Siden, der viser øvelserne, mens lyden spiller. Åbn den i en browser.")


def _page_facts(facts: ParcelFacts, sessions: Sequence[Handed]) -> PageFacts:
    head, programme = facts.letterhead, facts.programme
    told = PageFacts(
        date=facts.made,
        language=facts.language,
        name=facts.name,
        clinic=head.name,
        telephone=head.telephone,
        logo=head.logo.data if head.logo else b"",
        discreet=facts.discreet,
        choices=facts.choices,
    )
    if programme is None:
        return told
    titles = dict(zip(programme.distinct(), (_title(session) for session in sessions), strict=True))
    return replace(
        told,
        weeks=tuple(page_weeks(programme, facts, titles)),
        title=programme.title,
        about=programme.about,
        safety=programme.safety,
        ask_first=programme.ask_first,
    )


def _title(session: Handed) -> str:
    return session.routine.title if session.routine else session.timeline.title


def _unknown(session: Handed) -> Routine:
    """Give what is known of the routine of an MP3 that came alone: its title."""
    return Routine(title=session.timeline.title, exercises=(), origin=Origin(file=""))


def _programme_sheet(facts: ParcelFacts, sessions: Sequence[Handed]) -> list[Sheet]:
    """Give the one sheet of a programme; none without one."""
    if facts.programme is None:
        return []
    wanted = facts.programme.distinct()
    routines = {wish: session.routine for wish, session in zip(wanted, sessions, strict=True) if session.routine}
    timelines = {wish: session.timeline for wish, session in zip(wanted, sessions, strict=True)}
    return [programme_sheet(facts.programme, routines, timelines, _sheet_facts(facts, facts.mark))]


def _lengths(programme: Programme, sessions: Sequence[Handed]) -> dict[Assignment, Ms]:
    return dict(zip(programme.distinct(), (session.timeline.length for session in sessions), strict=True))


def _sheet(facts: ParcelFacts, session: Handed) -> Sheet:
    assert session.routine  # noqa: S101 -- who asks has looked
    return sheet_of(session.routine, session.timeline, _sheet_facts(facts, session.mark))


def _sheet_facts(facts: ParcelFacts, mark: str) -> Facts:
    head = facts.letterhead
    return Facts(
        date=facts.made,
        mark=mark,
        name=facts.name,
        clinic=head.name,
        telephone=head.telephone,
        logo=head.logo,
        link=facts.link,
        choices=facts.choices,
        start=facts.start,
        discreet=facts.discreet,
    )


def _sheets(sheets: Sequence[Sheet], printed: Printed | None) -> Iterator[_File]:
    if printed:
        yield _File("ark.pdf", printed.data, "Arket med øvelser og dagbog, til at skrive ud.")
        yield _File("ark.html", as_html(*sheets).encode(), "Det samme ark, til at læse på en skærm.")


def _calendar(facts: ParcelFacts, sessions: Sequence[Handed], groups: Sequence[Together]) -> Iterator[_File]:
    """Make the calendar: of a programme's weeks, or of all the sessions; none of what is done as needed alone."""
    programme = facts.programme
    made = programme_plans(programme, facts, _lengths(programme, sessions)) if programme else plans(groups, facts)
    if each := tuple(made):
        says = "Tiderne til din kalender. Åbn filen, og sig ja til at tilføje dem."
        yield _File("kalender.ics", calendar(*each), says)


def _captions(facts: ParcelFacts, sessions: Sequence[Handed]) -> Iterator[_File]:
    """Write what is said. Players show LRC by themselves, on lock screens too: it is for who need not be discreet."""
    for session in sessions:
        says = "Det, der bliver sagt, på skrift."
        for name in session.names("vtt", discreet=facts.discreet) if session.captions else ():
            yield _File(name, session.captions.encode(), says)
        for name in session.names("lrc", discreet=False) if session.worded and not facts.discreet else ():
            text = lrc(session.timeline, session.timeline.title)
            yield _File(name, text.encode(), "Det samme til musikafspillere.")
