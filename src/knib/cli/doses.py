"""A dose in words in place of a routine: read, asked about, said back, and written as the routine that it means."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from knib.cli import console
from knib.spec.choices import Variant

if TYPE_CHECKING:
    from knib.spec.dose.question import AmbiguousDoseError
    from knib.spec.dose.worded import WordedDose
    from knib.spec.model import Routine


def load_dose(text: str, settings: Mapping[str, str] | None = None, wanted: Variant = Variant.FULL) -> "Routine":
    """Read a dose in words as a routine, and say what was understood.

    Raises:
        AmbiguousDoseError: it leaves something open, and nobody is there to be asked.
        SpecError: some of it was not understood.
    """
    from knib.cli.sources import routine_of
    from knib.spec.dose.reader import NAME

    return routine_of(written_dose(text).encode(), NAME, settings, wanted)


def written_dose(text: str, *, quiet: bool = False) -> str:
    """Write a dose in words as a routine file, and say what was understood, lest anything be assumed unseen.

    Raises:
        AmbiguousDoseError: it leaves something open, and nobody is there to be asked.
        SpecError: some of it was not understood.
    """
    from knib.spec.dose.as_routine import as_routine
    from knib.spec.dose.said import said

    dose = understood(text)
    if not quiet:
        console.note(f"Understood: {said(dose)}")
    return as_routine(dose, text)


def understood(text: str) -> "WordedDose":
    """Read a dose in words; what it leaves open is asked on a terminal, until one answer was chosen.

    Raises:
        AmbiguousDoseError: it leaves something open, and nobody is there to be asked.
        SpecError: some of it was not understood.
    """
    from knib.spec.dose.question import AmbiguousDoseError
    from knib.spec.dose.reader import read

    try:
        return read(text)
    except AmbiguousDoseError as question:
        if not console.can_ask():
            raise
        return understood(_chosen(text, question))


def _chosen(text: str, question: "AmbiguousDoseError") -> str:
    """Ask on the terminal which dose is meant, and return it in words. No answer is ready to be taken by Enter."""
    console.show_problem(question.problems[0])
    for line in answers_listed(question):
        console.note(line)
    if question.grows:
        console.note(f"Or growing from one to the other: {growing_command(text)}")
    number = console.asked_number("Which one", len(question.answers))
    return question.answers[number - 1].words


def answers_listed(question: "AmbiguousDoseError") -> list[str]:
    """Return the answers as numbered lines."""
    return [f"  {number}. {answer.label}" for number, answer in enumerate(question.answers, 1)]


def growing_command(text: str) -> str:
    """Return the command that makes a programme of a dose with ranges: it grows from their low ends to their high."""
    from shlex import quote

    return f"knib programme --dose {quote(text)} --weeks WEEKS"
