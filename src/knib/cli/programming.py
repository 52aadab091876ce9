"""`programme`: routines over weeks, each distinct session made once, with a playlist and an overview beside them."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knib.audio.form import Format, Quality
from knib.cli import console, guessing
from knib.cli.door import door, exit_code
from knib.cli.options import (
    Bed,
    Discreet,
    Doses,
    Folder,
    FormatName,
    Offline,
    QualityName,
    Quiet,
    Replace,
    TonesName,
    VoiceName,
)
from knib.cli.orders import Order, attempts
from knib.cli.rendering import BITRATES, refuse_quality
from knib.clinic.outcome import Failed
from knib.errors import KnibError, UsageError
from knib.spec.choices import Variant
from knib.units import Ms, clock

if TYPE_CHECKING:
    from knib.cli.bundles import Bundle
    from knib.cli.inputs import Input
    from knib.cli.programmes import Course
    from knib.share.programme.overview import Lesson, Overview
    from knib.spec.model import Routine
    from knib.spec.programme import Adjustments, Assignment

BESIDE = "program"
"""What the playlist, the page and the picture are called, each with its own ending."""


@door
def programme(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="PROGRAMME",
            help="A programme file, or a ready programme's id.",
            autocompletion=guessing.programmes,
        ),
    ] = None,
    doses: Doses = None,
    output: Folder = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Change a parameter in every stage that has it, or in one: --set 2.hold='4 s'.",
        ),
    ] = None,
    weeks: Annotated[
        int | None, typer.Option(metavar="N", help="Fewer or more weeks; each stage gets its part of them.")
    ] = None,
    start: Annotated[
        datetime | None, typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="The first day, for its dates.")
    ] = None,
    voice: VoiceName = None,
    offline: Offline = False,
    form: FormatName = None,
    quality: QualityName = None,
    tones: TonesName = None,
    bed: Bed = None,
    discreet: Discreet = True,
    overwrite: Replace = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Make all sessions of a programme, with a playlist and an overview of its weeks.

    Each distinct session is made once. A folder that holds another programme is never mixed into; files of the folder
    that are not the programme's are left alone.

    Example: knib programme artiklens-plan -o seks-uger
    Or: knib programme --dose "10 knib, hold 5-10 sek., 3 gange dagligt" --weeks 8
    Or: knib programme artiklens-plan --set 2.hold="3 s .. 4 s" --weeks 8 --start 2026-12-07
    """
    from knib.cli.bundles import Bundle, owner_of
    from knib.cli.destination import folder_at
    from knib.cli.gathering import changed_of
    from knib.cli.inputs import one_input
    from knib.cli.names import Changes, mark, paper_stem
    from knib.cli.sources import default_folder, read_settings
    from knib.export.naming import safe_name
    from knib.settings.file import load
    from knib.spec.programme import Adjustments

    changes = Adjustments(settings=read_settings(settings or ()), weeks=weeks)
    given = one_input(source, doses or (), "a programme")
    course, chosen = _course(given, changes), load()
    own = mark(given, Changes(settings=changed_of(changes.settings, changes.weeks)))
    folder = folder_at(
        output, lambda: default_folder() / safe_name(f"{paper_stem(given, discreet=True)} {own}".strip())
    )
    refuse_quality(quality, form or chosen.format or Format.MP3)
    bundle = Bundle(folder, owner_of("", [given]), overwrite=overwrite)
    order = Order(
        source=given.name,
        folder=folder,
        replace=overwrite,
        own=[str(folder / name) for name in bundle.own()],
        voice=voice,
        offline=offline,
        settings={},
        variant=Variant.FULL,
        fitting=None,
        sound={name: value for name, value in (("tones", tones), ("bed", bed)) if value is not None},
        form=form or chosen.format or Format.MP3,
        bitrate=BITRATES[quality or chosen.quality or Quality.NORMAL],
        background=None,
        discreet=discreet,
        captions=False,
        quiet=quiet or json,
    )
    lengths, errors = _all_made(course, order)
    if errors:
        console.note(f"The overview was not written, because {len(errors)} of the sessions could not be made.")
        if json:
            console.data(_made(course, order, lengths))
        raise typer.Exit(exit_code(errors, len(course.programme.distinct())))
    first = start.date() if start else None
    _tell(_overview_beside(course, order, lengths, first, bundle), folder, order, json=json)


