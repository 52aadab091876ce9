from dataclasses import replace
from datetime import date
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from knib.errors import ShareError
from knib.share.logo import Logo, logo_of
from knib.share.schedule import Choices
from knib.share.sheet.model import AGREED, APPROVED, Drill, Facts, sheet_of
from knib.share.sheet.pdf import as_pdf
from knib.spec import library
from share.pictures import png
from share.sheet.papers import LINK, pages, sheet
from timed import routine, timeline


@pytest.mark.parametrize("name", library.ids())
@pytest.mark.parametrize("link", ["", LINK])
def test_every_ready_routine_is_one_page_of_a4(name: str, link: str) -> None:
    facts = Facts(date=date(2026, 12, 1), mark="0123 4567 89ab", name="Åse Ærø", clinic="Klinikken", link=link)
    pdf = as_pdf(sheet_of(routine(name), timeline(name), facts)).data
    (page,) = PdfReader(BytesIO(pdf)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_every_word_can_be_copied_and_read_aloud() -> None:
    (page,) = pages(as_pdf(sheet(name="Åse Łukasz", clinic="Klinik Øst", telephone="12 34 56 78")).data)
    for words in (
        "Knib & <ro>",
        "2 sæt à 3 knib · hold 6 sekunder, slip 6 sekunder · 1 minut mellem sæt",
        "Stilling: siddende. Mærk, at du løfter “op” – og ind. Knib 3 gange.",
        "Husk: Pres ikke nedad.",
        "Ro & <fred>",
        "Stop, hvis det gør ondt.",
        "Kateter i blæren.",
        "Klinik Øst · tlf. 12 34 56 78",
        "Åse Łukasz · 1. december 2026",
        "Rutine 0123 4567 89ab",
        "Kilde: En vejledning, 2024.",
        AGREED,
        APPROVED,
        "Uge 4",
    ):
        assert words in page


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert as_pdf(sheet(link=LINK)) == as_pdf(sheet(link=LINK))


def test_the_document_speaks_danish_and_tells_nothing() -> None:
    pdf = as_pdf(sheet(name="Åse")).data
    reader = PdfReader(BytesIO(pdf))
    assert str(reader.root_object["/Lang"]) == "da-DK"
    assert reader.metadata is not None
    assert reader.metadata.title == "Træning, ca. 2½ min"
    assert str(reader.metadata.creation_date) == "2026-12-01 00:00:00+00:00"
    assert "Åse" not in str(reader.metadata)
    assert b"knib" not in pdf.lower()


def test_a_long_routine_goes_on_without_cutting_an_exercise() -> None:
    drill = '  - {{name: "Nummer {0}.", say: "Begynd {0}. Midt i. Slut {0}!", phases: [{{work: Knib., for: 2 s}}]}}\n'
    text = "routine: Lang\nexercises:\n" + "".join(drill.format(number) for number in range(1, 31))
    found = pages(as_pdf(sheet(text)).data)
    assert len(found) > 1
    for number in range(1, 31):
        (page,) = (page for page in found if f"Nummer {number}." in page)
        assert f"Slut {number}!" in page
    assert [f"Side {number} af {len(found)}" in page for number, page in enumerate(found, 1)] == [True] * len(found)


def test_an_exercise_longer_than_a_page_loses_no_word() -> None:
    told = [f"tal{number}" for number in range(1200)]
    drill = Drill(name="A", dose="10 knib", position="", feel=" ".join(told), reminders=())
    found = pages(as_pdf(replace(sheet(), exercises=(drill,), safety=tuple(told))).data)
    words = [word for word in " ".join(found).split() if word.startswith("tal")]
    assert words == told * 2


@pytest.mark.parametrize("weeks", [1, 4, 5, 12, 24, 104])
@pytest.mark.parametrize("times", [1, 3, 4, 6, 12])
def test_the_diary_has_every_week(weeks: int, times: int) -> None:
    text = " ".join(pages(as_pdf(sheet(choices=Choices(weeks=weeks, count=times))).data))
    assert [f"Uge {week} " in text + " " for week in range(1, 106)] == [week <= weeks for week in range(1, 106)]


def test_signs_that_the_font_lacks_are_boxes_and_are_told() -> None:
    strange = sheet(name="🙂 שלום \u202e12\u202c e\u0301 Ĝ 山🙂")
    assert as_pdf(strange).missing == "🙂שלום山"
    (page,) = pages(as_pdf(strange).data)
    assert "□ □□□□ 12 é Ĝ □□ · 1. december 2026" in page


def test_a_sheet_of_danish_lacks_nothing() -> None:
    assert as_pdf(sheet(name="Ærø Ångström Nguyễn", clinic="Łódź – “Öst” → •")).missing == ""


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=300), st.text(max_size=60))
def test_no_text_stops_the_printer(words: str, name: str) -> None:
    made = sheet(name=name, clinic=words * 3, telephone=words)
    assert as_pdf(made).data.startswith(b"%PDF-")


