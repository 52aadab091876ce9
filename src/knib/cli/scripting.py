"""`script`: the sheet from which a therapist reads the lines aloud."""

from pathlib import Path
from typing import Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.cli.options import Choices, Doses, Settings


@door
def script(
    context: typer.Context,
    routines: Choices = None,
    doses: Doses = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it to a file.")] = None,
    html: Annotated[bool, typer.Option("--html", help="As a page to print, as for a FILE.html.")] = False,
    voice: Annotated[
        str | None, typer.Option("--voice", metavar="NAME", help="Leave out what this recorded voice has read already.")
    ] = None,
    settings: Settings = None,
) -> None:
    """Print the lines to read aloud, numbered, for a voice of your own.

    Example: knib script hosteknib udholdenhed -o indtaling.html
    """
    from knib.cli.command import dose_places
    from knib.cli.inputs import inputs_of
    from knib.cli.sources import is_page, lines_to_read, read_settings
    from knib.export.outbox import post
    from knib.share.reading_sheet import Sheet, as_html, as_text
    from knib.voice.folders import voices_folder
    from knib.voice.recorded.collection import HOME, opened

    chosen = read_settings(settings or ())
    given = inputs_of(routines or (), doses or (), dose_places(context))
    read = [each.routine(chosen) for each in given]
    lines = lines_to_read(read)
    if voice is not None:
        collection = opened(voices_folder(), voice.removeprefix(f"{HOME}:"))
        lines = {number: line for number, line in lines.items() if not collection.path(line)}
    sheet = Sheet(titles=[routine.title for routine in read], lines=lines)
    written = as_html(sheet) if html or is_page(output) else as_text(sheet)
    if output:
        post(written.encode(), output)
        console.out(str(output))
    else:
        console.out(written.rstrip("\n"))
