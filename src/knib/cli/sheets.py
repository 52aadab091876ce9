"""`sheet`, `calendar` and `qr`: what goes with a session on paper, into a calendar and onto a wall."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from knib.cli import console, guessing
from knib.cli.door import door
from knib.cli.sessions import Settings, VoiceName
from knib.errors import UsageError
from knib.units import MINUTE, Ms

if TYPE_CHECKING:
    from knib.plan.timeline import Timeline
    from knib.spec import model as spec

Routine = Annotated[
    str,
    typer.Argument(
        metavar="ROUTINE",
        help="A routine file, or the id of a ready routine.",
        show_default=False,
        autocompletion=guessing.sources,
    ),
]
DAY: Final = ["%Y-%m-%d"]
NO_LENGTH: Final = Ms(5 * MINUTE)
"""Length of a session in a calendar that names no routine."""


class Day(StrEnum):
    """A day of the week, as the command line takes it."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@door
def sheet(
    routine: Routine,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file to write, .pdf or .html.")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="A page instead of a PDF.")] = False,
    name: Annotated[str, typer.Option("--for", metavar="NAME", help="Whom it is for; nobody unless given.")] = "",
    clinic: Annotated[str, typer.Option(metavar="NAME", help="The clinic.")] = "",
    telephone: Annotated[str, typer.Option("--phone", metavar="NUMBER", help="The clinic's telephone.")] = "",
    link: Annotated[
        str, typer.Option(metavar="URL", help="Where the session can be heard; printed as a QR code.")
    ] = "",
    times: Annotated[
        int | None, typer.Option(metavar="N", help="Times a day, 1 to 6; by default as the routine says.")
    ] = None,
    weeks: Annotated[int, typer.Option(metavar="N", help="Weeks in the diary, 1 to 24.")] = 4,
    made: Annotated[
        datetime | None, typer.Option("--date", metavar="YYYY-MM-DD", formats=DAY, help="Its date; by default today.")
    ] = None,
    discreet: Annotated[bool, typer.Option("--discreet/--no-discreet", help="A neutral title on the screen.")] = True,
    voice: VoiceName = None,
    settings: Settings = None,
) -> None:
    """Print a routine on one page of A4: doses, what to feel, safety and a diary.

    Example: knib sheet hosteknib --weeks 12 --link https://example.dk/t/8f3a
    """
    from knib.cli.sources import default_folder, is_page, read_settings, routine_of, source_bytes
    from knib.export.outbox import file_name, post
    from knib.share.sheet.model import Facts, mark_of, says_times, sheet_of

    text, chosen = source_bytes(routine), read_settings(settings or ())
    read = routine_of(text, routine, chosen)
    facts = Facts(
        date=made.date() if made else today(),
        mark=mark_of(text, chosen),
        name=name,
        clinic=clinic,
        telephone=telephone,
        link=link,
        times=times,
        weeks=weeks,
        discreet=discreet,
    )
    drawn = sheet_of(read, _rehearsed(read, voice), facts)
    html = html or is_page(output)
    ending = "html" if html else "pdf"
    file = output or default_folder() / file_name(drawn.title, drawn.timeline.length, ending)
    if html:
        from knib.share.sheet.html import as_html

        post(as_html(drawn).encode(), file)
    else:
        from knib.share.sheet.pdf import as_pdf, missing

        post(as_pdf(drawn), file)
        _tell_missing(missing(drawn))
    console.out(str(file))
    said = says_times(read.about)
    if times and said and times != said:
        console.note(f"The routine itself says {said} a day; the sheet says {times}, as you chose.")
    if name:
        console.note(
            "The name given with --for stands on the sheet, and in nothing else: not in its title or file name."
        )


@door
def calendar(
    routine: Annotated[
        str | None,
        typer.Argument(
            metavar="[ROUTINE]",
            help="The routine whose length is told; without it 5 min.",
            autocompletion=guessing.sources,
        ),
    ] = None,
    times: Annotated[str, typer.Option(metavar="TIMES", help="Times of day, 24 hours.")] = "8:00,12:30,20:00",
    weeks: Annotated[int, typer.Option(metavar="N", help="How many weeks, 1 to 104.")] = 12,
    start: Annotated[
        datetime | None, typer.Option(metavar="YYYY-MM-DD", formats=DAY, help="The first day; by default tomorrow.")
    ] = None,
    rest: Annotated[list[Day] | None, typer.Option(metavar="DAY", help="A day of rest: mon, tue ... sun.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")] = None,
    voice: VoiceName = None,
    settings: Settings = None,
) -> None:
    """Write the times to train as a calendar with reminders, for any phone.

    Example: knib calendar hosteknib --times 8:00,20:00 --weeks 12 --start 2026-12-01
    """
    from datetime import timedelta

    from knib.cli.sources import default_folder, load_routine, read_settings
    from knib.export.outbox import post
    from knib.share.calendar import Plan, Stage, read_times, sessions
    from knib.share.calendar import calendar as written

    length = NO_LENGTH
    if routine:
        read = load_routine(routine, read_settings(settings or ()))
        length = _rehearsed(read, voice).length
    elif settings:
        raise UsageError(
            "--set changes a routine, and none is named.", cure="name a routine, as 'knib list' shows them"
        )
    plan = Plan(
        start=start.date() if start else today() + timedelta(days=1),
        times=read_times(times),
        stages=(Stage(length=length, days=weeks * 7),),
        rest_days=frozenset(list(Day).index(day) for day in rest or ()),
        made=today(),
    )
    file = output or default_folder() / "traening.ics"
    post(written(plan), file)
    console.out(str(file))
    console.note(f"{sessions(plan)} sessions from {plan.start}; nothing in it tells what is trained or by whom.")


@door
def qr(
    link: Annotated[str, typer.Argument(metavar="LINK", help="Where it leads: https://... or http://...")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="A picture, .svg or .png.")
    ] = None,
) -> None:
    """Show a link as a QR code in the terminal, or draw it as a picture.

    Example: knib qr https://example.dk/t/8f3a -o kode.svg
    """
    from knib.export.outbox import post
    from knib.share.qr import qr_png, qr_svg, qr_terminal

    if output is None:
        console.picture(qr_terminal(link), qr_terminal(link, colours=False))
        return
    match output.suffix.lower():
        case ".svg":
            post(qr_svg(link).encode(), output)
        case ".png":
            post(qr_png(link), output)
        case ending:
            told = f"a picture that ends in '{ending}'" if ending else "a picture without an ending"
            raise UsageError(f"A QR code cannot be {told}.", cure=f"-o {output.stem}.svg, or .png")
    console.out(str(output))
    console.note("Print it at least 30 mm wide, with the white around it.")


def _rehearsed(routine: "spec.Routine", voice: list[str] | None) -> "Timeline":
    """Place a routine in time. What is printed needs lengths and no sound, so nothing is sent to a voice for it."""
    from knib.cli.overview import estimates
    from knib.cli.sources import booth_for
    from knib.studio import rehearse

    rehearsal = rehearse(routine, booth_for(routine, voice))
    if rehearsal.estimated:
        console.note(estimates(rehearsal))
    return rehearsal.timeline


def today() -> date:
    """Give today's date, the one thing here that nobody wrote. It is the calendar's date of this place."""
    return datetime.now().astimezone().date()


def _tell_missing(signs: str) -> None:
    if signs:
        told = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs[:10])
        console.note(f"Warning: the sheet's font lacks {told}; a box stands for each. The page (--html) shows them.")
