"""What several commands take: their arguments and options, each with its help, once."""

from typing import Annotated

import typer

from knib.audio.form import Format, Quality
from knib.cli import guessing
from knib.cli.destination import Target
from knib.spec.choices import ToneSet, Variant

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
Doses = Annotated[
    list[str] | None,
    typer.Option("--dose", metavar="TEXT", help="A dose in words, in place of a routine: '3 x 10 knib, hold 6 sek.'"),
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
Folder = Annotated[
    Target | None,
    typer.Option("-o", "--output", metavar="DIR", parser=Target, help="The folder to write."),
]
FolderOrFile = Annotated[
    Target | None,
    typer.Option(
        "-o", "--output", metavar="DIR|FILE", parser=Target, help="The folder to put it in, or the file of one session."
    ),
]
OneFile = Annotated[
    Target | None,
    typer.Option("-o", "--output", metavar="FILE", parser=Target, help="The file to write, or a folder to put it in."),
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace what is there, whatever it holds.")]
FormatName = Annotated[Format | None, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(Format)}.")]
QualityName = Annotated[Quality | None, typer.Option(metavar="QUALITY", help="MP3: small, normal or high.")]
TonesName = Annotated[ToneSet | None, typer.Option(metavar="SET", help="Tones: bell, soft or none.")]
Bed = Annotated[bool | None, typer.Option("--bed/--no-bed", help="Soft noise under it, for podcast apps.")]
Discreet = Annotated[bool, typer.Option("--discreet/--no-discreet", help="Tell no titles or words.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
