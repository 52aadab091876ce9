import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knib.share.programme.page import APPROVED, as_html
from knib.share.sheet.model import AGREED
from share.programme.weeks import four_weeks, seen
from share.sheet.test_html import Nesting

GOLDEN = Path(__file__).parents[1] / "golden" / "programme.html"


def drawn() -> str:
    return as_html(seen(), "mp3")


def test_the_page_is_the_one_that_was_looked_at() -> None:
    assert drawn() == GOLDEN.read_text(encoding="utf-8")


def test_the_page_is_in_danish_and_asks_nobody_for_anything() -> None:
    page = drawn()
    assert '<html lang="da">' in page
    assert set(re.findall(r"https?://[^\"<]+", page)) == {"http://www.w3.org/2000/svg"}
    assert Nesting(page).tags.isdisjoint({"script", "link", "img", "iframe", "form"})


def test_its_policy_allows_its_own_styles_and_nothing_else() -> None:
    page = drawn()
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
    assert len(styles) == 2
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'" in page
    assert " style=" not in page


def test_it_leads_to_every_sound_and_says_what_every_page_says() -> None:
    page = drawn()
    assert re.findall(r'href="([^"]+)"', page) == [
        *("uge-01-til-02.mp3", "uge-03-a.mp3", "uge-03-b.mp3", "uge-04-a.mp3", "uge-04-b.mp3"),
    ]
    words = " ".join(Nesting(page).words)
    for said in (AGREED, APPROVED, "Ro & <fred>", "Til dig, der vil i gang.", "Du kan mærke et knib.", "63 min"):
        assert said in words


def test_a_discreet_page_keeps_its_title_out_of_the_document() -> None:
    assert "<title>Træning</title>" in drawn()
    assert "<title>Ro &amp; &lt;fred&gt; på fire uger</title>" in as_html(seen(), "mp3", discreet=False)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=80))
def test_no_text_can_become_markup(text: str) -> None:
    plain = Nesting(drawn())
    strange = Nesting(as_html(seen(replace(four_weeks(), title="x" + text, about=text, source=text + ".")), "mp3"))
    assert strange.open == plain.open == []
    assert strange.tags == plain.tags
