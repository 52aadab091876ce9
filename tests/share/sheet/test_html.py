import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knib.share.logo import logo_of
from knib.share.sheet.html import as_html
from knib.share.sheet.model import AGREED, APPROVED
from share.pictures import png
from share.sheet.papers import LINK, sheet

GOLDEN = Path(__file__).parents[1] / "golden" / "sheet.html"
VOID = {"meta", "path", "rect"}


def drawn() -> str:
    return as_html(sheet(link=LINK, name="Åse", clinic="Klinik & Co", telephone="12 34 56 78"))


class Nesting(HTMLParser):
    """Reads a page, and fails where an element is closed that was not open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_is_the_one_that_was_looked_at() -> None:
    assert drawn() == GOLDEN.read_text(encoding="utf-8")


def test_the_page_is_in_danish_and_asks_nobody_for_anything() -> None:
    page = drawn()
    assert '<html lang="da">' in page
    assert set(re.findall(r"https?://[^\"<]+", page)) == {LINK, "http://www.w3.org/2000/svg"}
    assert Nesting(page).tags.isdisjoint({"script", "link", "img", "iframe", "form"})


def test_its_policy_allows_its_own_style_and_nothing_else() -> None:
    page = drawn()
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in page
    assert " style=" not in page


def test_it_says_what_every_sheet_says() -> None:
    words = " ".join(Nesting(drawn()).words)
    assert AGREED in words
    assert APPROVED in words
    assert "Ro & <fred>" in words


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_no_text_can_become_markup(text: str) -> None:
    plain, strange = Nesting(as_html(sheet())), Nesting(as_html(sheet(clinic=text, name="x" + text)))
    assert strange.open == plain.open == []
    assert strange.tags == plain.tags


def test_a_logo_stands_at_the_head_and_the_policy_allows_it_alone() -> None:
    page = as_html(sheet(logo=logo_of(png())))
    assert f'<header><img alt="" src="data:image/png;base64,{b64encode(png()).decode()}"><p>' in page
    assert "default-src 'none'; img-src data:; style-src 'sha256-" in page
    assert "img-src" not in drawn()


def test_several_sheets_are_one_page_whose_title_tells_nothing() -> None:
    page = as_html(sheet(), sheet(name="Åse"))
    assert page.count("<header>") == page.count("<footer>") == page.count("<article>") == 2
    assert page.count("<main>") == 0
    assert "<title>Træning</title>" in page
    Nesting(page)
