"""`voices gtts`: what the online voice would be sent."""

from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.cli.sessions import Settings
from knib.errors import UsageError

if TYPE_CHECKING:
    from knib.plan.cue import Cue


@door
def gtts(
    files: Annotated[
        list[str], typer.Argument(metavar="ROUTINE...", help="A routine file, or the id of a ready routine.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be sent, and send nothing.")] = False,
    settings: Settings = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show exactly which texts gTTS would be sent, one a line, to decide whether it may.

    What gTTS has spoken before is not sent again, and is left out. Opens no connection.

    Example: knib voices gtts --dry-run hosteknib
    """
    from knib.cli.sources import booth, load_routine, read_settings
    from knib.plan.script import write
    from knib.studio import pace_of
    from knib.voice.engines.gtts import Gtts
    from knib.voice.online.gate import Gate

    if not dry_run:
        cure = f"add --dry-run to see what would be sent; to send it: knib render {' '.join(files)} --voice gtts"
        raise UsageError("What shall be done with these routines?", cure=cure)
    studio, chosen = booth("gtts"), read_settings(settings or ())
    speaker = studio.engine
    assert isinstance(speaker, Gtts)  # noqa: S101 -- the booth was asked for it
    wanted: dict[str, None] = {}
    missing: dict[str, Cue] = {}
    for routine in (load_routine(file, chosen) for file in files):
        cues = write(routine).cues
        wanted.update(dict.fromkeys(speaker.text_for(cue.text) for cue in cues))
        missing.update((speaker.text_for(cue.text), cue) for cue in studio.missing(cues, pace_of(routine)))
    Gate(speaker.name).guard(missing.values())
    texts = [part.text for text in missing for part in speaker.cut(text)]
    if json:
        console.data({"host": speaker.host, "texts": texts, "spoken_before": len(wanted) - len(missing)})
        return
    for text in texts:
        console.out(text)
    console.note(_told(speaker.host, len(texts), len(wanted) - len(missing)))


def _told(host: str, texts: int, kept: int) -> str:
    sent = f"{texts or 'Nothing'}{' texts' if texts > 1 else ' text' if texts else ''} would be sent to {host}"
    requests = ", one in each request" if texts > 1 else ""
    return (
        f"{sent}{requests}; {kept or 'none'} of the cues {'was' if kept == 1 else 'were'} spoken before. Sent: nothing."
    )
