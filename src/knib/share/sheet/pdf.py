"""A sheet as a PDF: one page of A4 if it can be, as airy as there is room for; never smaller type."""

from collections.abc import Iterator, Sequence
from typing import Final

from knib.share.sheet import outline
from knib.share.sheet.boxes import Box, Look, closing, exercise, head, picture, side_by_side, stage
from knib.share.sheet.diary import diary
from knib.share.sheet.model import PROGRAMME, Sheet
from knib.share.sheet.outline import Words
from knib.share.sheet.paper import HEIGHT, MARGIN, WIDTH, Paper, paper
from knib.values import dataclass

LOOKS: Final = (
    Look(leading=1.4, gap=8.0, picture=20.0, row=9.5),
    Look(leading=1.34, gap=6.0, picture=17.0, row=8.0),
    Look(leading=1.26, gap=4.2, picture=14.0, row=7.0),
    Look(leading=1.16, gap=2.4, picture=10.0, row=5.0),
)
"""From airy to dense. The size of the type is the same in all of them."""

TOP, BOTTOM = 11.0, 10.0
FOOT: Final = Words(text="", size=9, grey=outline.GREY)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, from top to bottom."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and the signs that its font does not have, each once: boxes stand for them."""

    data: bytes
    missing: str


def as_pdf(*several: Sheet) -> Printed:
    """Print sheets into one document, each beginning on a page of its own. The same ones always give the same bytes.

    Returns:
        A PDF in Danish, its words as text. Of several sheets its title tells nothing.

    Raises:
        ShareError: fpdf2 is not there, or the link is none.
    """
    first = several[0]
    with paper(first.shown_title if len(several) == 1 else PROGRAMME, first.facts.date) as sheets:
        for sheet in several:
            _print(sheet, sheets)
        words = "".join(text for sheet in several for text in outline.every_text(sheet))
        return Printed(sheets.output(), sheets.unknown(words))


def _print(sheet: Sheet, sheets: Paper) -> None:
    look, pages = _laid_out(sheet, sheets)
    for number, page in enumerate(pages, 1):
        _draw(page, sheets, look)
        if len(pages) > 1:
            sheets.word(f"Side {number} af {len(pages)}", WIDTH - MARGIN, HEIGHT - BOTTOM, FOOT, align=1)


def _laid_out(sheet: Sheet, sheets: Paper) -> tuple[Look, Sequence[Page]]:
    """Find the first look with which all fits on one page; if there is none, the second densest, and its pages."""
    tried: dict[Look, Sequence[Page]] = {}
    for look in LOOKS:
        tried[look] = _pages(sheet, sheets, look)
        if len(tried[look]) == 1:
            return look, tried[look]
    return LOOKS[2], tried[LOOKS[2]]


def _draw(page: Page, sheets: Paper, look: Look) -> None:
    sheets.new_page()
    y = TOP
    for box in page.boxes:
        box.draw(y)
        y += box.height + look.gap


def _boxes(sheet: Sheet, sheets: Paper, look: Look) -> Iterator[Box]:
    """Give all that stands on a sheet, in order."""
    yield from head(sheet, sheets, look)
    if sheet.timeline:
        yield picture(sheet.timeline, sheets, look)
    for weeks in sheet.stages:
        yield from stage(weeks, sheets, look, _room())
    for drill in sheet.exercises:
        yield from exercise(drill, sheets, look, _room())
    yield from side_by_side(outline.columns(sheet), sheets, look, _room())
    yield from diary(sheet, sheets, look)
    yield from closing(outline.close(sheet), sheets, look, _room())


def _pages(sheet: Sheet, sheets: Paper, look: Look) -> Sequence[Page]:
    """Fill pages with boxes; one that does not fit whole begins the next page."""
    pages: list[Page] = []
    held: list[Box] = []
    used = 0.0
    for box in _boxes(sheet, sheets, look):
        if held and used + box.height > _room():
            pages.append(Page(tuple(held)))
            held, used = [], 0.0
        held.append(box)
        used += box.height + look.gap
    return [*pages, Page(tuple(held))]


def _room() -> float:
    """Height of what fits on a page, in mm."""
    return HEIGHT - TOP - BOTTOM
