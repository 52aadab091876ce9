"""What goes onto a sheet and into a calendar, of a routine or of a programme. No sound is made for it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from knib.cli import console
from knib.cli.scheduling import refuse_unscheduled, tell
from knib.errors import UsageError
from knib.units import MINUTE, Ms

if TYPE_CHECKING:
    from knib.cli.inputs import Input
    from knib.plan.timeline import Timeline
    from knib.share.calendar import Plan
    from knib.share.parcel.model import ParcelFacts
    from knib.share.sheet.model import Facts, Sheet
    from knib.spec.model import Routine
    from knib.spec.programme import Adjustments
    from knib.studio import Rehearsal

Voice = list[str] | None

NO_LENGTH: Final = Ms(5 * MINUTE)
"""Length of a session in a calendar that names no routine."""


def routine_sheet(
    source: "Input", text: bytes, chosen: Mapping[str, str], facts: "Facts", voice: Voice, ending: str
) -> "tuple[Sheet, str]":
    """Draw up a routine's sheet, and name its file."""
    from knib.cli.names import Changes, mark, paper_stem
    from knib.cli.sources import routine_of
    from knib.export.naming import file_name
    from knib.share.schedule import said_by
    from knib.share.sheet.model import sheet_of

    read = routine_of(text, source.name, chosen)
    timeline = rehearsed(read, voice)
    tell(f"'{read.title}'", said_by(read), facts.choices, facts.first_day)
    stem = paper_stem(source, discreet=facts.discreet) or read.title
    name = file_name(stem, timeline.length, ending[1:], mark(source, Changes(settings=chosen)))
    return sheet_of(read, timeline, facts), name


def programme_sheet(
    source: "Input", changes: "Adjustments", facts: "Facts", voice: Voice, ending: str
) -> "tuple[Sheet, str]":
    """Draw up a programme's sheet, and name its file."""
    from knib.cli.gathering import changed_of
    from knib.cli.names import Changes, mark, paper_stem
    from knib.cli.programmes import load_course, rehearsals
    from knib.export.naming import safe_name
    from knib.share.sheet.programme import programme_sheet as drawn

    course = load_course(source.name, changes)
    found = rehearsals(course, voice, offline=False)
    _tell_estimates(found.values())
    routines = {session: each.routine for session, each in found.items()}
    timelines = {session: each.timeline for session, each in found.items()}
    own = mark(source, Changes(settings=changed_of(changes.settings, changes.weeks)))
    stem = safe_name(f"{paper_stem(source, discreet=True)} {own}".strip())
    return drawn(course.programme, routines, timelines, facts), stem + ending


def routine_plan(source: "Input | None", settings: list[str], facts: "ParcelFacts", voice: Voice) -> "Plan":
    """Plan the days of one routine, or of none.

    Raises:
        UsageError: there are settings and no routine, or it is done as needed.
    """
    from knib.cli.sources import read_settings
    from knib.share.calendar import Plan
    from knib.share.schedule import said_by, settled
    from knib.spec.how_often import HowOften

    length, said = NO_LENGTH, HowOften()
    if source:
        routine = source.routine(read_settings(settings))
        length, said = rehearsed(routine, voice).length, said_by(routine)
        if not settled(said, facts.choices).times_of_day:
            raise refuse_unscheduled(f"'{routine.title}'")
        tell(f"'{routine.title}'", said, facts.choices, facts.start)
    elif settings or voice:
        raise UsageError(
            f"{'--set changes' if settings else '--voice speaks'} a routine, and none is named.",
            cure="name a routine, as 'knib list' shows them",
        )
    schedule = settled(said, facts.choices)
    return Plan(days=schedule.days(facts.start), times=schedule.times_of_day, length=length, made=facts.made)


def programme_plans(source: str, changes: "Adjustments", facts: "ParcelFacts", voice: Voice) -> "list[Plan]":
    """Plan a programme's weeks."""
    from knib.cli.programmes import load_course, rehearsals
    from knib.share.parcel.weeks import programme_plans as plans
    from knib.share.programme.days import chosen

    course = load_course(source, changes)
    found = rehearsals(course, voice, offline=False)
    _tell_estimates(found.values())
    lengths = {session: each.timeline.length for session, each in found.items()}
    return [*plans(chosen(course.programme, facts.choices), facts, lengths)]


def rehearsed(routine: "Routine", voice: Voice) -> "Timeline":
    """Place a routine in time. What is printed needs lengths and no sound, so nothing is sent to a voice for it."""
    from knib.cli.sources import booth_for
    from knib.studio import rehearse

    rehearsal = rehearse(routine, booth_for(routine, voice))
    _tell_estimates([rehearsal])
    return rehearsal.timeline


def _tell_estimates(found: "Iterable[Rehearsal]") -> None:
    """Tell that lengths are estimates, where they are."""
    from knib.cli.overview import estimates

    for told in dict.fromkeys(estimates(rehearsal) for rehearsal in found if rehearsal.estimated):
        console.note(told)
