"""`voices`: who can speak, and what is done with one voice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from knib.cli import console, guessing, recording, sending
from knib.cli.command import StrictCommand
from knib.cli.door import door
from knib.cli.options import Offline
from knib.errors import KnibError

if TYPE_CHECKING:
    from knib.settings.model import Settings
    from knib.voice.engine import Engine

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)
"""The commands under `knib voices`; without one, the voices are listed."""

SAMPLE: Final = "Knib sammen, og løft op og ind. Hold i ti sekunder. Slip helt, og træk vejret roligt."
"""What a voice is heard with: words that are often misread, and a number."""


@app.callback()
@door
def voices(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    offline: Offline = False,
) -> None:
    """List the voices, whether they are ready, and how to mend those that are not.

    Example: knib voices
    """
    if context.invoked_subcommand:
        return
    rows = list(_rows(offline=offline))
    if json:
        console.data(rows)
        return
    headings = ("voice", "state", "detail")
    shown = ((str(row["name"]), "ready" if row["ready"] else "not ready", _told(row)) for row in rows)
    console.table(headings, shown)


def _rows(*, offline: bool) -> Iterator[dict[str, Any]]:
    """Give each engine, or each of its voices on this machine; those that speak by default are marked."""
    from knib.cli.casting import by_default, means, variants
    from knib.settings.file import load
    from knib.voice.engine import names, status_of

    settings, chosen = load(), by_default()
    settings = replace(settings, offline=settings.offline or offline)
    listed = [name for kind in names() for name in variants(kind, settings) or [kind]]
    for name in dict.fromkeys([*listed, *chosen]):
        status = status_of(name, means(name, settings))
        facts = {"ready": status.ready, "online": _online(name, settings), "detail": status.detail, "cure": status.cure}
        yield {"name": name, "default": name in chosen, "order": _place(name, chosen), **facts}


def _online(name: str, settings: "Settings") -> bool:
    from knib.cli.casting import engine

    try:
        return engine(name, settings).online
    except KnibError:  # its state tells why
        return False


def _place(name: str, chosen: tuple[str, ...]) -> int | None:
    """Give a voice's place among those that speak by default, from 1."""
    return chosen.index(name) + 1 if name in chosen and len(chosen) > 1 else None


def _told(row: dict[str, Any]) -> str:
    cure = "" if row["ready"] else f"(Try: {row['cure']})"
    mark = f" (default, asked as no. {row['order']})" if row["order"] else " (default)" if row["default"] else ""
    return f"{row['detail']} {cure}".strip() + (" (online)" if row["online"] else "") + mark


@app.command("try", cls=StrictCommand)
@door
def try_one(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A voice; see 'knib voices'.", autocompletion=guessing.voices)
    ],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say instead of the sample.")] = SAMPLE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.wav", help="Write it to a file.")
    ] = None,
) -> None:
    """Hear a voice. One that was recorded says the longest line that it has read.

    Example: knib voices try espeak
    """
    from knib.cli.casting import asked_for, full_names
    from knib.cli.speaking import speak

    names = full_names(asked_for([name]))
    speak(_read_by(names[0]) or text if text == SAMPLE else text, names, output)


def _read_by(name: str) -> str:
    """Give the longest line that a voice has read; nothing when it can say any."""
    from knib.cli.casting import engine
    from knib.voice.engine import Scripted

    speaker = engine(name)
    return max(speaker.lines(), key=len, default="") if isinstance(speaker, Scripted) else ""


@app.command(cls=StrictCommand)
@door
def use(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="Voices, the one to ask first first.", autocompletion=guessing.voices),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Let a voice speak from now on; of several, each line is spoken by the first that has it.

    Example: knib voices use espeak
    """
    from knib.cli.casting import asked_for, engine, full_names
    from knib.cli.preferring import store
    from knib.settings.writing import changed

    asked = asked_for(names)
    speakers = [engine(name) for name in full_names(asked)]
    for speaker in speakers:
        _tell_state(speaker)
    if any(speaker.online for speaker in speakers) and not yes:
        typer.confirm("Use it?", abort=True, err=True)
    store(lambda text: changed(text, "voice", ", ".join(dict.fromkeys(asked))))


def _tell_state(speaker: "Engine") -> None:
    """Say whether a voice is ready, and what it means to use one that sends text away."""
    status = speaker.status()
    console.note(f"{speaker.name}: {'ready' if status.ready else 'NOT ready'}, {status.detail}")
    if status.cure and not status.ready:
        console.note(f"Try: {status.cure}")
    if speaker.online:
        console.note(
            f"{speaker.name} is online: the text of every line that it speaks is sent away from this machine, to the\n"
            "service above. Write no names and nothing about a patient in a routine that it speaks."
        )


app.command("record", cls=StrictCommand)(recording.record)
app.command("gtts", cls=StrictCommand)(sending.gtts)
