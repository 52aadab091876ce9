"""A sheet as a PDF: one page of A4 if it can be, as airy as there is room for; never smaller type."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from knib.share.sheet import outline
from knib.share.sheet.boxes import Box, Look, closing, diary, exercise, head, picture, side_by_side, stage
from knib.share.sheet.model import PROGRAMME, Sheet
from knib.share.sheet.outline import Words
from knib.share.sheet.paper import HEIGHT, MARGIN, WIDTH, Paper, paper

LOOKS: Final = (
    Look(leading=1.4, gap=8.0, picture=20.0, row=9.5),
    Look(leading=1.34, gap=6.0, picture=17.0, row=8.0),
    Look(leading=1.26, gap=4.2, picture=14.0, row=7.0),
    Look(leading=1.16, gap=2.4, picture=10.0, row=5.8),
)
"""From airy to dense. The size of the type is the same in all of them."""

TOP, BOTTOM = 11.0, 10.0
FOOT: Final = Words(text="", size=9, grey=outline.GREY)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, from top to bottom."""

    boxes: tuple[Box, ...]


def as_pdf(*several: Sheet) -> bytes:
    """Print sheets into one document, each beginning on a page of its own. The same ones always give the same bytes.

    Returns:
        A PDF in Danish, its words as text, titled as the first sheet is. Signs that the font does not have are boxes;
        `missing` names them.

    Raises:
        ShareError: fpdf2 is not there, or the link is none.
    """
    first = several[0]
    with paper(first.shown_title if len(several) == 1 else PROGRAMME, first.facts.date) as sheets:
        for sheet in several:
            _print(sheet, sheets)
        return sheets.output()


def _print(sheet: Sheet, sheets: Paper) -> None:
    look = next((look for look in LOOKS if len(_pages(sheet, sheets, look)) == 1), LOOKS[2])
    pages = _pages(sheet, sheets, look)
    for number, page in enumerate(pages, 1):
        _draw(page, sheets, look)
        if len(pages) > 1:
            sheets.word(f"Side {number} af {len(pages)}", WIDTH - MARGIN, HEIGHT - BOTTOM, FOOT, align=1)


def missing(*several: Sheet) -> str:
    """Give the signs of sheets that cannot be printed, each once.

    Raises:
        ShareError: fpdf2 is not there.
    """
    with paper("", several[0].facts.date) as sheets:
        return sheets.unknown("".join(text for sheet in several for text in outline.every_text(sheet)))


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
