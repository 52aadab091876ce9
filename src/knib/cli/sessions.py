"""`render` and `play`: sessions made and heard."""

from pathlib import Path
from typing import Annotated

import typer

from knib.cli import console
from knib.cli.command import dose_places
from knib.cli.door import door
from knib.cli.options import (
    Bed,
    Choices,
    Discreet,
    Doses,
    Fit,
    FolderOrFile,
    FormatName,
    Offline,
    QualityName,
    Quiet,
    Replace,
    Settings,
    TonesName,
    VariantName,
    VoiceName,
)
from knib.cli.rendering import Wanted
from knib.cli.rendering import render as rendered
from knib.errors import UsageError
from knib.spec.choices import Variant, Wake


@door
def render(
    context: typer.Context,
    routines: Choices = None,
    output: FolderOrFile = None,
    doses: Doses = None,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    variant: VariantName = Variant.FULL,
    fit: Fit = None,
    form: FormatName = None,
    quality: QualityName = None,
    tones: TonesName = None,
    wake: Annotated[Wake | None, typer.Option(metavar="HOW", help="Before a word after silence: tone or off.")] = None,
    bed: Bed = None,
    background: Annotated[Path | None, typer.Option(metavar="FILE", help="Music or nature under it.")] = None,
    discreet: Discreet = True,
    captions: Annotated[bool, typer.Option("--captions", help="Write WebVTT and LRC beside it.")] = False,
    overwrite: Replace = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
    quiet: Quiet = False,
) -> int:
    """Make a finished session of each routine.

    A session with a missing, cut or colliding cue is never written.

    Example: knib render blid-start udholdenhed -o sessioner --set hold="8 s"
    Or: knib render --dose "3 sæt à 10 knib, hold 6 sek., slip 6 sek."
    """
    wanted = Wanted(
        routines=tuple(routines or ()),
        doses=tuple(doses or ()),
        places=tuple(dose_places(context)),
        output=output,
        replace=overwrite,
        voice=voice,
        offline=offline,
        settings=tuple(settings or ()),
        variant=variant,
        fit=fit,
        form=form,
        quality=quality,
        tones=tones,
        wake=wake,
        bed=bed,
        background=background,
        discreet=discreet,
        captions=captions,
        json=json,
        quiet=quiet,
    )
    return rendered(wanted)


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
