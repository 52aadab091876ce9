"""`page`: a session in one HTML file, for a patient's telephone."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.cli.letterheads import Clinic, LogoFile, Telephone, letterhead
from knib.cli.options import Doses, Offline, Settings, VoiceName
from knib.cli.scheduling import choices_of, tell
from knib.cli.sheets import DAY, Routine, today
from knib.share.page.choices import HEAVY, Language


@door
def page(
    routine: Routine = None,
    doses: Doses = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file to write, .html.")
    ] = None,
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
) -> None:
    """Put a session into one page that plays it: from a disk, a server or a mail, with a diary that stays in the phone.

    Example: knib page lange-og-hurtige -o traening.html --clinic "Fysioterapien i Vejle"
    """
    from knib.cli.inputs import one_input
    from knib.cli.sources import booth_for, default_folder, read_settings, store
    from knib.export.naming import file_name
    from knib.export.outbox import post
    from knib.share.page.html import page as written
    from knib.share.page.model import PageFacts, PageSession
    from knib.share.schedule import said_by
    from knib.studio import Finish, finish, record

    source = one_input(routine, doses or (), "a page")
    read, head = source.routine(read_settings(settings or ())), letterhead(clinic, telephone, logo)
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
    text = written(facts, [carried]).encode()
    title = "Træning" if discreet else read.title
    file = output or default_folder() / file_name(title, session.timeline.length, "html")
    post(text, file)
    console.out(str(file))
    _tell(len(text), name)


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
