"""`render` and `play`: sessions made and heard."""

from collections.abc import Callable, Mapping
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
from knib.spec.choices import ToneSet, Wake
from knib.units import Ms, clock

if TYPE_CHECKING:
    from knib.export.mould import Cast
    from knib.session import Session

Sources = Annotated[
    list[str], typer.Argument(metavar="ROUTINE...", help="A routine file, or the id of a ready routine.")
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
    settings: Mapping[str, str]
    sound: Mapping[str, Any]
    form: Format
    bitrate: int
    background: Path | None
    discreet: bool
    captions: bool
    quiet: bool

    @property
    def spliced(self) -> bool:
        """Whether a session is spliced, so that its mould is small."""
        return self.form is Format.MP3 and not self.background

    def said(self, number: int) -> dict[str, Any]:
        """Say what is asked for of the sound of one session, as data of JSON."""
        asked = {"voice": self.voice, "settings": self.settings, "sound": self.sound, "number": number}
        return {**asked, "form": self.form, "bitrate": self.bitrate, "discreet": self.discreet}


@door
def render(
    routines: Sources,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", readable=False, help="Where to put it.")
    ] = None,
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
    """
    from knib.cli.sources import default_folder, read_settings

    order = _Order(
        folder=output or default_folder(),
        voice=voice,
        settings=read_settings(settings or ()),
        sound={name: value for name, value in (("tones", tones), ("wake", wake), ("bed", bed)) if value is not None},
        form=form,
        bitrate=BITRATES[quality],
        background=background,
        discreet=discreet,
        captions=captions,
        quiet=quiet or json,
    )
    made: list[dict[str, Any]] = []
    errors: list[KnibError] = []
    for source in routines:
        try:
            given = [done["file"] for done in made]
            made.append(_render(source, order, given, alone=len(routines) == 1))
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
        raise typer.Exit(exit_code(errors, len(routines)))


def _render(source: str, order: _Order, given: list[str], *, alone: bool) -> dict[str, Any]:
    from knib.cli.sources import source_bytes
    from knib.export.outbox import distinct, file_name, post

    text, number = source_bytes(source), len(given) + 1
    make = partial(_made, source, text, order, number)
    # Of many sessions each takes no longer to make than to cast: what takes time is loading what makes them.
    finished = _cast_or(make, text, order, number) if alone and order.spliced and not order.captions else make()
    told = dict(finished.told)
    name = str(order.folder / file_name(told["title"], told["duration_ms"], order.form))
    path = Path(distinct([*given, name])[-1])
    captions = {path.with_suffix(ending): text for ending, text in told.pop("captions", {}).items()}
    for beside, text in captions.items():  # first, so that a session that is there has them
        post(text.encode(), beside)
    post(finished.buffers, path)
    return {"file": str(path), **told, "captions": [str(beside) for beside in captions]}


def _cast_or(make: Callable[[], "Cast"], text: bytes, order: _Order, number: int) -> "Cast":
    """Cast a session that was made before; make it, and keep its mould, if it was not."""
    from knib.cli.again import Pattern
    from knib.cli.sources import mark, store

    pattern = Pattern(text, order.said(number))
    found = pattern.cast(store(), mark)
    if found:
        return found
    finished = make()
    pattern.keep(finished, store(), finished.told["voice"], mark)
    return finished


def _made(source: str, text: bytes, order: _Order, number: int) -> "Cast":
    """Make a session."""
    from knib.cli.sources import booth_for, routine_of, sound_of, store
    from knib.export.mould import Cast
    from knib.studio import Finish, finish, record

    routine = routine_of(text, source, order.settings)
    routine = replace(routine, sound=replace(routine.sound, **order.sound))
    wanted = Finish(
        form=order.form,
        bitrate=order.bitrate,
        background=sound_of(order.background) if order.background else None,
        discreet=order.discreet,
        number=number,
    )
    with console.progress(routine.title, quiet=order.quiet) as spoken:
        session = record(routine, booth_for(routine, order.voice), spoken)
        buffers, _ = finish(session, store(), wanted)
    told = {
        "title": routine.title,
        "duration_ms": session.timeline.length,
        "voice": session.voice,
        "cues": len(session.timeline.placed),
        "distinct_cues": len(session.clips),
    }
    return Cast(buffers, {**told, "captions": _captions(session)} if order.captions else told)


def _captions(session: "Session") -> dict[str, str]:
    """Write the captions, by the ending of their files."""
    from knib.export.captions import lrc, webvtt

    return {".vtt": webvtt(session.timeline), ".lrc": lrc(session.timeline, session.routine.title)}


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
