"""Paper to draw on: words, bars and boxes at places in mm, on A4. The only home of fpdf2.

fpdf2 is asked for what it does best, which is to write a PDF with a font in it. Where things stand is decided here, so
that a page is never broken but where the sheet wants it.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING, Final

from knib.errors import ShareError
from knib.share.logo import CURE, Logo
from knib.share.sheet.outline import Words

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT = 210.0, 297.0
MARGIN: Final = 16.0
INSIDE: Final = WIDTH - 2 * MARGIN
POINT: Final = 25.4 / 72
"""A point in mm."""

BULLET: Final = 4.5
"""Width of a bullet and the room after it, in mm."""

UNKNOWN: Final = "□"
"""Stands for a sign that the font does not have."""

FAMILY: Final = "sheet"


class Paper:
    """A document of A4 pages in the sheet's own font. Use it inside `paper`."""

    def __init__(self, pdf: "FPDF") -> None:
        self._pdf = pdf
        self._widths: dict[tuple[str, bool, int], float] = {}
        self._signs = frozenset(pdf.fonts[FAMILY].cmap)  # type: ignore[union-attr]  # ours is no core font

    def new_page(self) -> None:
        """Begin a page."""
        self._pdf.add_page()

    def unknown(self, text: str) -> str:
        """Give the signs of a text that the font cannot show, each once."""
        return "".join(dict.fromkeys(sign for sign in _visible(text) if ord(sign) not in self._signs))

    def lines(self, words: Words, width: float) -> list[str]:
        """Break a paragraph into lines of a width in mm; a word that is too long is broken itself."""
        room = width - (BULLET if words.bullet else 0)
        shown = "".join(sign if ord(sign) in self._signs else UNKNOWN for sign in _visible(words.text))
        return list(self._broken(shown.split(), room, words))

    def write(self, text: str, x: float, y: float, words: Words) -> None:
        """Write a line whose top is at `y`, looking as `words` say."""
        self._choose(words)
        self._pdf.set_text_color(words.grey)
        self._pdf.text(x, y + words.size * POINT, text)

    def word(self, text: str, x: float, y: float, words: Words, align: float = 0) -> None:
        """Write a single line as `write` does; `align` is the part of its width that stands left of `x`."""
        shown = " ".join(self.lines(Words(text=text, size=words.size, bold=words.bold), 10 * WIDTH))
        self.write(shown, x - align * self.width(shown, words), y, words)

    def width(self, text: str, words: Words) -> float:
        """Measure a line in mm."""
        key = (text, words.bold, words.size)
        if key not in self._widths:  # the same words are measured for every look
            self._choose(words)
            self._widths[key] = float(self._pdf.get_string_width(text))
        return self._widths[key]

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle with a colour, `#rrggbb`."""
        self._pdf.set_fill_color(colour)
        self._pdf.rect(x, y, width, height, style="F")

    def line(self, x: float, y: float, width: float, height: float, grey: int = 200) -> None:
        """Draw a thin line from a place, `width` to the right and `height` down."""
        self._pdf.set_line_width(0.25)
        self._pdf.set_draw_color(grey)
        self._pdf.line(x, y, x + width, y + height)

    def box(self, x: float, y: float, side: float) -> None:
        """Draw an empty box to be ticked."""
        self._pdf.set_line_width(0.3)
        self._pdf.set_draw_color(110)
        self._pdf.rect(x, y, side, side, style="D", round_corners=True, corner_radius=side / 5)

    def picture(self, logo: Logo, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture into a rectangle that has its proportions.

        Raises:
            ShareError: it cannot be decoded.
        """
        try:
            self._pdf.image(BytesIO(logo.data), x, y, width, height)
        except (OSError, SyntaxError, ValueError) as err:  # whatever Pillow stumbles over
            raise ShareError("the logo is damaged", cure=CURE) from err

    def output(self) -> bytes:
        """Give the finished document."""
        return bytes(self._pdf.output())

    def _choose(self, words: Words) -> None:
        self._pdf.set_font(FAMILY, "B" if words.bold else "", words.size)

    def _broken(self, parts: Sequence[str], room: float, words: Words) -> Iterator[str]:
        blank, line, used = self.width(" ", words), "", 0.0
        for word in (piece for whole in parts for piece in self._pieces(whole, room, words)):
            width = self.width(word, words)
            if line and used + blank + width > room:
                yield line
                line, used = "", 0.0
            line, used = (f"{line} {word}", used + blank + width) if line else (word, width)
        if line:
            yield line

    def _pieces(self, word: str, room: float, words: Words) -> Iterator[str]:
        """Break a word that is wider than a line."""
        if self.width(word, words) <= room:
            yield word
            return
        piece, used = "", 0.0
        for sign in word:
            width = self.width(sign, words)
            if piece and used + width > room:
                yield piece
                piece, used = "", 0.0
            piece, used = piece + sign, used + width
        yield piece


@contextmanager
def paper(title: str, made: date) -> Iterator[Paper]:
    """Take a sheet of paper. The same strokes give the same bytes, whenever they are drawn.

    Raises:
        ShareError: fpdf2 is not there.
    """
    try:
        from fpdf import FPDF
    except ImportError as err:
        raise ShareError("a PDF needs fpdf2, which is not installed", cure="pip install 'fpdf2>=2.8.3'") from err

    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_creation_date(datetime.combine(made, time(), UTC))
    pdf.set_title(title)
    pdf.set_lang("da-DK")
    fonts = files("knib.share.sheet") / "fonts"
    with as_file(fonts / "regular.ttf") as regular, as_file(fonts / "bold.ttf") as bold:
        pdf.add_font(FAMILY, "", str(regular))
        pdf.add_font(FAMILY, "B", str(bold))
        try:
            yield Paper(pdf)
        finally:
            for font in pdf.fonts.values():  # fpdf2 reads what it needs of a font, and leaves its file open
                font.ttfont.close()  # type: ignore[union-attr]  # none of them is a core font


def _visible(text: str) -> str:
    """Compose letters and their accents, make all white space blanks, and drop what has no shape.

    Marks that turn the direction of a text round have none: nothing on a sheet may read other than it stands there.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(sign for sign in composed if unicodedata.category(sign) not in {"Cf", "Cc"})
