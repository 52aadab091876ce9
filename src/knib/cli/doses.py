"""A dose in words in place of a routine: read, said back, and written as the routine that it means."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from knib.cli import console
from knib.spec.choices import Variant

if TYPE_CHECKING:
    from knib.spec.model import Routine


def load_dose(text: str, settings: Mapping[str, str] | None = None, wanted: Variant = Variant.FULL) -> "Routine":
    """Read a dose in words as a routine, and say what was understood.

    Raises:
        SpecError: some of it was not understood.
    """
    from knib.cli.sources import routine_of
    from knib.spec.dose.reader import NAME

    return routine_of(written_dose(text).encode(), NAME, settings, wanted)


def written_dose(text: str, *, quiet: bool = False) -> str:
    """Write a dose in words as a routine file, and say what was understood, lest anything be assumed unseen.

    Raises:
        SpecError: some of it was not understood.
    """
    from knib.spec.dose.as_routine import as_routine
    from knib.spec.dose.reader import read as understand
    from knib.spec.dose.said import said

    dose = understand(text)
    if not quiet:
        console.note(f"Understood: {said(dose)}")
    return as_routine(dose, text)
