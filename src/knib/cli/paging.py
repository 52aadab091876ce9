"""`page`: a session in one HTML file, for a patient's telephone."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console
from knib.cli.destination import file_at, refuse_other_ending
from knib.cli.door import door
from knib.cli.letterheads import Clinic, LogoFile, Telephone, letterhead
from knib.cli.options import Doses, Offline, OneFile, Replace, Settings, VoiceName
from knib.cli.replacing import put
from knib.cli.scheduling import as_texts, choices_of, tell
from knib.cli.sheets import DAY, PAGES, Routine, today
from knib.share.page.choices import HEAVY, Language

if TYPE_CHECKING:
    from knib.cli.inputs import Input
    from knib.session import Session


@door
def page(
    routine: Routine = None,
    doses: Doses = None,
    output: OneFile = None,
    language: Annotated[
        Language, typer.Option(metavar="LANGUAGE", help="Of the page itself: da or en; the routine stays as it is.")
    ] = Language.DANISH,
    name: Annotated[str, typer.Option("--for", metavar="NAME", help="Whom it is for; nobody unless given.")] = "",
    clinic: Clinic = None,
    telephone: Telephone = None,
    logo: LogoFile = None,
    times: Annotated[
        int | None, typer.Option(metavar="N", help="Times a day, 1 to 12; by default as the routine says.")
    ] = None,
    made: Annotated[
        datetime | None, typer.Option("--date", metavar="YYYY-MM-DD", formats=DAY, help="Its date; by default today.")
    ] = None,
    discreet: Annotated[
        bool, typer.Option("--discreet/--no-discreet", help="Neutral titles on tab, lock screen and file.")
    ] = True,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    overwrite: Replace = False,
) -> None:
    """Put a session into one page that plays it: from a disk, a server or a mail, with a diary that stays in the phone.

    Example: knib page lange-og-hurtige -o traening.html --clinic "Fysioterapien i Vejle"
    """
    from knib.cli.inputs import one_input
    from knib.cli.sources import booth_for, default_folder, read_settings, routine_of, store
    from knib.export.seal import Bearer, content_of, made_for, sealed
    from knib.share.page.html import page as written
    from knib.share.page.model import PageFacts, PageSession
    from knib.share.schedule import said_by
    from knib.studio import Finish, finish, record

    source = one_input(routine, doses or (), "a page")
    if output:
        refuse_other_ending(output, PAGES)  # before anything takes time
    text, chosen, head = source.text(), read_settings(settings or ()), letterhead(clinic, telephone, logo)
    read = routine_of(text, source.name, chosen)
    facts = PageFacts(
        date=made.date() if made else today(),
        language=language,
        name=name,
        clinic=head.name,
        telephone=head.telephone,
        logo=head.logo.data if head.logo else b"",
        discreet=discreet,
        choices=choices_of(count=times),
    )
    tell(f"'{read.title}'", said_by(read), facts.choices, facts.date)
    with console.progress(read.title, quiet=False) as told:
        session = record(read, booth_for(read, voice, offline=offline), told)
    buffers, _ = finish(session, store(), Finish(discreet=discreet))
    carried = PageSession(routine=read, timeline=session.timeline, sound=b"".join(buffers))
    file_name = _file_name(source, session, chosen, discreet=discreet)
    place = file_at(output, file_name, default_folder, PAGES)
    bearer = Bearer(person=name, content=content_of("page", text, {**chosen, **as_texts(facts.choices)}))
    data = sealed(written(facts, [carried]).encode(), bearer)
    put(data, place, made_for(bearer), overwrite=overwrite)
    console.out(str(place.path))
    _tell(len(data), name)


def _file_name(source: "Input", session: "Session", chosen: Mapping[str, str], *, discreet: bool) -> str:
    """Name a page: it goes to a patient, so its name tells nothing unless discretion is declined."""
    from knib.cli.names import Changes, mark, neutral_mark, paper_stem
    from knib.export.naming import NAMELESS, file_name

    changes, length = Changes(settings=chosen), session.timeline.length
    if discreet:
        return file_name(NAMELESS, length, "html", neutral_mark(source, changes))
    stem = paper_stem(source, discreet=False) or session.routine.title
    return file_name(stem, length, "html", mark(source, changes))


def _tell(size: int, name: str) -> None:
    if size > HEAVY:
        console.note(
            f"Warning: the page has {size // 1_000_000} MB. Many mail servers refuse more than "
            f"{HEAVY // 1_000_000} MB; hand it over with 'knib serve', or send the MP3."
        )
    if name:
        console.note(
            "The name given with --for stands on the page, and in nothing else: not in its title or file name."
        )
