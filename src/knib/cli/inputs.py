"""What commands make something of: routines and finished sessions by their names, and doses in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from knib.errors import UsageError
from knib.spec.choices import Variant
from knib.values import dataclass

if TYPE_CHECKING:
    from knib.spec.model import Routine

DOSE: Final = "--dose"
"""What a routine is called in messages that was made of a dose in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """What one session is made of: a file or an id, or a dose in words."""

    name: str
    dose: str | None = None

    def text(self, *, quiet: bool = False) -> bytes:
        """Read the routine; of a dose in words, say what was understood unless it shall be quiet.

        Raises:
            UsageError: there is no such file or id.
            SpecError: the dose was not understood.
        """
        if self.dose is None:
            from knib.cli.sources import source_bytes

            return source_bytes(self.name)
        from knib.cli.doses import written_dose

        return written_dose(self.dose, quiet=quiet).encode()

    def routine(self, settings: Mapping[str, str] | None = None, variant: Variant = Variant.FULL) -> "Routine":
        """Read a variant of the routine with its settings.

        Raises:
            UsageError: there is no such file or id.
            SpecError: it has problems; all of them.
        """
        if self.dose is None:
            from knib.cli.sources import load_routine

            return load_routine(self.name, settings, variant)
        from knib.cli.doses import load_dose

        return load_dose(self.dose, settings, variant)


def inputs_of(names: Sequence[str], doses: Sequence[str], places: Sequence[int], before: int = 0) -> tuple[Input, ...]:
    """Put routines and doses into the order of the command line.

    `places` says how many arguments stand before each dose; `before` of them are no routines.

    Raises:
        UsageError: there is neither a routine nor a dose.
    """
    given = tuple(_merged(names, doses, [max(0, place - before) for place in places]))
    if not given:
        raise no_routine_given()
    return given


def one_input(name: str | None, doses: Sequence[str], what: str) -> Input:
    """Return the one routine or dose that a command takes; `what` it makes is named where there are more.

    Raises:
        UsageError: there is none, or more than one.
    """
    if name is not None and doses:
        cure = "leave out one of them; what stands in a routine is not changed by a dose"
        raise UsageError(f"Both a routine ({name}) and a dose were given.", cure=cure)
    if len(doses) > 1:
        cure = "give one --dose; 'knib render' and 'knib share' take several"
        raise UsageError(f"{len(doses)} doses were given, and {what} is made of one.", cure=cure)
    if doses:
        return Input(name=DOSE, dose=doses[0])
    if name is None:
        raise no_routine_given()
    return Input(name=name)


def no_routine_given() -> UsageError:
    """Return what is said where there is nothing to make anything of."""
    return UsageError("No routine was given.", cure="name a file or an id, or write --dose '3 x 10 knib, hold 6 sek.'")


def _merged(names: Sequence[str], doses: Sequence[str], places: Sequence[int]) -> Iterator[Input]:
    """Put each dose after as many names as stand before it; a dose without a place stands last."""
    waiting = list(zip(doses, [*places, *[len(names)] * len(doses)], strict=False))
    for index, name in enumerate(names):
        while waiting and waiting[0][1] <= index:
            yield Input(name=DOSE, dose=waiting.pop(0)[0])
        yield Input(name=name)
    yield from (Input(name=DOSE, dose=dose) for dose, _ in waiting)
