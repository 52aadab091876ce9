"""`script`: the sheet from which a therapist reads the lines aloud."""

from typing import Annotated, Final

import typer

from knib.cli import console
from knib.cli.destination import Target, named_file, of_one_kind
from knib.cli.door import door
from knib.cli.options import Choices, Doses, Settings
from knib.cli.replacing import put_named

PAGES: Final = (".html", ".htm")
TEXTS: Final = (".txt", ".md", *PAGES)
"""The endings of what can be written."""


@door
def script(
    context: typer.Context,
    routines: Choices = None,
    doses: Doses = None,
    output: Annotated[
        Target | None, typer.Option("-o", "--output", metavar="FILE", parser=Target, help="Write it to a file.")
    ] = None,
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
    from knib.cli.sources import lines_to_read, read_settings
    from knib.share.reading_sheet import Sheet, as_html, as_text
    from knib.voice.folders import voices_folder
    from knib.voice.recorded.collection import HOME, opened

    if html:
        of_one_kind(output, "--html", PAGES)
    chosen = read_settings(settings or ())
    given = inputs_of(routines or (), doses or (), dose_places(context))
    read = [each.routine(chosen) for each in given]
    lines = lines_to_read(read)
    if voice is not None:
        collection = opened(voices_folder(), voice.removeprefix(f"{HOME}:"))
        lines = {number: line for number, line in lines.items() if not collection.path(line)}
    sheet = Sheet(titles=[routine.title for routine in read], lines=lines)
    html = html or (output is not None and output.ending in PAGES)
    written = as_html(sheet) if html else as_text(sheet)
    if output:
        put_named(written.encode(), named_file(output, PAGES if html else TEXTS))
        console.out(str(output))
    else:
        console.out(written.rstrip("\n"))
