"""What the reference of programme files says beside its tables of keys: used by scripts/reference."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from knib.errors import Origin
from knib.spec.keys import Keys
from knib.spec.ladder import read_ladder
from knib.spec.programme import MAX_WEEKS
from knib.spec.programme_keys import PROGRAMME, STAGE
from knib.spec.programme_schema import FILE_NAME
from knib.spec.programme_sessions import MAX_ROUTINES, SESSION
from programme_examples import EXAMPLES

SECTIONS: Final[Sequence[tuple[str, str, Keys[Any]]]] = (
    ("programme", "The whole file.", PROGRAMME),
    ("stage", "Weeks that are written together. Every week stands in exactly one stage, in order.", STAGE),
    ("session", "What is done in one go. Its routine's name alone is enough where nothing is set.", SESSION),
)
"""Each group of keys: its name, what it is, and its table."""

LADDERS: Final = {
    "3 s .. 10 s": 8,
    "3 s .. 10 s over 6 uger": 8,
    "10 s .. 4 s": 4,
    "0,5 s .. 2 s": 4,
    "8 .. 12": 4,
}
"""Ladders to show, and for how many weeks each is written."""

Table = Callable[[Sequence[str], Sequence[Sequence[str]]], Iterator[str]]
Sections = Callable[[Sequence[tuple[str, str, Keys[Any]]], Mapping[str, Mapping[str, str]]], Iterator[str]]


def programme(sections: Sections, table: Table) -> str:
    """Give the reference of programme files as Markdown, its tables as the other references have them."""
    parts = [*_opening(), *sections(SECTIONS, EXAMPLES), *_ladders(table), *_limits()]
    return "\n".join(parts).replace("](#include)", "](routine.md#include)").rstrip("\n") + "\n"


def _opening() -> Iterator[str]:
    """Say what a programme file is."""
    yield "<!-- Written by scripts/reference from the tables in src/knib/spec. Do not edit. -->"
    yield "# The programme file"
    yield ""
    yield "A programme is routines over weeks, the same for everyone who gets it: one YAML 1.2 file in UTF-8, known by"
    yield "its key `programme`. `knib programme FILE` makes its sessions, `knib plan FILE` shows its weeks, and"
    yield f"`knib check FILE` finds every problem. The JSON Schema of the same language is `{FILE_NAME}`;"
    yield "`knib schema --programme` prints it. Every example here is read by a test."
    yield ""


def _ladders(table: Table) -> Iterator[str]:
    """Say what a ladder gives each week."""
    yield "## Ladders"
    yield ""
    yield "`3 s .. 10 s` gives each week of its stage a value of its own: the first week exactly the first, the last"
    yield "exactly the last. `3 s .. 10 s over 6 uger` climbs in six weeks and stays there; `uge`, `uger`, `week` and"
    yield "`weeks` are all right. Both ends are lengths, or both are whole numbers. What falls between two steps is"
    yield "rounded up. Lengths step as round as their ends are: in whole seconds between whole seconds."
    yield ""
    nowhere = Origin(file="")
    climbed = [
        (f"`{text}`", str(weeks), " · ".join(read_ladder(text, nowhere).climbed(weeks)))
        for text, weeks in LADDERS.items()
    ]
    yield from table(("ladder", "written for weeks", "values"), climbed)


def _limits() -> Iterator[str]:
    """Say how much a programme can hold."""
    yield "## Limits"
    yield ""
    yield f"A programme has at most {MAX_WEEKS} weeks and {MAX_ROUTINES} different routines."