def _course(given: "Input", changes: "Adjustments") -> "Course":
    """Read a programme, or make one of a dose in words.

    Raises:
        UsageError: there is none, or a dose shall be changed.
        SpecError: it has problems; all of them.
    """
    from knib.cli.dose_courses import course_of_dose
    from knib.cli.programmes import load_course

    if given.dose is None:
        return load_course(given.name, changes)
    if changes.settings:
        raise UsageError("--set changes a programme, and a dose in words has no parameters.", cure="change the dose")
    return course_of_dose(given, changes.weeks)


def _all_made(course: "Course", order: Order) -> tuple[dict["Assignment", Ms], list[KnibError]]:
    """Make each distinct session, whatever becomes of the others; tell what was made as soon as it is there."""
    from knib.clinic.course import carried_out
    from knib.share.programme.names import stems

    names = stems(course.programme)
    lengths: dict[Assignment, Ms] = {}
    errors: list[KnibError] = []
    for outcome in carried_out(course.programme, attempts(_orders(course, order))):
        if isinstance(outcome, Failed):
            if str(outcome.error) not in map(str, errors):  # what is wrong with them all is told once
                console.complaint(outcome.error)
            errors.append(outcome.error)
            continue
        lengths[outcome.wanted] = outcome.result["duration_ms"]
        if not order.quiet:
            for name in names[outcome.wanted]:
                console.out(f"{order.folder / name}.{order.form}  {clock(lengths[outcome.wanted])}")
    return lengths, errors


def _made(course: "Course", order: Order, lengths: Mapping["Assignment", Ms]) -> dict[str, Any]:
    """Say for a program which files are there, where not all of them are."""
    from knib.share.programme.names import stems
    from knib.share.programme.overview import SCHEMA

    made = [
        f"{name}.{order.form}"
        for session, names in stems(course.programme).items()
        if session in lengths
        for name in names
    ]
    return {"schema": SCHEMA, "folder": str(order.folder), "format": order.form, "made": made}


def _orders(course: "Course", order: Order) -> list[Order]:
    """Order each distinct session, numbered by the first week in which it is done."""
    from dataclasses import replace

    from knib.share.programme.names import stems

    weeks: dict[Assignment, int] = {}
    for week in course.programme.weeks:
        for session in week.sessions:
            weeks.setdefault(session, week.number)
    return [
        replace(
            order,
            source=course.source(session),
            text=course.fetch(session.routine),
            number=weeks[session],
            names=names,
            settings=session.settings,
            variant=session.variant,
        )
        for session, names in stems(course.programme).items()
    ]


def _lesson(routine: "Routine", length: Ms, order: Order) -> "Lesson":
    """Gather what the overview tells about a session. The rests of one of a given length are as that made them."""
    from dataclasses import replace

    from knib.cli.sources import booth_for
    from knib.share.programme.overview import lesson_of
    from knib.studio import rehearse

    sound = replace(routine.sound, **order.sound)
    routine = replace(routine, sound=sound, fitting=order.fitting or routine.fitting)
    if not routine.fitting:
        return lesson_of(routine, length)
    booth = booth_for(routine, order.voice, offline=order.offline)
    return lesson_of(routine, length, rehearse(routine, booth).timeline)


def _overview_beside(
    course: "Course", order: Order, lengths: Mapping["Assignment", Ms], start: date | None, bundle: "Bundle"
) -> "Overview":
    """Write the playlist, the page and the picture beside the sounds, all of them or none."""
    from knib.share.programme.names import stems
    from knib.share.programme.overview import overview
    from knib.share.programme.page import as_html
    from knib.share.programme.picture import svg
    from knib.share.programme.playlist import playlist

    lessons = {session: _lesson(course.routine(session), length, order) for session, length in lengths.items()}
    seen = overview(course.programme, lessons, start)
    written = {
        ".svg": svg(seen),
        ".html": as_html(seen, order.form, discreet=order.discreet),
        ".m3u8": playlist(course.programme, lengths, order.form),
    }
    sounds = [f"{name}.{order.form}" for names in stems(course.programme).values() for name in names]
    bundle.post({f"{BESIDE}{ending}": text.encode() for ending, text in written.items()}, sounds)
    return seen


def _tell(seen: "Overview", folder: Path, order: Order, *, json: bool) -> None:
    from knib.cli.weeks import show_overview
    from knib.share.programme.overview import as_data

    beside = {what: str(folder / f"{BESIDE}.{what}") for what in ("html", "svg", "m3u8")}
    if json:
        data: dict[str, Any] = as_data(seen)
        console.data({**data, "folder": str(folder), "format": order.form, "beside": beside})
    elif not order.quiet:
        console.out("  ".join(beside.values()))
        console.out()
        show_overview(seen)
