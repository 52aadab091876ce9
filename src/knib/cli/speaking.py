"""`say`: one line spoken."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.cli.options import Offline, VoiceName
from knib.errors import UsageError
from knib.spec.choices import Pace

if TYPE_CHECKING:
    from knib.voice.engine import Engine


@door
def say(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.wav", help="Write it to a file.")
    ] = None,
    as_text: Annotated[
        bool, typer.Option("--print", help="Print the text as the voice gets it; speak nothing, send nothing.")
    ] = False,
    as_phonemes: Annotated[
        bool, typer.Option("--phonemes", help="Print the sounds that eSpeak NG makes of it; speak nothing.")
    ] = False,
    voice: VoiceName = None,
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", metavar="FILE", help="Your own words, and how they are said.")
    ] = None,
    offline: Offline = False,
    pace: Annotated[Pace | None, typer.Option(metavar="PACE", help="How fast: rolig, normal or rask.")] = None,
) -> None:
    """Speak one line, to hear how it sounds.

    Example: knib say "Knib og løft." -o prøve.wav
    """
    from knib.cli.casting import asked_for, by_default, engine, full_names

    names = full_names(asked_for(voice)) or by_default()
    _see_that_it_can_be_said(text, output)
    if as_text and as_phonemes:
        raise UsageError("--print and --phonemes were both given.", cure="leave out one of them")
    if as_text or as_phonemes:
        speaker = engine(names[0], lexicon=lexicon)
        console.out(_phonemes(speaker, text) if as_phonemes else speaker.text_for(text))
    else:
        speak(text, names, output, pace, lexicon, offline=offline)


def speak(
    text: str,
    names: Sequence[str],
    output: Path | None,
    pace: Pace | None = None,
    lexicon: Path | None = None,
    *,
    offline: bool = False,
) -> None:
    """Speak a line into a file, or to this machine's player.

    Raises:
        UsageError: it is no line, the file is no WAV file, or no player opened it.
        VoiceError: it could not be spoken.
    """
    from knib.audio.codec import write_wav
    from knib.cli.replacing import put_named
    from knib.cli.sources import booths
    from knib.export.outbox import post
    from knib.plan.cue import Cue
    from knib.settings.file import load
    from knib.studio import DEFAULT_PACE, PACES
    from knib.voice.shelf import Shelf, default_folder

    _see_that_it_can_be_said(text, output)
    cue = Cue(text)
    clip = booths(names, lexicon, offline=offline).speak([cue], PACES[pace or load().pace or DEFAULT_PACE])[cue]
    path = output or Shelf(default_folder()).listened
    if output:
        put_named(write_wav(clip), path)
    else:
        post(write_wav(clip), path)
    console.out(str(path))
    if output is None and typer.launch(str(path)) != 0:
        raise UsageError("No player opened the sound.", cure="write it to a file: -o line.wav")


def _see_that_it_can_be_said(text: str, output: Path | None) -> None:
    if not any(sign.isalnum() for sign in text):
        raise UsageError("There is nothing to say.", cure='write some words: knib say "Knib og løft."')
    if output and output.suffix.lower() != ".wav":
        raise UsageError(f"{output} is not a WAV file.", cure="give it the ending .wav: -o line.wav")


def _phonemes(engine: "Engine", text: str) -> str:
    from knib.voice.engine import Phonetic

    if not isinstance(engine, Phonetic):
        raise UsageError(f"The voice '{engine.name}' tells no phonemes.", cure="ask the voice espeak: --voice espeak")
    return engine.phonemes(engine.text_for(text))
