from contextlib import suppress
from io import BytesIO
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from knib.errors import ShareError
from knib.share.qr import HALVES, INK, LONGEST, PLAIN, QUIET, qr_matrix, qr_png, qr_svg, qr_terminal, runs

LINK = "https://example.dk/t/8f3a?x=1&y=2"

paths = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=LONGEST - 20)


def read(dark: np.ndarray) -> zxingcpp.Barcode:
    """Read modules as a phone does: as a picture of four pixels a module."""
    found = zxingcpp.read_barcode(np.kron(np.where(dark, 0, 255), np.ones((4, 4))).astype(np.uint8))
    assert found is not None
    return found


def framed(matrix: tuple[tuple[bool, ...], ...]) -> np.ndarray:
    return np.pad(np.array(matrix), QUIET)


@given(paths)
def test_a_phone_reads_any_link(path: str) -> None:
    link = "https://example.dk/" + path
    assert read(framed(qr_matrix(link))).text == link


def test_the_error_level_is_m() -> None:
    assert read(framed(qr_matrix(LINK))).ec_level == "M"


def test_a_code_with_a_spot_on_it_is_still_read() -> None:
    dark = framed(qr_matrix(LINK))
    dark[18:23, 18:23] = True
    assert read(dark).text == LINK


def test_the_png_is_read_and_is_as_large_as_asked() -> None:
    picture = Image.open(BytesIO(qr_png(LINK, 3)))
    assert picture.width == 3 * (len(qr_matrix(LINK)) + 2 * QUIET)
    assert read(np.array(picture.convert("L")) == 0).text == LINK
    assert qr_png(LINK) == qr_png(LINK)


@pytest.mark.parametrize("scale", [0, 101])
def test_a_scale_out_of_reach_is_refused(scale: int) -> None:
    with pytest.raises(ShareError):
        qr_png(LINK, scale)


def test_the_svg_draws_each_dark_module_once() -> None:
    drawn = ET.fromstring(qr_svg(LINK))
    side = len(qr_matrix(LINK)) + 2 * QUIET
    assert drawn.get("viewBox") == f"0 0 {side} {side}"
    d = drawn[2].get("d") or ""
    dark = np.zeros((side, side), bool)
    for part in d.split("z")[:-1]:
        place, _, width = part.removeprefix("M").partition("h")
        x, y = map(int, place.split())
        dark[y, x : x + int(width.split("v")[0])] = True
    assert read(dark).text == LINK


def test_runs_are_the_dark_stretches_of_each_row() -> None:
    assert list(runs(((True, True, False, True), (False, False, False, False)))) == [(0, 0, 2), (3, 0, 1)]


@pytest.mark.parametrize("colours", [True, False])
def test_the_terminal_shows_the_code_with_its_white_frame(*, colours: bool) -> None:
    lines = qr_terminal(LINK, colours=colours).splitlines()
    pairs = {sign: pair for pair, sign in HALVES.items()}
    rows = []
    for line in lines:
        assert line.startswith(INK) is colours
        signs = line.removeprefix(INK).removesuffix(PLAIN)
        rows += list(zip(*(pairs[sign] for sign in signs), strict=True))
    assert read(np.array(rows)).text == LINK


@pytest.mark.parametrize(
    "link",
    [
        "",
        "example.dk",
        "mailto:anna@example.dk",
        "tel:+4512345678",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "http://[::1",
        "https://example.dk:99999/",
        "https://example.dk/ a",
        "https://example.dk/\n",
        "https://ærø.dk/",
        "https://anna@example.dk/",
        "https://anna:hemmelig@example.dk/",
        "https://example.dk/" + "a" * LONGEST,
    ],
)
def test_what_leads_to_no_page_or_names_someone_is_refused(link: str) -> None:
    with pytest.raises(ShareError) as caught:
        qr_matrix(link)
    assert caught.value.cure
    assert "hemmelig" not in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_gives_a_code_or_a_sentence(text: str) -> None:
    with suppress(ShareError):
        assert qr_svg(text).startswith("<svg ")
