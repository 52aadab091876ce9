"""`render` and `play`: sessions made and heard."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from knib.audio.form import Format, Quality
from knib.cli import console, guessing
from knib.cli.door import door, exit_code
from knib.cli.orders import DOSE, Order, attempts
from knib.clinic.outcome import Failed, outcomes
from knib.errors import KnibError, UsageError
from knib.spec.choices import ToneSet, Variant, Wake
from knib.units import Ms, clock

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="ROUTINE...", help="A routine file, or the id of a ready routine.", autocompletion=guessing.sources
    ),
]
Choices = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ROUTINE...", help="A routine file, or the id of a ready routine.", autocompletion=guessing.sources
    ),
]
DoseText = Annotated[
    str | None, typer.Option("--dose", metavar="TEXT", help="A dose in words: '3 x 10 knib, hold 6 sek.'")
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME=VALUE", help="Change a parameter: --set hold='8 s'.", autocompletion=guessing.settings
    ),
]
VariantName = Annotated[
    Variant, typer.Option("--variant", metavar="NAME", help=f"How much is said: {', '.join(Variant)}.")
]
VoiceName = Annotated[
    list[str] | None,
    typer.Option(
        "--voice",
        metavar="NAME",
        help="Who speaks; of several, the first that has a line: piper:da,espeak.",
        autocompletion=guessing.voices,
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Use no network; so does KNIB_OFFLINE=1.")]
Fit = Annotated[
    str | None, typer.Option("--fit", metavar="LENGTH", help="Make it exactly this long by its rests: --fit '15 min'.")
]
Folder = Annotated[Path | None, typer.Option("-o", "--output", metavar="DIR", readable=False, help="Where to put it.")]
FormatName = Annotated[Format | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(Format)}.")]
QualityName = Annotated[Quality | None, typer.Option(metavar="QUALITY", help="MP3: small, normal or high.")]
TonesName = Annotated[ToneSet | None, typer.Option(metavar="SET", help="Tones: bell, soft or none.")]
Bed = Annotated[bool | None, typer.Option("--bed/--no-bed", help="Soft noise under it, for podcast apps.")]
Discreet = Annotated[bool, typer.Option("--discreet/--no-discreet", help="Tell no titles or words.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]

BITRATES = {Quality.SMALL: 32, Quality.NORMAL: 64, Quality.HIGH: 128}
"""Bit rate of each quality, in kbit/s: a quarter, a half and one megabyte a minute."""


@door
def render(
    routines: Choices = None,
    output: Folder = None,
    dose: DoseText = None,
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
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Make a finished session of each routine.

    A session with a missing, cut or colliding cue is never written.

    Example: knib render blid-start udholdenhed -o sessioner --set hold="8 s"
    Or: knib render --dose "3 sæt à 10 knib, hold 6 sek., slip 6 sek."
    """
    from knib.cli.doses import one_source, written_dose
    from knib.cli.reading import read_fit
    from knib.cli.sources import default_folder, read_settings
    from knib.settings.file import load

    one_source(routines or [], dose)
    if variant is Variant.TONES and tones is ToneSet.NONE:
        raise UsageError("Of tones alone, without tones, nothing is left.", cure="leave out --tones none")
    chosen = load()
    sources = [DOSE] if dose is not None else routines or []
    order = Order(
        source=sources[0],
        text=None if dose is None else written_dose(dose, quiet=quiet).encode(),
        folder=output or default_folder(),
        voice=voice,
        offline=offline,
        settings=read_settings(settings or ()),
        variant=variant,
        fitting=read_fit(fit),
        sound={name: value for name, value in (("tones", tones), ("wake", wake), ("bed", bed)) if value is not None},
        form=form or chosen.format or Format.MP3,
        bitrate=BITRATES[quality or chosen.quality or Quality.NORMAL],
        background=background,
        discreet=discreet,
        captions=captions,
        quiet=quiet or json,
    )
    made, errors = _all_made([replace(order, source=each, number=number) for number, each in enumerate(sources, 1)])
    if json:
        console.data(made)
    if errors:
        raise typer.Exit(exit_code(errors, len(sources)))


def _all_made(orders: Sequence[Order]) -> tuple[list[dict[str, Any]], list[KnibError]]:
    """Make each session, whatever becomes of the others; tell what was made as soon as it is there."""
    made: list[dict[str, Any]] = []
    errors: list[KnibError] = []
    for outcome in outcomes(orders, attempts(orders)):
        if isinstance(outcome, Failed):
            console.complaint(outcome.error)
            errors.append(outcome.error)
            continue
        done = outcome.result
        made.append(done)
        if not outcome.wanted.quiet:
            console.out(f"{done['file']}  {clock(Ms(done['duration_ms']))}  voice: {_voices(done)}")
            _tell_mixed(done["lines"])
    return made, errors


def _voices(done: dict[str, Any]) -> str:
    """Name the voice; of several, say how many distinct lines each one speaks."""
    if len(done["voices"]) < 2:
        return str(done["voice"])
    return ", ".join(f"{name} ({count} line{'s' * (count != 1)})" for name, count in done["voices"].items())


def _tell_mixed(lines: dict[str, list[str]]) -> None:
    """Tell line by line what the voices speak that have not most of the lines: that is what one hears."""
    most = max(lines, key=lambda name: len(lines[name]), default="")
    for name, said in lines.items():
        for line in said if name != most else ():
            console.note(f"     {name}: {line}")


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
