"""`say`: one line spoken."""

from pathlib import Path
from typing import Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.cli.sessions import Offline
from knib.errors import UsageError
from knib.spec.model import Pace


@door
def say(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.wav", help="Write it to a file.")
    ] = None,
    as_text: Annotated[
        bool, typer.Option("--print", help="Print the text as the voice gets it; speak nothing.")
    ] = False,
    voice: Annotated[str, typer.Option("--voice", metavar="NAME", help="Who speaks; see 'knib voices'.")] = "espeak",
    offline: Offline = False,
    pace: Annotated[Pace, typer.Option(metavar="PACE", help="How fast: rolig, normal or rask.")] = Pace.CALM,
) -> None:
    """Speak one line, to hear how it sounds.

    Example: knib say "Knib og løft." -o prøve.wav
    """
    from knib.audio.codec import write_wav
    from knib.cli.sources import booth
    from knib.export.outbox import post
    from knib.plan.cue import Cue
    from knib.studio import PACES

    if not any(sign.isalnum() for sign in text):
        raise UsageError("There is nothing to say.", cure='write some words: knib say "Knib og løft."')
    if output and output.suffix.lower() != ".wav":
        raise UsageError(f"{output} is not a WAV file.", cure="give it the ending .wav: knib say TEXT -o line.wav")
    studio = booth(voice, offline=offline)
    if as_text:
        console.out(studio.engine.text_for(text))
        return
    cue = Cue(text)
    sound = write_wav(studio.speak([cue], PACES[pace])[cue])
    path = output or _temporary()
    post(sound, path)
    console.out(str(path))
    if output is None and typer.launch(str(path)) != 0:
        raise UsageError("No player opened the sound.", cure="write it to a file: knib say TEXT -o line.wav")


def _temporary() -> Path:
    """Give the place for a sound that is only listened to: in a folder of the user's own, overwritten by the next."""
    from knib.voice.shelf import default_folder

    return default_folder() / "say.wav"
