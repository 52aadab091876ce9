"""`plan`, `check` and `schema`: routines read, no sound made."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console, guessing
from knib.cli.door import door, exit_code
from knib.cli.sessions import DoseText, Fit, Offline, Settings, Sources, VariantName, VoiceName
from knib.errors import KnibError, Problem, SpecError
from knib.spec.choices import Variant

if TYPE_CHECKING:
    from knib.spec.model import Routine


class Variants(StrEnum):
    """What `check` looks at: one variant, or all."""

    FULL = Variant.FULL
    SHORT = Variant.SHORT
    TONES = Variant.TONES
    ALL = "all"


AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@door
def plan(
    routine: Annotated[
        str | None,
        typer.Argument(
            metavar="ROUTINE", help="A routine file, or the id of a ready routine.", autocompletion=guessing.sources
        ),
    ] = None,
    dose: DoseText = None,
    json: AsJson = False,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the session as a picture, too.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Show every repetition.")] = False,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    variant: VariantName = Variant.FULL,
    fit: Fit = None,
) -> None:
    """Show what happens when, without making a session and without a network.

    What only an online voice can speak, and has not spoken yet, is shown with its length estimated.

    Example: knib plan hosteknib --svg hosteknib.svg
    """
    from knib.cli.doses import load_dose, one_source
    from knib.cli.overview import show_plan
    from knib.cli.sources import booth_for, load_routine, read_fit, read_settings
    from knib.export.outbox import post
    from knib.plan.as_data import as_data
    from knib.plan.script import write
    from knib.share.strip import svg as drawn
    from knib.studio import pace_of, rehearse

    one_source([routine] if routine else [], dose)
    chosen = read_settings(settings or ())
    read = load_routine(routine or "", chosen, variant) if dose is None else load_dose(dose, chosen, variant)
    read = replace(read, fitting=read_fit(fit) or read.fitting)
    booth = booth_for(read, voice, offline=offline)
    unspoken = len(booth.missing(write(read).cues, pace_of(read)))
    rehearsal = rehearse(read, booth)
    if svg:
        post(drawn(rehearsal.timeline).encode(), svg)
    if json:
        console.data(as_data(rehearsal.timeline, rehearsal.estimated, voices=rehearsal.spoken_by))
    else:
        show_plan(rehearsal, unspoken=unspoken, every=every)


@door
def check(
    files: Sources,
    json: AsJson = False,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    variant: Annotated[
        Variants, typer.Option("--variant", metavar="NAME", help=f"What to check: {', '.join(Variants)}.")
    ] = Variants.FULL,
) -> None:
    """Find every problem in every file, and say how to mend it.

    Example: knib check rutiner/*.yaml --variant all
    """
    from knib.cli.sources import fetch_for, read_settings, routine_of, source_bytes
    from knib.settings.file import load
    from knib.spec.reader import read_part

    chosen = read_settings(settings or ())
    load()  # What is wrong with the settings is told once, not with every file.
    wanted = tuple(Variant) if variant is Variants.ALL else (Variant(variant),)
    problems: list[Problem] = []
    errors: list[KnibError] = []
    for file in files:
        try:
            text = source_bytes(file)
            if read_part(text, file, fetch_for(file)):
                console.note(f"{file} is no routine, but a part for others to include; it was read alone.")
            else:
                _check_one(routine_of(text, file, chosen), wanted, voice, offline=offline)
        except SpecError as error:
            problems.extend(error.problems)
            errors.append(error)
        except KnibError as error:
            console.complaint(error)
            errors.append(error)
    _tell_problems(problems, len(files) - sum(not isinstance(error, SpecError) for error in errors), json=json)
    if errors:
        raise typer.Exit(exit_code(errors, len(errors)))


def _check_one(routine: "Routine", wanted: Sequence[Variant], voice: list[str] | None, *, offline: bool) -> None:
    """Place each variant. What two variants have in common is told once.

    Raises:
        SpecError: something does not fit; every problem of every variant.
    """
    from knib.cli.overview import estimates
    from knib.cli.sources import booth_for
    from knib.spec.variants import variant
    from knib.studio import rehearse

    problems: dict[Problem, None] = {}
    for each in wanted:
        try:
            rehearsal = rehearse(variant(routine, each), booth_for(routine, voice, offline=offline))
            if rehearsal.estimated:
                console.note(f"{routine.origin.file}: {estimates(rehearsal)}")
        except SpecError as error:
            problems.update(dict.fromkeys(error.problems))
    if problems:
        raise SpecError(problems)


def _tell_problems(problems: list[Problem], files: int, *, json: bool) -> None:
    if json:
        console.data([console.problem_data(problem) for problem in problems])
        return
    for problem in problems:
        console.out(str(problem))
    checked = f"{files} file{'' if files == 1 else 's'} checked"
    console.note(f"{checked}, {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}.")


@door
def schema(
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it to a file.")] = None,
) -> None:
    """Print the routine language as JSON Schema, for editors.

    Example: knib schema -o routine.schema.json
    """
    import json

    from knib.export.outbox import post
    from knib.spec.schema import schema as described

    text = json.dumps(described(), ensure_ascii=False, indent=2)
    if output:
        post((text + "\n").encode(), output)
        console.out(str(output))
    else:
        console.out(text)
