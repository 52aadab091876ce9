"""A dose in words as a programme of one stage: the same session through all its weeks."""

import json
from typing import TYPE_CHECKING, Final

from knib.errors import UsageError
from knib.spec.how_often import DAYS, DAYS_A_WEEK

if TYPE_CHECKING:
    from knib.cli.inputs import Input
    from knib.cli.programmes import Course
    from knib.spec.how_often import HowOften

FILE: Final = "dosis.yaml"
"""What the routine of the dose is called in its programme."""


def course_of_dose(given: "Input", weeks: int | None) -> "Course":
    """Return the programme of a dose in words, for so many weeks or for as many as it says itself.

    Raises:
        UsageError: nobody says for how many weeks, or it is not done on every day of a programme.
        SpecError: the dose was not understood, or its weeks are too many.
    """
    from knib.cli.programmes import Course
    from knib.cli.sources import routine_of
    from knib.share.schedule import said_by
    from knib.spec.programme_reader import read_programme

    text = given.text()
    routine = routine_of(text, given.name)
    often = said_by(routine)
    _refuse_other_days(often)

    def fetch(_name: str) -> bytes:
        return text

    lines = [f"programme: {json.dumps(routine.title, ensure_ascii=False)}"]
    if often.times_a_day:
        lines.append(f"times: {often.times_a_day}")
    if often.weekdays:
        rest = [DAYS[day] for day in range(DAYS_A_WEEK) if day not in often.weekdays]
        lines.append(f"rest_days: [{', '.join(rest)}]")
    lines.append(f"stages: [{{weeks: {_weeks(often, weeks)}, sessions: {FILE}}}]")
    return Course(given.name, read_programme("\n".join(lines).encode(), given.name, fetch), fetch)


def _weeks(often: "HowOften", chosen: int | None) -> str:
    """Write the weeks of the one stage."""
    said = often.weeks.high if often.weeks and often.weeks.low == often.weeks.high else None
    weeks = chosen if chosen is not None else said
    if weeks is None:
        raise UsageError("The dose does not say for how many weeks.", cure="choose: --weeks 8")
    return "1" if weeks == 1 else f"1-{weeks}"


def _refuse_other_days(often: "HowOften") -> None:
    if often.days_a_week or often.every_days or often.every_hours or often.as_needed:
        cure = "'knib share --dose TEXT' follows it, with a calendar and a diary"
        raise UsageError("A programme says what is done on each day of a week, and the dose says otherwise.", cure=cure)
