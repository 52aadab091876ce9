"""`share`: everything a patient is handed, in one folder and one archive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from knib.cli import console, guessing
from knib.cli.destination import folder_at
from knib.cli.door import door
from knib.cli.gathering import Wanted, course_among, gathered, gathered_course
from knib.cli.inputs import Input
from knib.cli.letterheads import Clinic, LogoFile, Telephone, letterhead
from knib.cli.options import Doses, Folder, Offline, Replace, Settings, VariantName, VoiceName
from knib.cli.scheduling import Day, choices_of, tell
from knib.cli.sheets import DAY, tell_missing, today
from knib.errors import ShareError
from knib.share.page.choices import Language
from knib.spec.choices import Variant
from knib.units import clock

if TYPE_CHECKING:
    from knib.cli.bundles import Bundle
    from knib.share.parcel.model import Handed, ParcelFacts
    from knib.share.parcel.parcel import Parcel

FOLDER: Final = "traening"
"""The folder's name where none is given: it tells nothing."""

MAILABLE: Final = 20_000_000
"""Bytes of an attachment that most mail servers still take."""

MISSING: Final = 'pip install "fpdf2>=2.8.3,<3" "segno>=1.6.1"'


@door
def share(
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="Routines or finished MP3 sessions in their order, or a programme.",
            autocompletion=guessing.either,
        ),
    ] = None,
    doses: Doses = None,
    output: Folder = None,
    name: Annotated[str, typer.Option("--for", metavar="NAME", help="Whom it is for: on sheet and page only.")] = "",
    clinic: Clinic = None,
    telephone: Telephone = None,
    logo: LogoFile = None,
    link: Annotated[str, typer.Option(metavar="URL", help="Printed on the sheet as a QR code.")] = "",
    times: Annotated[
        str, typer.Option(metavar="TIMES", help="Times of day, as 8:00,20:00; else as often as the routine says.")
    ] = "",
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
    discreet: Annotated[bool, typer.Option("--discreet/--no-discreet", help="Tell no titles or words.")] = True,
    bed: Annotated[bool | None, typer.Option("--bed/--no-bed", help="Soft noise under it, for hearing aids.")] = None,
    language: Annotated[
        Language, typer.Option(metavar="LANGUAGE", help="Of the page itself: da or en; all else is Danish.")
    ] = Language.DANISH,
    variant: VariantName = Variant.FULL,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    overwrite: Replace = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Write all that a patient is handed: sounds, page, sheet, calendar, captions and a letter, in a folder and a ZIP.

    All of it or nothing. A new bundle for the same person replaces the old one whole; one of somebody else is never
    mixed into, and other files in the folder are left alone.

    Example: knib share blid-start hosteknib -o til-patient --weeks 6
    Or: knib share --dose "10 knib, hold 6 sek., slip 6 sek." -o til-patient
    """
    from datetime import timedelta

    from knib.cli.bundles import Bundle, owner_of
    from knib.cli.command import dose_places
    from knib.cli.inputs import inputs_of
    from knib.cli.sources import default_folder, read_settings
    from knib.share.parcel.model import ParcelFacts
    from knib.share.parcel.parcel import check

    inputs = inputs_of(sources or (), doses or (), dose_places(context))
    _look_for_parts(link)
    day = made.date() if made else today()
    facts = ParcelFacts(
        made=day,
        start=start.date() if start else day + timedelta(days=1),
        name=name,
        letterhead=letterhead(clinic, telephone, logo),
        link=link,
        choices=choices_of(times=times, weeks=weeks, rest=rest),
        discreet=discreet,
        language=language,
    )
    wanted = Wanted(
        voice=voice,
        offline=offline,
        settings=read_settings(settings or ()),
        weeks=weeks,
        variant=variant,
        bed=bed,
        discreet=discreet,
        quiet=json,
    )
    check(facts)  # before anything takes time
    folder = folder_at(output, lambda: default_folder() / FOLDER)
    bundle = Bundle(folder, owner_of(name, inputs), overwrite=overwrite)
    _handed_out(inputs, facts, wanted, bundle)
    if name:
        console.note("The name given with --for stands on the sheet and the page, and in nothing else.")


def _handed_out(sources: Sequence[Input], facts: "ParcelFacts", wanted: Wanted, bundle: "Bundle") -> None:
    """Make the sessions and all that goes with them, write it, and tell what was written."""
    from knib.cli.programmes import text_of
    from knib.share.parcel.parcel import parcel
    from knib.share.sheet.model import mark_of

    if course := course_among(sources, wanted):
        facts = replace(facts, programme=course.programme, mark=mark_of(text_of(course.name), wanted.changed))
    sessions = gathered_course(course, wanted) if course else gathered(sources, wanted)
    packed = parcel(facts, sessions)
    folder = bundle.folder
    bundle.post(packed.files)
    others = bundle.others(packed.files)
    if wanted.quiet:
        console.data(_data(folder, sessions, packed, others))
    else:
        _tell(folder, sessions, packed, discreet=facts.discreet)
    _warn(folder, packed, others, sessions)
    if not course:
        _tell_times(facts, sessions)


def _look_for_parts(link: str) -> None:
    """Look for what is needed before anything is made."""
    missing = [name for name in ("fpdf", "segno") if find_spec(name) is None and (name != "segno" or link)]
    if missing:
        packages = " and ".join({"fpdf": "fpdf2"}.get(name, name) for name in missing)
        raise ShareError(f"{packages} must be installed for this.", cure=MISSING)


def _tell(folder: Path, sessions: "list[Handed]", packed: "Parcel", *, discreet: bool) -> None:
    lengths = {
        name: clock(session.timeline.length) for session in sessions for name in session.names("mp3", discreet=discreet)
    }
    for name, data in packed.files.items():
        told = lengths.get(name, f"{len(data) / 1000:,.0f} kB")
        console.out(f"{folder / name}  {told}")


def _warn(folder: Path, packed: "Parcel", others: list[str], sessions: "list[Handed]") -> None:
    alone = [f"{session.number}" for session in sessions if not session.routine]
    if alone:
        which = f"session {', '.join(alone)}"
        console.note(f"No sheet of {which}: a finished file does not tell its doses. Name the routine for one.")
    silent = [f"{session.number}" for session in sessions if not session.captions]
    if silent:
        console.note(f"No captions of session {', '.join(silent)}: it was made discreetly, and has no words in it.")
    tell_missing(packed.unknown)
    if others:
        console.note(f"{len(others)} other in {folder}, left as it was: {', '.join(others[:5])}")
    size = len(list(packed.files.values())[-1])
    if size > MAILABLE:
        console.note(f"The archive has {size / 1_000_000:.0f} MB; many mail servers take {MAILABLE // 1_000_000}.")


def _tell_times(facts: "ParcelFacts", sessions: "list[Handed]") -> None:
    """Print how often each session is done, where that is not plainly what its routine says."""
    from knib.share.schedule import said_by

    for session in sessions:
        if session.routine:
            tell(f"Session {session.number}", said_by(session.routine), facts.choices, facts.start)


def _data(folder: Path, sessions: "list[Handed]", packed: "Parcel", others: list[str]) -> dict[str, Any]:
    return {
        "folder": str(folder),
        "files": [{"file": name, "bytes": len(data)} for name, data in packed.files.items()],
        "sessions": [
            {"number": session.number, "duration_ms": session.timeline.length, "sheet": session.routine is not None}
            for session in sessions
        ],
        "others": others,
    }