@pytest.mark.parametrize("length", [1, 200])
def test_the_printed_code_leads_there_and_is_more_than_30_mm_wide(length: int) -> None:
    link = "https://example.dk/".ljust(length, "a")
    squares = black(as_pdf(sheet(link=link)).data)
    left, right = min(x for x, *_ in squares), max(x + width for x, _, width, _ in squares)
    assert (right - left) / 72 * 25.4 > 30
    found = zxingcpp.read_barcode(painted(squares))
    assert found is not None
    assert found.text == link


Square = tuple[float, float, float, float]
"""A rectangle: its left and lower edge, its width and its height, in points."""


def black(pdf: bytes) -> list[Square]:
    """Give the black rectangles of the first page (ISO 32000-1, 8.4.2 and 8.5)."""
    reader = PdfReader(BytesIO(pdf))
    colour, kept, found = [0.0], [[0.0]], []
    for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations:
        match operator:
            case b"q":
                kept.append(colour)
            case b"Q":
                colour = kept.pop()
            case b"g" | b"rg":
                colour = [float(part) for part in operands]
            case b"re" if not any(colour):
                x, y, width, height = map(float, operands)
                found.append((x, min(y, y + height), width, abs(height)))
    return found


def painted(squares: list[Square]) -> np.ndarray:
    """Paint rectangles at 288 dots an inch, with white around them."""
    left, low = min(x for x, *_ in squares), min(y for _, y, *_ in squares)
    image = np.full((500, 500), 255, np.uint8)
    for x, y, width, height in squares:
        rows, columns = (y - low, y - low + height), (x - left, x - left + width)
        image[slice(*(450 - round(4 * row) for row in rows[::-1])), slice(*(50 + round(4 * at) for at in columns))] = 0
    return image


@pytest.mark.parametrize(("size", "drawn"), [((60, 20), (42, 14)), ((20, 60), (14 / 3, 14)), ((400, 20), (50, 2.5))])
def test_a_logo_is_as_large_as_fits_and_keeps_its_shape(size: tuple[int, int], drawn: tuple[float, float]) -> None:
    pdf = as_pdf(sheet(logo=logo_of(png(*size)), clinic="Klinik Øst")).data
    (page,) = PdfReader(BytesIO(pdf)).pages
    assert len(page.images) == 1
    matrices = [step[0] for step in ContentStream(page.get_contents(), None).operations if step[1] == b"cm"]
    wide, high = next((float(m[0]), float(m[3])) for m in matrices if float(m[0]) > 1 and float(m[3]) > 1)
    assert (round(wide * 25.4 / 72, 1), round(high * 25.4 / 72, 1)) == tuple(round(side, 1) for side in drawn)
    assert "Klinik Øst" in pages(pdf)[0]


def test_several_sheets_are_one_document_and_each_begins_a_page() -> None:
    pdf = as_pdf(sheet(), sheet(name="Åse")).data
    first, second = pages(pdf)
    assert "Åse" not in first
    assert "Åse" in second
    assert PdfReader(BytesIO(pdf)).metadata["/Title"] == "Træning"  # type: ignore[index]  # it has some


def test_a_picture_that_no_program_can_read_is_told() -> None:
    broken = Logo(data=png()[:40], mime="image/png", width=4, height=2)
    with pytest.raises(ShareError, match="the logo is damaged"):
        as_pdf(sheet(logo=broken))
