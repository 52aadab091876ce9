"""`render` and `play`: sessions made and heard."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knib.audio.form import Format
from knib.cli import console
from knib.cli.door import door, exit_code
from knib.errors import KnibError, UsageError
from knib.spec.model import Routine, ToneSet, Wake
from knib.units import Ms, clock

if TYPE_CHECKING:
    from knib.session import Session
    from knib.studio import Finish

Sources = Annotated[
    list[str], typer.Argument(metavar="ROUTINE...", help="A routine file, or the id of a ready routine.")
]
Choices = Annotated[
    list[str] | None, typer.Argument(metavar="ROUTINE...", help="A routine file, or the id of a ready routine.")
]
DoseText = Annotated[
    str | None, typer.Option("--dose", metavar="TEXT", help="A dose in words: '3 x 10 knib, hold 6 sek.'")
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Change a parameter: --set hold='8 s'.")
]
VoiceName = Annotated[str | None, typer.Option("--voice", metavar="NAME", help="Who speaks; see 'knib voices'.")]


class Quality(StrEnum):
    """How good an MP3 sounds, and how large it is."""

    SMALL = "small"
    NORMAL = "normal"
    HIGH = "high"


BITRATES = {Quality.SMALL: 32, Quality.NORMAL: 64, Quality.HIGH: 128}
"""Bit rate of each quality, in kbit/s: a quarter, a half and one megabyte a minute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Order:
    """What is wanted of every session of one call."""

    folder: Path
    voice: str | None
    load: Callable[[str], Routine]
    sound: dict[str, Any]
    finish: "Finish"
    captions: bool
    quiet: bool


@door
def render(
    routines: Choices = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", readable=False, help="Where to put it.")
    ] = None,
    dose: DoseText = None,
    voice: VoiceName = None,
    settings: Settings = None,
    form: Annotated[
        Format, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(Format)}.")
    ] = Format.MP3,
    quality: Annotated[Quality, typer.Option(metavar="QUALITY", help="MP3: small, normal or high.")] = Quality.NORMAL,
    tones: Annotated[ToneSet | None, typer.Option(metavar="SET", help="Tones: bell, soft or none.")] = None,
    wake: Annotated[Wake | None, typer.Option(metavar="HOW", help="Before a word after silence: tone or off.")] = None,
    bed: Annotated[bool | None, typer.Option("--bed/--no-bed", help="Soft noise under it, for podcast apps.")] = None,
    background: Annotated[Path | None, typer.Option(metavar="FILE", help="Music or nature under it.")] = None,
    discreet: Annotated[bool, typer.Option("--discreet/--no-discreet", help="Tell no titles or words.")] = True,
    captions: Annotated[bool, typer.Option("--captions", help="Write WebVTT and LRC beside it.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Make a finished session of each routine.

    A session with a missing, cut or colliding cue is never written.

    Example: knib render blid-start udholdenhed -o sessioner --set hold="8 s"
    Or: knib render --dose "3 sæt à 10 knib, hold 6 sek., slip 6 sek."
    """
    from knib.cli.sources import default_folder, load_dose, load_routine, one_source, read_settings, sound_of
    from knib.studio import Finish

    one_source(routines or [], dose)
    chosen = read_settings(settings or ())
    load = partial(load_routine, settings=chosen)
    if dose is not None:
        load = partial(load_dose, settings=chosen, quiet=quiet)
    order = _Order(
        folder=output or default_folder(),
        voice=voice,
        load=load,
        sound={name: value for name, value in (("tones", tones), ("wake", wake), ("bed", bed)) if value is not None},
        finish=Finish(
            form=form,
            bitrate=BITRATES[quality],
            background=sound_of(background) if background else None,
            discreet=discreet,
        ),
        captions=captions,
        quiet=quiet or json,
    )
    sources = [dose] if dose is not None else routines or []
    made: list[dict[str, Any]] = []
    errors: list[KnibError] = []
    for source in sources:
        try:
            made.append(_render(source, order, [done["file"] for done in made]))
        except KnibError as error:
            console.complaint(error)
            errors.append(error)
            continue
        if not order.quiet:
            done = made[-1]
            console.out(f"{done['file']}  {clock(Ms(done['duration_ms']))}  voice: {done['voice']}")
    if json:
        console.data(made)
    if errors:
        raise typer.Exit(exit_code(errors, len(sources)))


def _render(source: str, order: _Order, given: list[str]) -> dict[str, Any]:
    from knib.cli.sources import booth_for, store
    from knib.export.outbox import distinct, file_name, post
    from knib.studio import finish, record

    routine = order.load(source)
    routine = replace(routine, sound=replace(routine.sound, **order.sound))
    with console.progress(routine.title, quiet=order.quiet) as spoken:
        session = record(routine, booth_for(routine, order.voice), spoken)
        buffers, _ = finish(session, store(), replace(order.finish, number=len(given) + 1))
    name = str(order.folder / file_name(routine.title, session.timeline.length, order.finish.form))
    path = Path(distinct([*given, name])[-1])
    beside = _write_captions(session, path) if order.captions else []
    post(buffers, path)
    return {
        "file": str(path),
        "title": routine.title,
        "duration_ms": session.timeline.length,
        "voice": session.voice,
        "cues": len(session.timeline.placed),
        "distinct_cues": len(session.clips),
        "captions": beside,
    }


def _write_captions(session: "Session", path: Path) -> list[str]:
    """Write the captions first, so that a session that is there has them."""
    from knib.export.captions import lrc, webvtt
    from knib.export.outbox import post

    written = {
        path.with_suffix(".vtt"): webvtt(session.timeline),
        path.with_suffix(".lrc"): lrc(session.timeline, session.routine.title),
    }
    for beside, text in written.items():
        post(text.encode(), beside)
    return [str(beside) for beside in written]


@door
def play(
    session: Annotated[Path, typer.Argument(metavar="FILE", help="A finished session.")],
) -> None:
    """Open a finished session with this machine's own player.

    Example: knib play output/hosteknib-2min.mp3
    """
    from knib.cli.sources import is_file

    if not is_file(session):
        raise UsageError(f"There is no file '{session}'.", cure="make one first: knib render ROUTINE")
    if typer.launch(str(session.resolve())) != 0:
        raise UsageError(f"No player opened '{session}'.", cure="open the file by hand, or copy it to a phone")
    console.note(f"Playing {session}")
