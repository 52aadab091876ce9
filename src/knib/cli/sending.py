"""`voices gtts`: what the online voice would be sent."""

from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.cli.options import Settings, Sources
from knib.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knib.plan.cue import Cue
    from knib.spec.model import Routine


@door
def gtts(
    files: Sources,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be sent, and send nothing.")] = False,
    settings: Settings = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show exactly which texts gTTS would be sent, one a line, to decide whether it may.

    What gTTS has spoken before is not sent again, and is left out. Opens no connection.

    Example: knib voices gtts --dry-run hosteknib
    """
    from knib.cli.sources import load_routine, read_settings

    if not dry_run:
        cure = f"add --dry-run to see what would be sent; to send it: knib render {' '.join(files)} --voice gtts"
        raise UsageError("What shall be done with these routines?", cure=cure)
    chosen = read_settings(settings or ())
    host, texts, kept = _unsent([load_routine(file, chosen) for file in files])
    if json:
        console.data({"host": host, "texts": texts, "spoken_before": kept})
        return
    for text in texts:
        console.out(text)
    console.note(_told(host, len(texts), kept))


def _unsent(routines: "Sequence[Routine]") -> tuple[str, list[str], int]:
    """Give where texts would be sent, which, and how many cues need not be sent again.

    Raises:
        VoiceError: a text may not be sent, for it holds something personal; or cannot be cut.
    """
    from knib.cli.sources import booth
    from knib.plan.script import write
    from knib.studio import pace_of
    from knib.voice.engines.gtts import Gtts

    studio = booth("gtts")
    speaker = studio.engine
    assert isinstance(speaker, Gtts)  # noqa: S101 -- the booth was asked for it
    wanted: set[str] = set()
    missing: dict[str, Cue] = {}
    for routine in routines:
        cues = write(routine).cues
        wanted.update(speaker.text_for(cue.text) for cue in cues)
        missing.update((speaker.text_for(cue.text), cue) for cue in studio.missing(cues, pace_of(routine)))
    studio.guard(missing.values())
    texts = [part.text for text in missing for part in speaker.cut(text)]
    return speaker.host, texts, len(wanted) - len(missing)


def _told(host: str, texts: int, kept: int) -> str:
    sent = f"{texts or 'Nothing'}{' texts' if texts > 1 else ' text' if texts else ''} would be sent to {host}"
    requests = ", one in each request" if texts > 1 else ""
    return (
        f"{sent}{requests}; {kept or 'none'} of the cues {'was' if kept == 1 else 'were'} spoken before. Sent: nothing."
    )
