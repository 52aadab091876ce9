"""`render` and `play`: sessions made and heard."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from knib.cli import console
from knib.cli.door import door, exit_code
from knib.errors import KnibError, UsageError
from knib.units import Ms, clock

Sources = Annotated[
    list[str], typer.Argument(metavar="ROUTINE...", help="A routine file, or the id of a ready routine.")
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Change a parameter: --set hold='8 s'.")
]
VoiceName = Annotated[str | None, typer.Option("--voice", metavar="NAME", help="Who speaks; see 'knib voices'.")]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Order:
    """What is wanted of every session of one call."""

    folder: Path
    voice: str | None
    settings: dict[str, str]
    quiet: bool


@door
def render(
    routines: Sources,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Folder for the sessions.")
    ] = None,
    voice: VoiceName = None,
    settings: Settings = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Make a finished MP3 session of each routine.

    A session with a missing, cut or colliding cue is never written.

    Example: knib render min-rutine.yaml hosteknib -o sessioner --set hold="8 s"
    """
    from knib.cli.sources import default_folder, read_settings

    order = _Order(
        folder=output or default_folder(), voice=voice, settings=read_settings(settings or ()), quiet=quiet or json
    )
    made: list[dict[str, Any]] = []
    errors: list[KnibError] = []
    for source in routines:
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
        raise typer.Exit(exit_code(errors, len(routines)))


def _render(source: str, order: _Order, given: list[str]) -> dict[str, Any]:
    from knib.cli.sources import booth_for, load_routine
    from knib.export.outbox import distinct, file_name, post
    from knib.studio import finish, record

    routine = load_routine(source, order.settings)
    with console.progress(routine.title, quiet=order.quiet) as spoken:
        session = record(routine, booth_for(routine, order.voice), spoken)
        name = str(order.folder / file_name(routine.title, session.timeline.length))
        path = Path(distinct([*given, name])[-1])
        post(finish(session), path)
    return {
        "file": str(path),
        "title": routine.title,
        "duration_ms": session.timeline.length,
        "voice": session.voice,
        "cues": len(session.timeline.placed),
        "distinct_cues": len(session.clips),
    }


@door
def play(
    session: Annotated[Path, typer.Argument(metavar="FILE", help="A finished session.")],
) -> None:
    """Open a finished session with this machine's own player.

    Example: knib play output/hosteknib-3min.mp3
    """
    if not session.is_file():
        raise UsageError(f"There is no file '{session}'.", cure="make one first: knib render ROUTINE")
    if typer.launch(str(session.resolve())) != 0:
        raise UsageError(f"No player opened '{session}'.", cure="open the file by hand, or copy it to a phone")
    console.note(f"Playing {session}")
