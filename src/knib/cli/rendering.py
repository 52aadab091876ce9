"""Sessions made of routines as one call wants them, however its words were read.

Nothing here or below loads Typer, which takes as long to load as an unchanged session takes to be made again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from knib.audio.form import Format, Quality
from knib.cli import console
from knib.cli.destination import Target, session_at
from knib.cli.door import exit_code
from knib.cli.fitting import read_fit
from knib.cli.orders import Order, attempts
from knib.clinic.outcome import Failed, outcomes
from knib.errors import KnibError, UsageError
from knib.spec.choices import ToneSet, Variant, Wake
from knib.units import Ms, clock
from knib.values import dataclass

BITRATES: Final[Mapping[Quality, int]] = {Quality.SMALL: 32, Quality.NORMAL: 64, Quality.HIGH: 128}
"""Bit rate of each quality, in kbit/s: a quarter, a half and one megabyte a minute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What one call of `render` wants, as its options have it.

    `places` says how many routines stand before each dose. `own` are files that the same work made before, which it may
    replace.
    """

    routines: Sequence[str] = ()
    doses: Sequence[str] = ()
    places: Sequence[int] = ()
    output: Target | None = None
    replace: bool = False
    own: Collection[str] = ()
    voice: Sequence[str] | None = None
    offline: bool = False
    settings: Sequence[str] = ()
    variant: Variant = Variant.FULL
    fit: str | None = None
    form: Format | None = None
    quality: Quality | None = None
    tones: ToneSet | None = None
    wake: Wake | None = None
    bed: bool | None = None
    background: Path | None = None
    discreet: bool = True
    captions: bool = False
    json: bool = False
    quiet: bool = False


def render(wanted: Wanted) -> int:
    """Make every session that is wanted, tell of each, and return the exit code.

    Raises:
        KnibError: what is wanted cannot be understood.
    """
    made, errors = sessions_made(wanted)
    if wanted.json:
        questions = filter(None, map(console.question_of, errors))
        console.data([*made, *map(console.question_data, questions)])
    return exit_code(errors, len(made) + len(errors))


def sessions_made(wanted: Wanted) -> tuple[list[dict[str, Any]], list[KnibError]]:
    """Make every session that is wanted, and return what was made and what went wrong; both are told.

    Raises:
        KnibError: what is wanted cannot be understood.
    """
    return _all_made(_orders(wanted))


def _orders(wanted: Wanted) -> list[Order]:
    from knib.cli.inputs import inputs_of
    from knib.cli.names import Changes, mark, stems
    from knib.cli.sources import default_folder, read_settings
    from knib.settings.file import load

    inputs = inputs_of(wanted.routines, wanted.doses, wanted.places)
    if wanted.variant is Variant.TONES and wanted.tones is ToneSet.NONE:
        raise UsageError("Of tones alone, without tones, nothing is left.", cure="leave out --tones none")
    chosen = load()
    settings = read_settings(wanted.settings)
    preferred = chosen.format or Format.MP3
    folder, file, form = session_at(wanted.output, default_folder, wanted.form, preferred, len(inputs))
    refuse_quality(wanted.quality, form)
    changes = Changes(settings=settings, variant=wanted.variant, fit=wanted.fit or "")
    sound = {"tones": wanted.tones, "wake": wanted.wake, "bed": wanted.bed}
    order = Order(
        source=inputs[0].name,
        folder=folder,
        file=file,
        replace=wanted.replace,
        own=wanted.own,
        voice=wanted.voice,
        offline=wanted.offline,
        settings=settings,
        variant=wanted.variant,
        fitting=read_fit(wanted.fit),
        sound={name: value for name, value in sound.items() if value is not None},
        form=form,
        bitrate=BITRATES[wanted.quality or chosen.quality or Quality.NORMAL],
        background=wanted.background,
        discreet=wanted.discreet,
        captions=wanted.captions,
        quiet=wanted.quiet or wanted.json,
        hushed=wanted.quiet,
    )
    named = zip(inputs, stems(inputs, changes, discreet=wanted.discreet), strict=True)
    return [
        replace(order, source=each.name, dose=each.dose, number=number, stem=stem, mark=mark(each, changes))
        for number, (each, stem) in enumerate(named, 1)
    ]


def refuse_quality(quality: Quality | None, form: Format) -> None:
    """Refuse a quality where a format has one of its own.

    Raises:
        UsageError: the format is not MP3.
    """
    if quality and form is not Format.MP3:
        raise UsageError(f"--quality is that of an MP3, and {form} has one of its own.", cure="leave out --quality")


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
