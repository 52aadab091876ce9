"""What stands where on a sheet, in order: blocks that are never cut, for the paper to lay out."""

from collections.abc import Iterator
from typing import Final

from knib.share.sheet.model import AGREED, APPROVED, Drill, Sheet, Stage, heading, signature
from knib.values import dataclass

BODY: Final = 11
"""Points of what a patient reads."""

SMALL: Final = 8
"""Points of what the therapist looks up: the source, the mark."""

GREY: Final = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A paragraph: its size in points, its grey (0 is black), the bullet before it, and the room above it in mm."""

    text: str
    size: int = BODY
    bold: bool = False
    grey: int = 0
    bullet: str = ""
    above: float = 0


Block = tuple[Words, ...]


def drill(exercise: Drill) -> Block:
    """Return an exercise: the rounds it begins, its name, its dose, its position, how it feels, what to mind."""
    rounds = (Words(text=exercise.rounds, size=12, bold=True, grey=50),) if exercise.rounds else ()
    dose = (Words(text=text, bold=True, grey=50) for text in exercise.doses)
    return (
        *rounds,
        Words(text=exercise.name, size=13, bold=True),
        *dose,
        *(Words(text=line) for line in exercise.lines),
    )


def stage(weeks: Stage) -> Block:
    """Give what is done in some weeks of a programme, without their name, which stands beside it."""
    goal = (Words(text=f"Mål: {weeks.goal}", grey=50),) if weeks.goal else ()
    return (*(Words(text=dose) for dose in weeks.doses), *goal)


def lead(sheet: Sheet) -> Block:
    """Give the head of the sheet."""
    return (
        Words(text=sheet.title, size=24, bold=True),
        Words(text=sheet.how_often, size=14, bold=True, grey=50),
        *(Words(text=text, above=1) for text in (sheet.about, sheet.for_whom) if text),
    )


def columns(sheet: Sheet) -> tuple[Block, Block]:
    """Give what stands side by side; either may be empty."""
    left, right = sheet.beside
    return _list(*left), _list(*right)


def _list(title: str, lines: tuple[str, ...]) -> Block:
    if not lines:
        return ()
    return (Words(text=title, size=12, bold=True), *(Words(text=line, bullet="•") for line in lines))


def close(sheet: Sheet) -> Block:
    """Give the end: what was agreed, and for the therapist the source and the routine's mark."""
    return (Words(text=AGREED), *map(_small, _small_print(sheet)))


def _small(text: str) -> Words:
    return Words(text=text, size=SMALL, grey=GREY, above=1)


def _small_print(sheet: Sheet) -> Iterator[str]:
    yield f"{APPROVED} {signature(sheet)}."
    if sheet.source:
        yield f"Kilde: {sheet.source}"


def every_text(sheet: Sheet) -> Iterator[str]:
    """Give all that is printed as words, for the signs in it to be looked up."""
    yield from heading(sheet)
    for block in (lead(sheet), *map(drill, sheet.exercises), *columns(sheet), close(sheet)):
        yield from (words.text for words in block)
    for weeks in sheet.stages:
        yield weeks.weeks
        yield from (words.text for words in stage(weeks))
    yield from (chapter.title for chapter in (sheet.timeline.chapters if sheet.timeline else ()))
