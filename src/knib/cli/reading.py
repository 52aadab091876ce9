"""`plan`, `check` and `schema`: routines read, no sound made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console, guessing
from knib.cli.destination import Target, named_file
from knib.cli.door import door, exit_code
from knib.cli.fitting import read_fit
from knib.cli.options import Choices, Doses, Fit, Offline, Settings, VariantName, VoiceName
from knib.cli.replacing import put_named
from knib.errors import KnibError, Problem, SpecError, UsageError
from knib.spec.choices import Variant
from knib.values import dataclass

if TYPE_CHECKING:
    from knib.cli.inputs import Input
    from knib.spec.model import Routine
    from knib.voice.booth import Booth
    from knib.voice.chain import Chain


class Variants(StrEnum):
    """What `check` looks at: one variant, or all."""

    FULL = Variant.FULL
    SHORT = Variant.SHORT
    TONES = Variant.TONES
    ALL = "all"


AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


class By(StrEnum):
    """How a plan is told, where it is not moment by moment."""

    WEEK = "week"


@door
def plan(
    routines: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ROUTINE...",
            help="A routine or programme: its file, or the id of a ready one.",
            autocompletion=guessing.sources,
        ),
    ] = None,
    doses: Doses = None,
    by: Annotated[By | None, typer.Option(help="week: minutes a session, a day and a week, of one or several.")] = None,
    json: AsJson = False,
    svg: Annotated[
        Target | None, typer.Option(metavar="FILE", parser=Target, help="Draw the session as a picture, too.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show every repetition.")] = False,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    weeks: Annotated[
        int | None, typer.Option(metavar="N", help="Of programmes and --by week: fewer or more weeks than their own.")
    ] = None,
    variant: VariantName = Variant.FULL,
    fit: Fit = None,
) -> None:
    """Show what happens when, without making a session and without a network.

    What only an online voice can speak, and has not spoken yet, is shown with its length estimated.

    Example: knib plan hosteknib --svg hosteknib.svg
    Or: knib plan artiklens-plan staerkere-paa-tolv-uger --by week
    """
    from knib.cli.inputs import inputs_of, one_input
    from knib.cli.programmes import is_course
    from knib.cli.sources import booth_for, read_settings

    inputs_of(routines or [], doses or [], [])  # there is something to plan
    picture = named_file(svg, [".svg"]) if svg else None
    chosen = read_settings(settings or ())
    if by or any(map(is_course, routines or ())):
        from knib.cli.weeks import Asked, plan_weeks

        if doses or fit or every:
            raise UsageError("Weeks are planned as they are written.", cure="leave out --dose, --fit and --all")
        plan_weeks(routines or [], Asked(voice, offline, chosen, variant, weeks), svg=picture, json=json)
        return
    if weeks is not None:
        raise UsageError("--weeks are those of a programme.", cure="leave out --weeks, or add --by week")
    if len(routines or ()) > 1:
        raise UsageError("Several routines cannot be shown moment by moment.", cure="compare them: --by week")
    read = one_input(next(iter(routines or ()), None), doses or (), "a plan").routine(chosen, variant)
    read = replace(read, fitting=read_fit(fit) or read.fitting)
    _plan_moments(read, booth_for(read, voice, offline=offline), svg=picture, json=json, every=every)


def _plan_moments(routine: "Routine", booth: "Booth | Chain", *, svg: Path | None, json: bool, every: bool) -> None:
    from knib.cli.overview import show_plan
    from knib.plan.as_data import as_data
    from knib.plan.script import write
    from knib.share.strip import svg as drawn
    from knib.studio import pace_of, rehearse

    unspoken = len(booth.missing(write(routine).cues, pace_of(routine)))
    rehearsal = rehearse(routine, booth)
    if svg:
        put_named(drawn(rehearsal.timeline).encode(), svg)
    if json:
        console.data(as_data(rehearsal.timeline, rehearsal.estimated, voices=rehearsal.spoken_by))
    else:
        show_plan(rehearsal, unspoken=unspoken, every=every)


@door
def check(
    context: typer.Context,
    files: Choices = None,
    doses: Doses = None,
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
    from knib.cli.command import dose_places
    from knib.cli.inputs import inputs_of
    from knib.cli.sources import read_settings
    from knib.settings.file import load

    chosen = read_settings(settings or ())
    load()  # What is wrong with the settings is told once, not with every file.
    wanted = tuple(Variant) if variant is Variants.ALL else (Variant(variant),)
    wrong: list[SpecError] = []
    errors: list[KnibError] = []
    given = inputs_of(files or (), doses or (), dose_places(context))
    for each in given:
        try:
            _check_input(each, Checked(chosen, wanted, voice, offline))
        except SpecError as error:
            wrong.append(error)
            errors.append(error)
        except KnibError as error:
            console.complaint(error)
            errors.append(error)
    _tell_problems(wrong, len(given) - sum(not isinstance(error, SpecError) for error in errors), json=json)
    if errors:
        raise typer.Exit(exit_code(errors, len(errors)))


@dataclass(frozen=True, slots=True)
class Checked:
    """How every file of a call is checked."""

    settings: Mapping[str, str]
    variants: Sequence[Variant]
    voice: list[str] | None
    offline: bool


def _check_input(each: "Input", how: Checked) -> None:
    """Check a routine, a programme, a part or a dose in words.

    Raises:
        KnibError: it cannot be read, or has problems; all of them.
    """
    from knib.cli.programmes import check_course, course_of, text_of
    from knib.cli.sources import fetch_for
    from knib.spec.programme import Adjustments
    from knib.spec.programme_reader import is_programme
    from knib.spec.reader import is_part, read_part

    text = text_of(each.name) if each.dose is None else b""
    if text and is_programme(text, each.name):
        course = course_of(text, each.name, Adjustments(settings=how.settings))
        check_course(course, how.voice, offline=how.offline)
    elif text and is_part(text, each.name):
        part = read_part(text, each.name, how.settings, fetch_for(each.name))
        if part:
            _check_one(part, how.variants, how.voice, offline=how.offline)
        console.note(f"{each.name} is no routine, but a part for others to include; it was read alone.")
    else:
        _check_one(each.routine(how.settings), how.variants, how.voice, offline=how.offline)


def _check_one(routine: "Routine", wanted: Sequence[Variant], voice: list[str] | None, *, offline: bool) -> None:
    """Place each variant. What two variants have in common is told once.

    Raises:
        SpecError: something does not fit; every problem of every variant.
    """
    from knib.cli.inputs import DOSE
    from knib.cli.overview import estimates
    from knib.cli.sources import booth_for
    from knib.plan.unheard import never_let_go, warnings
    from knib.plan.unusual import unusual
    from knib.spec.variants import variant
    from knib.studio import rehearse

    doubtful = dict.fromkeys([*warnings(routine), *([] if routine.origin.file == DOSE else unusual(routine))])
    problems: dict[Problem, None] = {}
    for each in wanted:
        try:
            rehearsal = rehearse(variant(routine, each), booth_for(routine, voice, offline=offline))
            doubtful.update(dict.fromkeys(never_let_go(rehearsal.timeline)))
            if rehearsal.estimated:
                console.note(f"{routine.origin.file}: {estimates(rehearsal)}")
        except SpecError as error:
            problems.update(dict.fromkeys(error.problems))
    for warning in doubtful:
        console.note(f"warning: {warning}")
    if problems:
        raise SpecError(problems)


def _tell_problems(errors: list[SpecError], files: int, *, json: bool) -> None:
    problems = [problem for error in errors for problem in error.problems]
    if json:
        console.data([row for error in errors for row in console.problems_data(error)])
        return
    for error in errors:
        for problem in error.problems:
            console.out(str(problem))
        if question := console.question_of(error):
            console.show_answers(question)
    checked = f"{files} file{'' if files == 1 else 's'} checked"
    console.note(f"{checked}, {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}.")


@door
def schema(
    programme: Annotated[bool, typer.Option("--programme", help="The language of programme files.")] = False,
    output: Annotated[
        Target | None, typer.Option("-o", "--output", metavar="FILE", parser=Target, help="Write it to a file.")
    ] = None,
) -> None:
    """Print the language of routines, or of programmes, as JSON Schema, for editors.

    Example: knib schema -o routine.schema.json
    """
    import json

    from knib.spec.programme_schema import programme_schema
    from knib.spec.schema import schema as routine_schema

    described = programme_schema() if programme else routine_schema()
    text = json.dumps(described, ensure_ascii=False, indent=2)
    if output:
        put_named((text + "\n").encode(), named_file(output, [".json"]))
        console.out(str(output))
    else:
        console.out(text)
