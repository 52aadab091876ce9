"""`sheet`, `calendar` and `qr`: what goes with a session on paper, into a calendar and onto a wall."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from knib.cli import console, guessing
from knib.cli.destination import Target, file_at, of_one_kind, refuse_other_ending
from knib.cli.door import door
from knib.cli.letterheads import Clinic, LogoFile, Telephone, letterhead
from knib.cli.options import Doses, OneFile, Replace, Settings, VoiceName
from knib.cli.papers import programme_plans, programme_sheet, routine_plan, routine_sheet
from knib.cli.replacing import put, put_named
from knib.cli.scheduling import Day, as_texts, choices_of
from knib.errors import UsageError

if TYPE_CHECKING:
    from knib.share.sheet.model import Sheet

Routine = Annotated[
    str | None,
    typer.Argument(
        metavar="ROUTINE",
        help="A routine file, or the id of a ready routine.",
        autocompletion=guessing.sources,
    ),
]
PAGES: Final = (".html", ".htm")
"""The endings of a page."""

DAY: Final = ["%Y-%m-%d"]


@door
def sheet(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="ROUTINE",
            help="A routine or a programme: its file, or a ready one's id.",
            autocompletion=guessing.either,
        ),
    ] = None,
    doses: Doses = None,
    output: OneFile = None,
    html: Annotated[bool, typer.Option("--html", help="A page instead of a PDF.")] = False,
    name: Annotated[str, typer.Option("--for", metavar="NAME", help="Whom it is for; nobody unless given.")] = "",
    clinic: Clinic = None,
    telephone: Telephone = None,
    logo: LogoFile = None,
    link: Annotated[
        str, typer.Option(metavar="URL", help="Where the session can be heard; printed as a QR code.")
    ] = "",
    times: Annotated[
        int | None, typer.Option(metavar="N", help="Times a day, 1 to 12; by default as the routine says.")
    ] = None,
    weeks: Annotated[
        int | None, typer.Option(metavar="N", help="Weeks, 1 to 104; by default as the routine says, else 12.")
    ] = None,
    start: Annotated[
        datetime | None, typer.Option(metavar="YYYY-MM-DD", formats=DAY, help="The first day; by default tomorrow.")
    ] = None,
    rest: Annotated[list[Day] | None, typer.Option(metavar="DAY", help="A day of rest: mon, tue ... sun.")] = None,
    made: Annotated[
        datetime | None, typer.Option("--date", metavar="YYYY-MM-DD", formats=DAY, help="Its date; by default today.")
    ] = None,
    discreet: Annotated[bool, typer.Option("--discreet/--no-discreet", help="A neutral title on the screen.")] = True,
    overwrite: Replace = False,
    voice: VoiceName = None,
    settings: Settings = None,
) -> None:
    """Print a routine on one page of A4: doses, what to feel, safety and a diary. A programme has one sheet, too.

    Example: knib sheet hosteknib --weeks 12 --link https://example.dk/t/8f3a
    """
    from knib.cli.gathering import changed_of
    from knib.cli.inputs import one_input
    from knib.cli.programmes import is_course, text_of
    from knib.cli.sources import default_folder, read_settings
    from knib.export.seal import Bearer, content_of, made_for, sealed
    from knib.share.sheet.model import Facts, mark_of
    from knib.spec.programme import Adjustments

    if html:
        of_one_kind(output, "--html", PAGES)
    if output:
        refuse_other_ending(output, (".pdf", *PAGES))  # before anything takes time
    given = one_input(source, doses or (), "a sheet")
    text = text_of(given.name) if given.dose is None else given.text()
    chosen, head = read_settings(settings or ()), letterhead(clinic, telephone, logo)
    course = given.dose is None and is_course(given.name)
    facts = Facts(
        date=made.date() if made else today(),
        mark=mark_of(text, changed_of(chosen, weeks) if course else chosen),
        name=name,
        clinic=head.name,
        telephone=head.telephone,
        logo=head.logo,
        link=link,
        choices=choices_of(count=times, weeks=weeks, rest=rest),
        start=start.date() if start else None,
        discreet=discreet,
    )
    html = html or (output is not None and output.ending in PAGES)
    kind = ".html" if html else ".pdf"
    if course:
        changes = Adjustments(settings=chosen, weeks=weeks)
        drawn, file_name = programme_sheet(given, changes, facts, voice, kind)
    else:
        drawn, file_name = routine_sheet(given, text, chosen, facts, voice, kind)
    place = file_at(output, file_name, default_folder, [*PAGES, kind] if html else [kind, *PAGES])
    bearer = Bearer(person=name, content=content_of("sheet", text, {**chosen, **as_texts(facts.choices)}))
    data, missing = _printed(drawn, html=html)
    put(sealed(data, bearer), place, made_for(bearer), overwrite=overwrite)
    tell_missing(missing)
    console.out(str(place.path))
    if name:
        console.note(
            "The name given with --for stands on the sheet, and in nothing else: not in its title or file name."
        )


def _printed(drawn: "Sheet", *, html: bool) -> tuple[bytes, str]:
    """Return a sheet as a page or a PDF, and the signs that it lacks."""
    if html:
        from knib.share.sheet.html import as_html

        return as_html(drawn).encode(), ""
    from knib.share.sheet.pdf import as_pdf

    printed = as_pdf(drawn)
    return printed.data, printed.missing


@door
def calendar(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[ROUTINE]",
            help="A routine or a programme; without one three times a day of 5 min.",
            autocompletion=guessing.either,
        ),
    ] = None,
    doses: Doses = None,
    times: Annotated[
        str | None, typer.Option(metavar="TIMES", help="Times of day, as 8:00,20:00; by default as the routine says.")
    ] = None,
    weeks: Annotated[
        int | None, typer.Option(metavar="N", help="Weeks, 1 to 104; by default as the routine says, else 12.")
    ] = None,
    start: Annotated[
        datetime | None, typer.Option(metavar="YYYY-MM-DD", formats=DAY, help="The first day; by default tomorrow.")
    ] = None,
    rest: Annotated[list[Day] | None, typer.Option(metavar="DAY", help="A day of rest: mon, tue ... sun.")] = None,
    output: OneFile = None,
    overwrite: Replace = False,
    voice: VoiceName = None,
    settings: Settings = None,
) -> None:
    """Write the times to train as a calendar with reminders, for any phone.

    Example: knib calendar hosteknib --times 8:00,20:00 --weeks 12 --start 2026-12-01
    """
    from datetime import timedelta

    from knib.cli.inputs import one_input
    from knib.cli.names import Changes, neutral_mark
    from knib.cli.programmes import is_course
    from knib.cli.sources import default_folder, read_settings
    from knib.export.seal import same_but_for_its_days
    from knib.share.calendar import calendar as written
    from knib.share.calendar import sessions
    from knib.share.parcel.model import ParcelFacts
    from knib.spec.programme import Adjustments

    if output:
        refuse_other_ending(output, [".ics"])  # before anything takes time
    facts = ParcelFacts(
        made=today(),
        start=start.date() if start else today() + timedelta(days=1),
        choices=choices_of(times=times, weeks=weeks, rest=rest),
    )
    given = one_input(source, doses or (), "a calendar") if source or doses else None
    if source and not doses and is_course(source):
        changes = Adjustments(settings=read_settings(settings or ()), weeks=weeks)
        plans = programme_plans(source, changes, facts, voice)
    else:
        plans = [routine_plan(given, settings or [], facts, voice)]
    mark = f"-{neutral_mark(given, Changes(settings=read_settings(settings or ())))}" if given else ""
    place = file_at(output, f"traening{mark}.ics", default_folder, [".ics"])
    data = written(*plans)
    put(data, place, same_but_for_its_days(data), overwrite=overwrite)
    console.out(str(place.path))
    count = sum(map(sessions, plans))
    console.note(f"{count} sessions from {facts.start}; nothing in it tells what is trained or by whom.")


@door
def qr(
    link: Annotated[str, typer.Argument(metavar="LINK", help="Where it leads: https://... or http://...")],
    output: Annotated[
        Target | None,
        typer.Option("-o", "--output", metavar="FILE", parser=Target, help="A picture, .svg or .png."),
    ] = None,
) -> None:
    """Show a link as a QR code in the terminal, or draw it as a picture.

    Example: knib qr https://example.dk/t/8f3a -o kode.svg
    """
    from knib.share.qr import qr_png, qr_svg, qr_terminal

    if output is None:
        console.picture(qr_terminal(link), qr_terminal(link, colours=False))
        return
    path = output.path
    match path.suffix.lower() if not output.is_folder else "":
        case ".svg":
            put_named(qr_svg(link).encode(), path)
        case ".png":
            put_named(qr_png(link), path)
        case ending:
            told = f"a picture that ends in '{ending}'" if ending else "a picture without an ending"
            raise UsageError(f"A QR code cannot be {told}.", cure=f"-o {path.stem}.svg, or .png")
    console.out(str(path))
    console.note("Print it at least 30 mm wide, with the white around it.")


def today() -> date:
    """Give today's date, the one thing here that nobody wrote. It is the calendar's date of this place."""
    return datetime.now().astimezone().date()


def tell_missing(signs: str) -> None:
    """Name the signs that the font of the sheet does not have."""
    if signs:
        told = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs[:10])
        console.note(f"Warning: the sheet's font lacks {told}; a box stands for each. The page (--html) shows them.")
