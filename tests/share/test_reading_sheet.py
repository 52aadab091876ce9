from pathlib import Path

from knib.share.reading_sheet import Sheet, as_html, as_text

GOLDEN = Path(__file__).parent / "golden"

SHEET = Sheet(
    titles=["Knib & <slip>", "Ro"],
    lines={
        1: "Velkommen.",
        2: "Hold knibet, mens du tæller til 3 & <b>smiler</b>.",
        4: "3",
        10: "Træk vejret roligt ned i maven, og mærk, at bækkenbunden giver efter, hver gang du ånder ind igen.",
        117: "</li></ul><script>alert('x')</script>",
    },
)


def refresh() -> None:
    """Write the golden files anew."""
    (GOLDEN / "reading-sheet.txt").write_text(as_text(SHEET), encoding="utf-8")
    (GOLDEN / "reading-sheet.html").write_text(as_html(SHEET), encoding="utf-8")


def test_the_text_is_the_one_that_was_read() -> None:
    assert as_text(SHEET) == (GOLDEN / "reading-sheet.txt").read_text(encoding="utf-8")


def test_the_page_is_the_one_that_was_looked_at() -> None:
    assert as_html(SHEET) == (GOLDEN / "reading-sheet.html").read_text(encoding="utf-8")


def test_markup_in_a_line_or_a_title_shows_as_text() -> None:
    page = as_html(SHEET)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<title>Indtalingsark: Knib &amp; &lt;slip&gt;, Ro</title>" in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = as_html(SHEET)
    assert not any(word in page for word in ("http", "src=", "url(", "@import", "<link"))
    assert '<html lang="da">' in page
    assert "break-inside: avoid" in page


def test_no_row_of_the_text_is_wider_than_a_page() -> None:
    assert max(map(len, as_text(SHEET).splitlines())) <= 78


def test_a_sheet_with_nothing_left_says_so() -> None:
    done = Sheet(titles=["Ro"], lines={})
    assert as_text(done) == "Indtalingsark: Ro\n\nAlle linjer er indtalt.\n"
    assert "<p>Alle linjer er indtalt.</p>" in as_html(done)


def test_how_much_there_is_to_read_is_told_in_danish() -> None:
    assert Sheet(titles=["x"], lines={1: "Knib."}).summary == "1 linje, 1 ord, omkring 2 s"
    # 40 lines of 8 signs: 40 x (8 x 85 ms + 2 s) = 107 s
    assert Sheet(titles=["x"], lines=dict.fromkeys(range(40), "Hold nu.")).summary == "40 linjer, 80 ord, omkring 2 min"
