"""A dose in words as a programme of one stage: the same session through all its weeks, or one that grows."""

from typing import TYPE_CHECKING, Final

from knib.cli import console
from knib.errors import UsageError

if TYPE_CHECKING:
    from knib.cli.inputs import Input
    from knib.cli.programmes import Course
    from knib.spec.dose.growing import Growing
    from knib.spec.dose.worded import WordedDose
    from knib.spec.how_often import HowOften

MOST_WEEKS: Final = 52
"""Weeks of a programme."""


def course_of_dose(given: "Input", weeks: int | None) -> "Course":
    """Return the programme of a dose in words, for so many weeks or for as many as it says itself.

    A dose with ranges grows from their lower ends to their upper ends.

    Raises:
        UsageError: nobody says for how many weeks, or it is not done on every day of a programme.
        AmbiguousDoseError: it leaves open something besides its ranges, and nobody is there to be asked.
        SpecError: the dose was not understood, or its weeks are too many.
    """
    from knib.cli.programmes import Course
    from knib.spec.dose.growing import ROUTINE
    from knib.spec.programme_reader import read_programme

    written = _written(given.dose or "", weeks)

    def fetch(name: str) -> bytes:
        if name != ROUTINE:
            raise UsageError(f"A dose in words has no file '{name}' beside it.", cure="write a programme: knib new")
        return written.routine.encode()

    return Course(given.name, read_programme(written.programme.encode(), given.name, fetch), fetch)


def _written(text: str, weeks: int | None) -> "Growing":
    """Write a dose as a routine and a programme, and say what was understood."""
    from knib.cli.doses import understood
    from knib.spec.dose.growing import growing, unchanging
    from knib.spec.dose.question import AmbiguousDoseError
    from knib.spec.dose.reader import between, read
    from knib.spec.dose.said import said

    try:
        dose = read(text)
    except AmbiguousDoseError as question:
        if question.grows:
            low, high = between(text)
            console.note(f"Understood: from {said(low)}")
            console.note(f"        to: {said(high)}")
            _refuse_other_days(low.how_often)
            return growing(low, high, text, _weeks(low, weeks))
        dose = understood(text)
    console.note(f"Understood: {said(dose)}")
    _refuse_other_days(dose.how_often)
    return unchanging(dose, text, _weeks(dose, weeks))


def _weeks(dose: "WordedDose", chosen: int | None) -> int:
    """Return for how many weeks it is: as chosen, as the dose says, or as is answered."""
    course = dose.how_often.weeks if dose.how_often else None
    if chosen is not None:
        return chosen
    if course and course.low == course.high:
        return course.high
    if not console.can_ask():
        raise UsageError("The dose does not say for how many weeks.", cure="choose: --weeks 8")
    return console.asked_number("For how many weeks", MOST_WEEKS)


def _refuse_other_days(often: "HowOften | None") -> None:
    if often and (often.days_a_week or (often.every_days or 1) > 1 or often.every_hours or often.as_needed):
        cure = "'knib share --dose TEXT' follows it, with a calendar and a diary"
        raise UsageError("A programme says what is done on each day of a week, and the dose says otherwise.", cure=cure)
